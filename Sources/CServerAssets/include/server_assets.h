#ifndef SERVER_ASSETS_H
#define SERVER_ASSETS_H
#include <stddef.h>

/* A file that the review server serves, compiled in. */
typedef struct {
  const unsigned char *bytes;
  size_t size;
} server_asset;

/* server.css */
server_asset server_style(void);

/* server.js */
server_asset server_script(void);

/* openapi.yaml */
server_asset server_openapi(void);
#endif
