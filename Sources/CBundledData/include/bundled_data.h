#ifndef BUNDLED_DATA_H
#define BUNDLED_DATA_H
#include <stddef.h>

/* A readable file of lexicons/ or policies/, compiled in. */
typedef struct {
  const char *path;
  const unsigned char *bytes;
  size_t size;
} bundled_file;

/* The number of files. */
size_t bundled_file_count(void);

/* File number `index`, which must be below the count. */
bundled_file bundled_file_at(size_t index);
#endif
