// SPDX-License-Identifier: MIT
// _hashlib.HASH and _hashlib.HASHXOF: a digest of OpenSSL that reads piece by piece; the latter's is as long as one likes.
#include "modules/hash/hashlib.h"
#include "modules/module_type_specs.h"
#include "objects/byte_text.h"
#include "objects/bytes.h"
#include "objects/str.h"

namespace pyemb {
namespace {

constexpr size_t kWorthUnlocking = 2048;

struct Hash : Object {
  static constexpr TypeId kId = ModuleType::kOpensslHash;
  const Crypto* crypto;   ///< of the module's state
  EVP_MD_CTX* context;
  void (*release)(EVP_MD_CTX*);  ///< the module may be gone before its objects
  ObjectLock::Word lock;

  const EVP_MD* digest() const { return crypto->EVP_MD_CTX_get0_md(context); }
};

Result<Own<Hash>> new_hash_of(ThreadState& ts, const Crypto& crypto, TypeId id) {
  Type* type = TRY(find_type(ts, id));
  Own<Hash> made = TRY(new_native<Hash>(ts, *type));
  made->crypto = &crypto;
  made->context = crypto.EVP_MD_CTX_new();
  if (made->context == nullptr) return raise_no_memory(ts);
  made->release = crypto.EVP_MD_CTX_free;
  return made;
}

Status feed(ThreadState& ts, Hash& self, std::string_view data) {
  if (data.empty()) return {};
  ObjectLock locked(ts, self.lock);
  bool fed;
  if (data.size() < kWorthUnlocking) {
    fed = self.crypto->EVP_DigestUpdate(self.context, data.data(), data.size()) != 0;
  } else {
    WithoutGil unlocked(ts);
    fed = self.crypto->EVP_DigestUpdate(self.context, data.data(), data.size()) != 0;
  }
  return fed ? Status() : raise_openssl_value_error(ts, *self.crypto);
}

Status update(ThreadState& ts, Hash& self, Value data) {
  TRY(hashlib_state(ts));
  HashInput input(ts);
  TRY(input.open(ts, data));
  return feed(ts, self, input.view());
}

/// A copy of the object's context.
Status copy_context(ThreadState& ts, Hash& from, Hash& to) {
  ObjectLock locked(ts, from.lock);
  if (from.crypto->EVP_MD_CTX_copy(to.context, from.context) == 0) return raise_openssl_value_error(ts, *from.crypto);
  return {};
}

Result<Ref> copy(ThreadState& ts, Hash& self) {
  HashlibState* state = TRY(hashlib_state(ts));
  Own<Hash> made = TRY(new_hash_of(ts, state->crypto, self.type->id));
  TRY(copy_context(ts, self, *made));
  return made;
}

/// The digest of what was read so far, `size` bytes if the algorithm leaves that open.
Result<Own<Bytes>> finish(ThreadState& ts, Hash& self, int64_t size, bool is_open) {
  HashlibState* state = TRY(hashlib_state(ts));
  Own<Hash> twin = TRY(new_hash_of(ts, state->crypto, self.type->id));
  TRY(copy_context(ts, self, *twin));
  Own<Bytes> digest = TRY(new_bytes_buffer(ts, size));
  const Crypto& crypto = state->crypto;
  bool done = is_open ? crypto.EVP_DigestFinalXOF(twin->context, digest->data(), static_cast<size_t>(size)) != 0
                      : crypto.EVP_DigestFinal_ex(twin->context, digest->data(), nullptr) != 0;
  if (!done) return raise_openssl_value_error(ts, crypto);
  return digest;
}

Result<int64_t> digest_size(ThreadState& ts, Hash& self) {
  TRY(hashlib_state(ts));
  return int64_t{self.crypto->EVP_MD_get_size(self.digest())};
}
Result<int64_t> block_size(ThreadState& ts, Hash& self) {
  TRY(hashlib_state(ts));
  return int64_t{self.crypto->EVP_MD_get_block_size(self.digest())};
}
Result<Ref> name(ThreadState& ts, Hash& self) {
  TRY(hashlib_state(ts));
  return new_str(ts, digest_name(*self.crypto, self.digest()));
}
int64_t open_size(ThreadState&, Hash&) { return 0; }

Result<Ref> digest(ThreadState& ts, Hash& self) {
  int64_t size = TRY(digest_size(ts, self));
  return finish(ts, self, size, false);
}
Result<Ref> hexdigest(ThreadState& ts, Hash& self) {
  int64_t size = TRY(digest_size(ts, self));
  Own<Bytes> digest = TRY(finish(ts, self, size, false));
  return byte_methods::hex_text(ts, digest->view(), Value::null(), {});
}
Result<Ref> open_digest(ThreadState& ts, Hash& self, int64_t length) {
  if (length < 0) return raise(ts, Exc::kSystemError, "Negative size passed to PyBytes_FromStringAndSize");
  return finish(ts, self, length, true);
}
Result<Ref> open_hexdigest(ThreadState& ts, Hash& self, int64_t length) {
  if (length < 0) return raise_no_memory(ts);
  Own<Bytes> digest = TRY(finish(ts, self, length, true));
  return byte_methods::hex_text(ts, digest->view(), Value::null(), {});
}

Result<Ref> hash_repr(ThreadState& ts, Value value) {
  Hash& self = as<Hash>(value);
  TRY(hashlib_state(ts));
  return new_str_format(ts, "<%s %s object @ %p>", digest_name(*self.crypto, self.digest()), type_name(ts, value), static_cast<void*>(&self));
}
void hash_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<Hash*>(object);
  if (self.release != nullptr) self.release(std::exchange(self.context, nullptr));
}

constexpr NativeMethod kMethods[] = {
    method<copy>("copy", "($self, /)", "Return a copy of the hash object."),
    method<digest>("digest", "($self, /)", "Return the digest of what was read so far, as bytes."),
    method<hexdigest>("hexdigest", "($self, /)", "Return the digest of what was read so far, as hexadecimal digits."),
    method<update>("update", "($self, obj, /)", "Read more bytes."),
};
constexpr GetSet kGetSets[] = {
    getset<digest_size>("digest_size", nullptr),
    getset<block_size>("block_size", nullptr),
    getset<name>("name", "algorithm name."),
};
constexpr NativeMethod kOpenMethods[] = {
    method<open_digest>("digest", "($self, /, length)", "Return a digest of this length of what was read so far, as bytes."),
    method<open_hexdigest>("hexdigest", "($self, /, length)", "Return a digest of this length of what was read so far, as hexadecimal digits."),
};
constexpr GetSet kOpenGetSets[] = {getset<open_size>("digest_size", nullptr)};

}  // namespace

