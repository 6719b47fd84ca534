/* OpenSSL 3: TLS and all cryptography. */
#ifndef OPENCLAW_COPENSSL_SHIM_H
#define OPENCLAW_COPENSSL_SHIM_H
#include <openssl/ssl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <openssl/rand.h>
#include <openssl/hmac.h>
#include <openssl/crypto.h>
#include <openssl/pem.h>
#include <openssl/kdf.h>
#endif
