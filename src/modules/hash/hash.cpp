// SPDX-License-Identifier: MIT
#include "modules/hash/hash.h"

#include "objects/byte_text.h"
#include "objects/bytes.h"
#include "objects/str.h"

namespace pyemb {

/// Fewer bytes than this are hashed before another thread could have taken the lock.
constexpr int64_t kWorthUnlocking = 2048;

Status HashInput::open(ThreadState& ts, Value value) {
  if (is<Str>(value)) return raise(ts, Exc::kTypeError, "Strings must be encoded before hashing");
  if (!has_buffer(ts, value)) return raise(ts, Exc::kTypeError, "object supporting the buffer API required");
  TRY(buffer_.open(value));
  if (buffer_.raw().dimensions > 1) return raise(ts, Exc::kBufferError, "Buffer must be single dimension");
  return {};
}

Result<Own<HashObject>> new_hash_object(ThreadState& ts, TypeId id, const HashAlgorithm& algorithm) {
  Type* type = TRY(find_type(ts, id));
  Own<HashObject> made = TRY(new_native<HashObject>(ts, *type));
  made->algorithm = &algorithm;
  made->digest_size = algorithm.digest_size;
  return made;
}

Result<Ref> new_hash(ThreadState& ts, TypeId type, const HashAlgorithm& algorithm, Value data) {
  HashInput input(ts);
  if (!data.is_null()) TRY(input.open(ts, data));
  Own<HashObject> made = TRY(new_hash_object(ts, type, algorithm));
  algorithm.start(made->context);
  hash_update(ts, *made, input.view());
  return made;
}

void hash_update(ThreadState& ts, HashObject& self, std::string_view data) {
  if (data.empty()) return;
  ObjectLock locked(ts, self.lock);
  auto update = [&] { self.algorithm->update(self.context, reinterpret_cast<const uint8_t*>(data.data()), data.size()); };
  if (data.size() < kWorthUnlocking) return update();
  WithoutGil unlocked(ts);
  update();
}

void hash_finish(ThreadState& ts, HashObject& self, uint8_t* digest, size_t size) {
  HashContext context;
  {
    ObjectLock locked(ts, self.lock);
    context = self.context;
  }
  self.algorithm->finish(context, digest, size);
}

Result<Ref> hash_digest(ThreadState& ts, HashObject& self, size_t size) {
  Own<Bytes> digest = TRY(new_bytes_buffer(ts, static_cast<int64_t>(size)));
  hash_finish(ts, self, digest->data(), size);
  return digest;
}

Result<Ref> hash_hexdigest(ThreadState& ts, HashObject& self, size_t size) {
  Own<Bytes> digest = TRY(new_bytes_buffer(ts, static_cast<int64_t>(size)));
  hash_finish(ts, self, digest->data(), size);
  return byte_methods::hex_text(ts, digest->view(), Value::null(), {});
}

Result<Ref> hash_copy(ThreadState& ts, HashObject& self) {
  Own<HashObject> made = TRY(new_native<HashObject>(ts, *self.type));
  ObjectLock locked(ts, self.lock);
  made->algorithm = self.algorithm;
  made->digest_size = self.digest_size;
  made->context = self.context;
  return made;
}

Status hash_update_with(ThreadState& ts, HashObject& self, Value data) {
  HashInput input(ts);
  TRY(input.open(ts, data));
  hash_update(ts, self, input.view());
  return {};
}

Result<Ref> hash_whole_digest(ThreadState& ts, HashObject& self) { return hash_digest(ts, self, self.digest_size); }
Result<Ref> hash_whole_hexdigest(ThreadState& ts, HashObject& self) { return hash_hexdigest(ts, self, self.digest_size); }
Result<Ref> hash_name(ThreadState& ts, HashObject& self) { return new_str(ts, self.algorithm->name); }
int64_t hash_digest_size(ThreadState&, HashObject& self) { return self.digest_size; }
int64_t hash_block_size(ThreadState&, HashObject& self) { return self.algorithm->block_size; }

}  // namespace pyemb
