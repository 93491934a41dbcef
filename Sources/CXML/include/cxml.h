#ifndef CXML_H
#define CXML_H
/* No libxml2 header here: it may bring in ICU's, which the one that Foundation bundles redeclares. */
#include <stdint.h>

/* What ended a parse before the end of the document. */
typedef enum {
  CXML_NONE,
  CXML_MALFORMED,
  CXML_DOCUMENT_TYPE,
  CXML_TOO_DEEP,
} cxml_fault;

typedef struct {
  cxml_fault fault;
  /* The line, from 1, where the document is malformed. */
  int32_t line;
} cxml_result;

/* Parses UTF-8 bytes as XML, without network, DTD or entity expansion, and keeps nothing.
   Stops at a document type and at elements nested deeper than `deepest`. */
cxml_result cxml_check(const char *bytes, int32_t count, int32_t deepest);

/* The character that an HTML entity name stands for, or 0. */
uint32_t cxml_html_entity(const char *name);
#endif
