/* The style, the script and the description of the review server go into it as they stand. */
#include "server_assets.h"

static const unsigned char style[] = {
#embed "server.css"
};
static const unsigned char script[] = {
#embed "server.js"
};
static const unsigned char openapi[] = {
#embed "openapi.yaml"
};

server_asset server_style(void) { return (server_asset){style, sizeof style}; }

server_asset server_script(void) { return (server_asset){script, sizeof script}; }

server_asset server_openapi(void) { return (server_asset){openapi, sizeof openapi}; }
