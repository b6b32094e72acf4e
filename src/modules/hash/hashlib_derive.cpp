// SPDX-License-Identifier: MIT
// Keys from passwords by OpenSSL: pbkdf2_hmac() and scrypt().
#include <climits>

#include "modules/hash/hashlib.h"
#include "objects/bytes.h"
#include "objects/int.h"
#include "objects/str.h"

namespace pyemb {
namespace {

Status check_length(ThreadState& ts, const Buffer& buffer, const char* name) {
  if (buffer.size() > INT_MAX) return raise(ts, Exc::kOverflowError, "%s is too long.", name);
  return {};
}

/// A cost parameter of scrypt: TypeError unless it is an int of 64 bits without sign.
Result<uint64_t> to_cost(ThreadState& ts, Value value, const char* name) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "%s is required and must be an unsigned int", name);
  IntView number(value);
  if (number.negative() || number.size() > 1) return raise(ts, Exc::kTypeError, "%s is required and must be an unsigned int", name);
  return number.is_zero() ? 0 : number.magnitude()[0];
}
Status check_int(ThreadState& ts, Value value, const char* name) {
  if (value.is_null() || is_any_int(value)) return {};
  return raise(ts, Exc::kTypeError, "scrypt() argument '%s' must be int, not %s", name, value.is_none() ? "None" : type_name(ts, value));
}

}  // namespace

Result<Ref> hashlib_pbkdf2_hmac(ThreadState& ts, Str& hash_name, Value password, Value salt, Value iterations, Value length) {
  Buffer secret(ts), grains(ts);
  TRY(secret.open(password));
  TRY(grains.open(salt));
  int64_t rounds = TRY(to_int64(ts, iterations));
  HashlibState* state = TRY(hashlib_state(ts));
  const Crypto& crypto = state->crypto;
  Digest digest(crypto);
  TRY(digest.open(ts, Utf8(ts, hash_name).c_str()));
  TRY(check_length(ts, secret, "password"));
  TRY(check_length(ts, grains, "salt"));
  if (rounds < 1) return raise(ts, Exc::kValueError, "iteration value must be greater than 0.");
  if (rounds > INT_MAX) return raise(ts, Exc::kOverflowError, "iteration value is too great.");
  int64_t size = crypto.EVP_MD_get_size(digest.get());
  if (!length.is_null() && !length.is_none()) size = TRY(to_int64(ts, length));
  if (size < 1) return raise(ts, Exc::kValueError, "key length must be greater than 0.");
  if (size > INT_MAX) return raise(ts, Exc::kOverflowError, "key length is too great.");
  Own<Bytes> key = TRY(new_bytes_buffer(ts, size));
  bool done;
  {
    WithoutGil unlocked(ts);
    done = crypto.PKCS5_PBKDF2_HMAC(secret.view().data(), static_cast<int>(secret.size()), grains.data(), static_cast<int>(grains.size()),
                                    static_cast<int>(rounds), digest.get(), static_cast<int>(size), key->data()) != 0;
  }
  if (!done) return raise_openssl_value_error(ts, crypto);
  return key;
}

Result<Ref> hashlib_scrypt(ThreadState& ts, Value password, Value salt, Value n_value, Value r_value, Value p_value, Value maxmem, Value length) {
  Buffer secret(ts), grains(ts);
  TRY(secret.open(password));
  if (!salt.is_null()) TRY(grains.open(salt));
  TRY(check_int(ts, n_value, "n"));
  TRY(check_int(ts, r_value, "r"));
  TRY(check_int(ts, p_value, "p"));
  int64_t memory = 0;
  if (!maxmem.is_null()) memory = TRY(to_int64(ts, maxmem));
  int64_t size = 64;
  if (!length.is_null()) size = TRY(to_int64(ts, length));
  TRY(check_length(ts, secret, "password"));
  if (salt.is_null()) return raise(ts, Exc::kTypeError, "salt is required");
  TRY(check_length(ts, grains, "salt"));
  uint64_t n = TRY(to_cost(ts, n_value, "n"));
  if (n < 2 || (n & (n - 1)) != 0) return raise(ts, Exc::kValueError, "n must be a power of 2.");
  uint64_t r = TRY(to_cost(ts, r_value, "r"));
  uint64_t p = TRY(to_cost(ts, p_value, "p"));
  if (memory < 0 || memory > INT_MAX) return raise(ts, Exc::kValueError, "maxmem must be positive and smaller than %d", INT_MAX);
  if (size < 1 || size > INT_MAX) return raise(ts, Exc::kValueError, "dklen must be greater than 0 and smaller than %d", INT_MAX);
  HashlibState* state = TRY(hashlib_state(ts));
  const Crypto& crypto = state->crypto;
  auto most = static_cast<uint64_t>(memory);
  if (crypto.EVP_PBE_scrypt(nullptr, 0, nullptr, 0, n, r, p, most, nullptr, 0) == 0) {  // looks at the parameters alone
    return raise_openssl_value_error(ts, crypto, "Invalid parameter combination for n, r, p, maxmem.");
  }
  Own<Bytes> key = TRY(new_bytes_buffer(ts, size));
  bool done;
  {
    WithoutGil unlocked(ts);
    done = crypto.EVP_PBE_scrypt(secret.view().data(), static_cast<size_t>(secret.size()), grains.data(), static_cast<size_t>(grains.size()), n, r, p, most,
                                 key->data(), static_cast<size_t>(size)) != 0;
  }
  if (!done) return raise_openssl_value_error(ts, crypto);
  return key;
}

}  // namespace pyemb
