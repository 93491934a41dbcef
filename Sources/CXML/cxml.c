#include "cxml.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespaces, const xmlChar **declared, int attributes, int defaulted,
                  const xmlChar **values) {
  (void)context, (void)name, (void)prefix, (void)uri, (void)namespaces, (void)declared;
  (void)attributes, (void)defaulted, (void)values;
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)context, (void)name, (void)prefix, (void)uri;
}

static void text(void *context, const xmlChar *bytes, int count) {
  (void)context, (void)bytes, (void)count;
}

static void declare(void *context, const xmlChar *name, int type, const xmlChar *public_id,
                    const xmlChar *system_id, xmlChar *content) {
  (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
  xmlParserCtxtPtr parser = context;
  ((cxml_result *)parser->_private)->declares_entities = true;
  xmlStopParser(parser);
}

static void report(void *context, xmlErrorPtr error) {
  xmlParserCtxtPtr parser = context;
  if (!error || error->level < XML_ERR_FATAL || !parser) return;
  cxml_result *result = parser->_private;
  if (result && !result->line) result->line = error->line > 0 ? error->line : 1;
}

cxml_result cxml_check(const char *bytes, int32_t count) {
  cxml_result result = {0, false};
  xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, count);
  if (!parser) {
    result.line = 1;
    return result;
  }
  xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
  xmlSAXHandler handler = {0};
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start;
  handler.endElementNs = end;
  handler.characters = text;
  handler.cdataBlock = text;
  handler.entityDecl = declare;
  handler.serror = (xmlStructuredErrorFunc)report;
  *parser->sax = handler;
  parser->_private = &result;
  // The bytes are UTF-8: without a guess at anything else there is no failed conversion, whose
  // bytes libxml2 would print.
  parser->encoding = xmlStrdup((const xmlChar *)"UTF-8");
  if (xmlParseDocument(parser) != 0 && !result.line && !result.declares_entities) result.line = 1;
  if (parser->myDoc) xmlFreeDoc(parser->myDoc);
  xmlFreeParserCtxt(parser);
  return result;
}

uint32_t cxml_html_entity(const char *name) {
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  return entity ? entity->value : 0;
}
