#ifndef CICU_H
#define CICU_H
/* No ICU header here: the one that Foundation bundles declares the same enums. */
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/* The most likely encoding of some bytes, as an IANA name in `name`, and ICU's confidence from 0
   to 100; an empty name where there is none. */
int32_t cicu_detect(const char *bytes, int32_t count, char *name, int32_t capacity);

/* Decodes bytes to UTF-16. `units` and `offsets` have room for `capacity`; offsets[i] is the first
   byte of unit i. Returns the units written, or -1 where the encoding is unknown. */
int32_t cicu_decode(const char *encoding, const char *bytes, int32_t count, uint16_t *units,
                    int32_t *offsets, int32_t capacity);

#ifdef __cplusplus
}
#endif
#endif
