// SPDX-License-Identifier: MIT
#pragma once

// What the hash modules (_md5, _sha1, _sha256, _sha512, _sha3, _blake2) share: one object, one set of methods. An algorithm is a row:
// sizes and three functions over a context. MD5, SHA-1 and SHA-2 are libmd's, BLAKE2 is libb2's, the permutation of SHA-3 is libnettle's:
// small parts, linked statically, of which none does anything when the process starts.

#include <blake2.h>
#include <md5.h>
#include <sha1.h>
#include <sha2.h>

#include "config/module_type_ids.h"
#include "modules/hash/keccak.h"
#include "modules/object_lock.h"
#include "objects/buffer.h"
#include "objects/native.h"

namespace pyemb {

/// Where an algorithm stands in its input. Copied as it is.
union HashContext {
  MD5_CTX md5;
  SHA1_CTX sha1;
  SHA2_CTX sha2;
  Keccak keccak;
  blake2b_state blake2b;
  blake2s_state blake2s;
};

struct HashAlgorithm {
  const char* name;
  uint8_t digest_size;  ///< bytes; 0: as many as are asked for
  uint8_t block_size;
  void (*start)(HashContext&);  ///< null: the family starts its contexts itself
  void (*update)(HashContext&, const uint8_t* data, size_t size);
  void (*finish)(HashContext&, uint8_t* digest, size_t size);
};

/// An instance of any of the hash types: which one is told by `algorithm`.
struct HashObject : Object {
  const HashAlgorithm* algorithm;
  ObjectLock::Word lock;
  uint8_t digest_size;
  HashContext context;
};

/// The bytes to be hashed: a one-dimensional buffer.
class HashInput {
 public:
  explicit HashInput(ThreadState& ts) : buffer_(ts) {}
  /// TypeError "Strings must be encoded before hashing" and the like.
  [[nodiscard]] Status open(ThreadState& ts, Value value);
  std::string_view view() const { return buffer_.view(); }

 private:
  Buffer buffer_;
};

/// A hash object that has read nothing; its context is to be started.
[[nodiscard]] Result<Own<HashObject>> new_hash_object(ThreadState& ts, TypeId type, const HashAlgorithm& algorithm);
/// Started, and fed with `data` unless that is null.
[[nodiscard]] Result<Ref> new_hash(ThreadState& ts, TypeId type, const HashAlgorithm& algorithm, Value data);
/// Feeds more bytes; without the interpreter lock when they are many.
void hash_update(ThreadState& ts, HashObject& self, std::string_view data);
/// A digest of `size` bytes, as bytes or in hexadecimal; the object can go on reading.
[[nodiscard]] Result<Ref> hash_digest(ThreadState& ts, HashObject& self, size_t size);
[[nodiscard]] Result<Ref> hash_hexdigest(ThreadState& ts, HashObject& self, size_t size);

// Methods and attributes of every hash type; digest() and hexdigest() of those whose digest has a size.
[[nodiscard]] Result<Ref> hash_copy(ThreadState& ts, HashObject& self);
[[nodiscard]] Status hash_update_with(ThreadState& ts, HashObject& self, Value data);
[[nodiscard]] Result<Ref> hash_whole_digest(ThreadState& ts, HashObject& self);
[[nodiscard]] Result<Ref> hash_whole_hexdigest(ThreadState& ts, HashObject& self);
[[nodiscard]] Result<Ref> hash_name(ThreadState& ts, HashObject& self);
int64_t hash_digest_size(ThreadState& ts, HashObject& self);
int64_t hash_block_size(ThreadState& ts, HashObject& self);

inline constexpr NativeMethod kHashMethods[] = {
    method<hash_copy>("copy", "($self, /)", "Return a copy of the hash object."),
    method<hash_whole_digest>("digest", "($self, /)", "Return the digest of what was read so far, as bytes."),
    method<hash_whole_hexdigest>("hexdigest", "($self, /)", "Return the digest of what was read so far, as hexadecimal digits."),
    method<hash_update_with>("update", "($self, data, /)", "Read more bytes."),
};
inline constexpr GetSet kHashGetSets[] = {
    getset<hash_name>("name", nullptr),
    getset<hash_digest_size>("digest_size", nullptr),
    getset<hash_block_size>("block_size", nullptr),
};

}  // namespace pyemb
