/* zlib: permessage-deflate. */
#ifndef OPENCLAW_CZLIB_SHIM_H
#define OPENCLAW_CZLIB_SHIM_H
#include <zlib.h>
#endif
