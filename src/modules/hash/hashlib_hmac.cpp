// SPDX-License-Identifier: MIT
// HMAC by OpenSSL: _hashlib.hmac_new(), whose objects read piece by piece, and _hashlib.hmac_digest().
#include <climits>

#include "modules/hash/hashlib.h"
#include "modules/module_type_specs.h"
#include "objects/byte_text.h"
#include "objects/bytes.h"
#include "objects/str.h"

namespace pyemb {
namespace {

constexpr size_t kWorthUnlocking = 2048;

struct Hmac : Object {
  static constexpr TypeId kId = ModuleType::kOpensslHmac;
  const Crypto* crypto;   ///< of the module's state
  HMAC_CTX* context;
  void (*release)(HMAC_CTX*);  ///< the module may be gone before its objects
  ObjectLock::Word lock;

  const EVP_MD* digest() const { return crypto->HMAC_CTX_get_md(context); }
};

Result<Own<Hmac>> new_hmac(ThreadState& ts, const Crypto& crypto) {
  Own<Hmac> made = TRY(new_native<Hmac>(ts));
  made->crypto = &crypto;
  made->context = crypto.HMAC_CTX_new();
  if (made->context == nullptr) return raise_no_memory(ts);
  made->release = crypto.HMAC_CTX_free;
  return made;
}

Status update(ThreadState& ts, Hmac& self, Value data) {
  TRY(hashlib_state(ts));
  HashInput input(ts);
  TRY(input.open(ts, data));
  ObjectLock locked(ts, self.lock);
  auto feed = [&] { return self.crypto->HMAC_Update(self.context, reinterpret_cast<const unsigned char*>(input.view().data()), input.view().size()) != 0; };
  bool fed;
  if (input.view().size() < kWorthUnlocking) {
    fed = feed();
  } else {
    WithoutGil unlocked(ts);
    fed = feed();
  }
  return fed ? Status() : raise_openssl_value_error(ts, *self.crypto);
}

Result<Ref> copy(ThreadState& ts, Hmac& self) {
  HashlibState* state = TRY(hashlib_state(ts));
  Own<Hmac> made = TRY(new_hmac(ts, state->crypto));
  ObjectLock locked(ts, self.lock);
  if (state->crypto.HMAC_CTX_copy(made->context, self.context) == 0) return raise_openssl_value_error(ts, state->crypto);
  return made;
}

Result<int64_t> digest_size(ThreadState& ts, Hmac& self) {
  TRY(hashlib_state(ts));
  return int64_t{self.crypto->EVP_MD_get_size(self.digest())};
}
Result<int64_t> block_size(ThreadState& ts, Hmac& self) {
  TRY(hashlib_state(ts));
  return int64_t{self.crypto->EVP_MD_get_block_size(self.digest())};
}
Result<Ref> name(ThreadState& ts, Hmac& self) {
  TRY(hashlib_state(ts));
  return new_str_format(ts, "hmac-%s", digest_name(*self.crypto, self.digest()));
}

Result<Own<Bytes>> finish(ThreadState& ts, Hmac& self) {
  Ref twin = TRY(copy(ts, self));
  int64_t size = TRY(digest_size(ts, self));
  Own<Bytes> digest = TRY(new_bytes_buffer(ts, size));
  if (self.crypto->HMAC_Final(as<Hmac>(twin).context, digest->data(), nullptr) == 0) return raise_openssl_value_error(ts, *self.crypto);
  return digest;
}
Result<Ref> digest(ThreadState& ts, Hmac& self) { return finish(ts, self); }
Result<Ref> hexdigest(ThreadState& ts, Hmac& self) {
  Own<Bytes> digest = TRY(finish(ts, self));
  return byte_methods::hex_text(ts, digest->view(), Value::null(), {});
}

Result<Ref> hmac_repr(ThreadState& ts, Value value) {
  Hmac& self = as<Hmac>(value);
  TRY(hashlib_state(ts));
  return new_str_format(ts, "<%s HMAC object @ %p>", digest_name(*self.crypto, self.digest()), static_cast<void*>(&self));
}
void hmac_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<Hmac*>(object);
  if (self.release != nullptr) self.release(std::exchange(self.context, nullptr));
}

constexpr NativeMethod kMethods[] = {
    method<copy>("copy", "($self, /)", "Return a copy of the HMAC object."),
    method<digest>("digest", "($self, /)", "Return the code of what was read so far, as bytes."),
    method<hexdigest>("hexdigest", "($self, /)", "Return the code of what was read so far, as hexadecimal digits."),
    method<update>("update", "($self, /, msg)", "Read more bytes."),
};
constexpr GetSet kGetSets[] = {
    getset<digest_size>("digest_size", nullptr),
    getset<block_size>("block_size", nullptr),
    getset<name>("name", nullptr),
};

}  // namespace

Result<Ref> hashlib_hmac_new(ThreadState& ts, Value key, Value msg, Value digestmod) {
  Buffer secret(ts);
  TRY(secret.open(key));
  if (secret.size() > INT_MAX) return raise(ts, Exc::kOverflowError, "key is too long.");
  if (digestmod.is_null()) return raise(ts, Exc::kTypeError, "Missing required parameter 'digestmod'.");
  HashlibState* state = TRY(hashlib_state(ts));
  const Crypto& crypto = state->crypto;
  Digest algorithm(crypto);
  TRY(algorithm.open_mod(ts, *state, digestmod));
  Own<Hmac> made = TRY(new_hmac(ts, crypto));
  const void* bytes = secret.data() != nullptr ? secret.data() : static_cast<const void*>("");
  if (crypto.HMAC_Init_ex(made->context, bytes, static_cast<int>(secret.size()), algorithm.get(), nullptr) == 0) {
    return raise_openssl_value_error(ts, crypto);
  }
  if (!msg.is_null() && !msg.is_none()) TRY(update(ts, *made, msg));
  return made;
}

Result<Ref> hashlib_hmac_digest(ThreadState& ts, Value key, Value msg, Value digest) {
  Buffer secret(ts), message(ts);
  TRY(secret.open(key));
  TRY(message.open(msg));
  HashlibState* state = TRY(hashlib_state(ts));
  const Crypto& crypto = state->crypto;
  Digest algorithm(crypto);
  TRY(algorithm.open_mod(ts, *state, digest));
  if (secret.size() > INT_MAX) return raise(ts, Exc::kOverflowError, "key is too long.");
  if (message.size() > INT_MAX) return raise(ts, Exc::kOverflowError, "msg is too long.");
  unsigned char code[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  const void* bytes = secret.data() != nullptr ? secret.data() : static_cast<const void*>("");
  bool done;
  {
    WithoutGil unlocked(ts);
    done = crypto.HMAC(algorithm.get(), bytes, static_cast<int>(secret.size()), message.data(), static_cast<size_t>(message.size()), code, &size) != nullptr;
  }
  if (!done) return raise_openssl_value_error(ts, crypto);
  return new_bytes(ts, {reinterpret_cast<const char*>(code), size});
}

constexpr TypeSpec kOpensslHmacSpec = {
    .name = "_hashlib.HMAC",
    .doc = "An HMAC of OpenSSL: update() reads more, digest() and hexdigest() give the code of what was read so far, copy() makes another.",
    .id = ModuleType::kOpensslHmac,
    .size = sizeof(Hmac),
    .flags = Type::kNoNew,
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.repr = hmac_repr},
    .dealloc = hmac_dealloc,
};

}  // namespace pyemb
