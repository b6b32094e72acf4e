// SPDX-License-Identifier: MIT
#include "modules/openssl/crypto.h"

#include <cstdio>
#include <dlfcn.h>

#include "objects/raise.h"
#include "objects/str.h"

namespace pyemb {
namespace {

#define TEXT_OF(x) #x
#define VERSION_TEXT(x) TEXT_OF(x)
constexpr const char* kLibrary = "libcrypto.so." VERSION_TEXT(OPENSSL_SHLIB_VERSION);
#undef VERSION_TEXT
#undef TEXT_OF

/// In the order of the table.
constexpr const char* kNames[] = {
#define FUNCTION(name) #name,
#include "modules/openssl/crypto_functions.def"
#undef FUNCTION
};
static_assert(sizeof(Crypto) == std::size(kNames) * sizeof(void*));

}  // namespace

Status load_crypto(ThreadState& ts, Crypto& table) {
  void* library = dlopen(kLibrary, RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return raise(ts, Exc::kImportError, "%s", dlerror());
  auto* functions = reinterpret_cast<void**>(&table);
  for (size_t i = 0; i < std::size(kNames); ++i) {
    functions[i] = dlsym(library, kNames[i]);
    if (functions[i] == nullptr) return raise(ts, Exc::kImportError, "%s has no function %s", kLibrary, kNames[i]);
  }
  return {};
}

Raised raise_crypto_error(ThreadState& ts, const Crypto& crypto, Type& type, const char* otherwise) {
  unsigned long code = crypto.ERR_peek_last_error();
  char text[300];
  std::snprintf(text, sizeof text, "%s", otherwise);
  if (code != 0) {
    const char* library = crypto.ERR_lib_error_string(code);
    const char* reason = crypto.ERR_reason_error_string(code);
    if (reason == nullptr) reason = "unknown reason";
    if (library != nullptr) {
      std::snprintf(text, sizeof text, "[%s] %s", library, reason);
    } else {
      std::snprintf(text, sizeof text, "%s", reason);
    }
    crypto.ERR_clear_error();
  }
  Own<Str> message = TRY(new_str(ts, text));
  return raise_value(ts, type, message);
}

}  // namespace pyemb
