// SPDX-License-Identifier: MIT
#pragma once

// OpenSSL's libcrypto, as a table of its functions. It is not linked, neither statically (it is as large as all the rest) nor dynamically
// (finding and relocating it would cost every start), but loaded when a module that needs it is imported. Its declarations come from the
// headers that the library was built with; the loaded library must be of the same major version.

#define OPENSSL_SUPPRESS_DEPRECATED  // HMAC_CTX, which has no successor that is as small

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/objects.h>

#include "objects/type.h"

namespace pyemb {

struct Crypto {
#define FUNCTION(name) decltype(&::name) name;
#include "modules/openssl/crypto_functions.def"
#undef FUNCTION
};

/// Fills the table; ImportError where there is no such library. The library stays loaded.
[[nodiscard]] Status load_crypto(ThreadState& ts, Crypto& table);

/// Raises an exception that tells the library's last error, "[digital envelope routines] unsupported"; `otherwise` where it has none.
COLD Raised raise_crypto_error(ThreadState& ts, const Crypto& crypto, Type& type, const char* otherwise = "no reason supplied");

}  // namespace pyemb
