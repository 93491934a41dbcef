#pragma once
#include <stddef.h>
#include <stdint.h>

/// The driver of libFuzzer; SwiftPM renames main, so a target calls it by itself.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*target)(const uint8_t *data, size_t size));
