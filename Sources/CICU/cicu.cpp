#include "cicu.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

extern "C" int32_t cicu_detect(const char *bytes, int32_t count, char *name, int32_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  int32_t confidence = 0;
  name[0] = 0;
  UCharsetDetector *detector = ucsdet_open(&error);
  ucsdet_setText(detector, bytes, count, &error);
  const UCharsetMatch *match = U_SUCCESS(error) ? ucsdet_detect(detector, &error) : nullptr;
  if (match && U_SUCCESS(error)) {
    strncpy(name, ucsdet_getName(match, &error), (size_t)capacity - 1);
    name[capacity - 1] = 0;
    confidence = ucsdet_getConfidence(match, &error);
  }
  if (detector) ucsdet_close(detector);
  return confidence;
}

extern "C" int32_t cicu_decode(const char *encoding, const char *bytes, int32_t count,
                               uint16_t *units, int32_t *offsets, int32_t capacity) {
  UErrorCode error = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(encoding, &error);
  if (U_FAILURE(error)) return -1;
  UChar *target = (UChar *)units;
  const char *source = bytes;
  ucnv_toUnicode(converter, &target, (UChar *)units + capacity, &source, bytes + count, offsets,
                 true, &error);
  ucnv_close(converter);
  return U_FAILURE(error) ? -1 : (int32_t)(target - (UChar *)units);
}
