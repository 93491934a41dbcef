#ifndef CXML_H
#define CXML_H
/* No libxml2 header here: it may bring in ICU's, which the one that Foundation bundles redeclares. */
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  /* Line of the first error from 1, or 0 where the document is well formed. */
  int32_t line;
  /* Whether it declares entities; parsing stops there. */
  bool declares_entities;
} cxml_result;

/* Parses UTF-8 bytes as XML, without network, DTD or entity expansion, and keeps nothing. */
cxml_result cxml_check(const char *bytes, int32_t count);

/* The character that an HTML entity name stands for, or 0. */
uint32_t cxml_html_entity(const char *name);
#endif