Result<Ref> new_openssl_hash(ThreadState& ts, const char* algorithm, Value data, bool for_security) {
  HashInput input(ts);
  if (!data.is_null()) TRY(input.open(ts, data));
  HashlibState* state = TRY(hashlib_state(ts));
  const Crypto& crypto = state->crypto;
  Digest found(crypto);
  TRY(found.open(ts, algorithm, for_security));
  bool is_open = (crypto.EVP_MD_get_flags(found.get()) & EVP_MD_FLAG_XOF) != 0;
  Own<Hash> made = TRY(new_hash_of(ts, crypto, is_open ? ModuleType::kOpensslHashXof : ModuleType::kOpensslHash));
  if (crypto.EVP_DigestInit_ex(made->context, found.get(), nullptr) == 0) return raise_openssl_value_error(ts, crypto);
  TRY(feed(ts, *made, input.view()));
  return made;
}

constexpr TypeSpec kOpensslHashSpec = {
    .name = "_hashlib.HASH",
    .doc = "A digest of OpenSSL: update() reads more, digest() and hexdigest() give the digest of what was read so far, copy() makes another.",
    .id = ModuleType::kOpensslHash,
    .size = sizeof(Hash),
    .flags = Type::kNoNew,
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.repr = hash_repr},
    .dealloc = hash_dealloc,
};
constexpr TypeSpec kOpensslHashXofSpec = {
    .name = "_hashlib.HASHXOF",
    .doc = "A digest of OpenSSL whose length is said when it is asked for.",
    .id = ModuleType::kOpensslHashXof,
    .base = ModuleType::kOpensslHash,
    .size = sizeof(Hash),
    .flags = Type::kNoNew,
    .methods = kOpenMethods,
    .getsets = kOpenGetSets,
    .dealloc = hash_dealloc,
};

}  // namespace pyemb
