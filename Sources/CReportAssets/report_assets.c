/* The style and the script of the HTML report go into the program as they stand. */
#include "report_assets.h"

static const unsigned char style[] = {
#embed "report.css"
};
static const unsigned char script[] = {
#embed "report.js"
};

report_asset report_style(void) { return (report_asset){style, sizeof style}; }

report_asset report_script(void) { return (report_asset){script, sizeof script}; }
