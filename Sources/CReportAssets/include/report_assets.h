#ifndef REPORT_ASSETS_H
#define REPORT_ASSETS_H
#include <stddef.h>

/* A file that the HTML report carries, compiled in. */
typedef struct {
  const unsigned char *bytes;
  size_t size;
} report_asset;

/* report.css */
report_asset report_style(void);

/* report.js */
report_asset report_script(void);
#endif
