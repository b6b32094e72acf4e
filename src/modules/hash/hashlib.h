// SPDX-License-Identifier: MIT
#pragma once

// What the parts of _hashlib share: the loaded libcrypto, names of algorithms, and the digests that they stand for.

#include "config/module_type_ids.h"
#include "modules/hash/hash.h"
#include "modules/openssl/crypto.h"
#include "objects/module.h"

namespace pyemb {

struct HashlibState {
  Crypto crypto;
  Value unsupported;   ///< owned: UnsupportedDigestmodError
  Value constructors;  ///< owned dict: function to name of the algorithm
};

/// The state, for code that has no module at hand; RuntimeError if the module is gone.
[[nodiscard]] Result<HashlibState*> hashlib_state(ThreadState& ts);

/// A fetched digest.
class Digest {
 public:
  explicit Digest(const Crypto& crypto) : crypto_(crypto) {}
  ~Digest() {
    if (digest_ != nullptr) crypto_.EVP_MD_free(digest_);
  }
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  /// By one of Python's names or of OpenSSL's: ValueError. What is not for security may be unsafe even in FIPS mode.
  [[nodiscard]] Status open(ThreadState& ts, const char* name, bool for_security = true);
  /// By name, or by a function of this module that makes a hash object: UnsupportedDigestmodError for anything else.
  [[nodiscard]] Status open_mod(ThreadState& ts, HashlibState& state, Value digestmod);
  const EVP_MD* get() const { return digest_; }

 private:
  const Crypto& crypto_;
  EVP_MD* digest_ = nullptr;
};

/// Python's name of a digest, else OpenSSL's.
const char* digest_name(const Crypto& crypto, const EVP_MD* digest);

/// A HASH or HASHXOF object of the algorithm, fed with `data` unless that is null.
[[nodiscard]] Result<Ref> new_openssl_hash(ThreadState& ts, const char* name, Value data, bool for_security);
/// ValueError with OpenSSL's reason.
COLD Raised raise_openssl_value_error(ThreadState& ts, const Crypto& crypto, const char* otherwise = "no reason supplied");

// Functions of the module.
Result<Ref> hashlib_hmac_new(ThreadState& ts, Value key, Value msg, Value digestmod);
Result<Ref> hashlib_hmac_digest(ThreadState& ts, Value key, Value msg, Value digest);
Result<Ref> hashlib_pbkdf2_hmac(ThreadState& ts, Str& hash_name, Value password, Value salt, Value iterations, Value length);
Result<Ref> hashlib_scrypt(ThreadState& ts, Value password, Value salt, Value n, Value r, Value p, Value maxmem, Value length);

}  // namespace pyemb
