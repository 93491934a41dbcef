#include "cxml.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

/* What a parse keeps beside libxml2's own state. */
typedef struct {
  cxml_result result;
  int32_t depth, deepest;
} parse;

static void stop(xmlParserCtxtPtr parser, cxml_fault fault) {
  cxml_result *result = &((parse *)parser->_private)->result;
  if (result->fault == CXML_NONE) result->fault = fault;
  xmlStopParser(parser);
}

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespaces, const xmlChar **declared, int attributes, int defaulted,
                  const xmlChar **values) {
  (void)name, (void)prefix, (void)uri, (void)namespaces, (void)declared;
  (void)attributes, (void)defaulted, (void)values;
  xmlParserCtxtPtr parser = context;
  parse *state = parser->_private;
  if (++state->depth > state->deepest) stop(parser, CXML_TOO_DEEP);
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)name, (void)prefix, (void)uri;
  ((parse *)((xmlParserCtxtPtr)context)->_private)->depth--;
}

static void text(void *context, const xmlChar *bytes, int count) {
  (void)context, (void)bytes, (void)count;
}

static void type(void *context, const xmlChar *name, const xmlChar *public_id,
                 const xmlChar *system_id) {
  (void)name, (void)public_id, (void)system_id;
  stop(context, CXML_DOCUMENT_TYPE);
}

static void report(void *context, xmlErrorPtr error) {
  xmlParserCtxtPtr parser = context;
  if (!error || error->level < XML_ERR_FATAL || !parser || !parser->_private) return;
  cxml_result *result = &((parse *)parser->_private)->result;
  if (result->fault != CXML_NONE) return;
  result->fault = CXML_MALFORMED;
  if (error->line > 0) result->line = error->line;
}

cxml_result cxml_check(const char *bytes, int32_t count, int32_t deepest) {
  parse state = {{CXML_NONE, 1}, 0, deepest};
  xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, count);
  if (!parser) {
    state.result.fault = CXML_MALFORMED;
    return state.result;
  }
  xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
  xmlSAXHandler handler = {0};
  handler.initialized = XML_SAX2_MAGIC;
  handler.internalSubset = type;
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = text;
  handler.cdataBlock = text;
  handler.serror = (xmlStructuredErrorFunc)report;
  *parser->sax = handler;
  parser->_private = &state;
  // The bytes are UTF-8: without a guess at anything else there is no failed conversion, whose
  // bytes libxml2 would print.
  parser->encoding = xmlStrdup((const xmlChar *)"UTF-8");
  if (xmlParseDocument(parser) != 0 && state.result.fault == CXML_NONE) {
    state.result.fault = CXML_MALFORMED;
  }
  if (parser->myDoc) xmlFreeDoc(parser->myDoc);
  xmlFreeParserCtxt(parser);
  return state.result;
}

uint32_t cxml_html_entity(const char *name) {
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  return entity ? entity->value : 0;
}
