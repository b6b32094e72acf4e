// SPDX-License-Identifier: MIT
// _sha3: SHA-3 with digests of four sizes, and SHAKE, whose digest is as long as one likes.
#include "modules/hash/hash.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/bytes.h"
#include "objects/str.h"

namespace pyemb {
namespace {

constexpr uint8_t kSha3Suffix = 0x06;
constexpr uint8_t kShakeSuffix = 0x1f;
constexpr int64_t kStateBits = 1600;
constexpr uint64_t kLongestDigest = uint64_t{1} << 29;

template <uint8_t Rate, uint8_t Suffix>
constexpr HashAlgorithm sponge_row(const char* name, uint8_t size) {
  return {
      .name = name,
      .digest_size = size,
      .block_size = Rate,
      .start = [](HashContext& context) { keccak_start(context.keccak, Rate, Suffix); },
      .update = [](HashContext& context, const uint8_t* data, size_t bytes) { keccak_absorb(context.keccak, data, bytes); },
      .finish = [](HashContext& context, uint8_t* digest, size_t bytes) { keccak_squeeze(context.keccak, digest, bytes); },
  };
}
struct SpongeType {
  TypeId type;
  HashAlgorithm algorithm;
};
constexpr SpongeType kSponges[] = {
    {ModuleType::kSha3_224, sponge_row<144, kSha3Suffix>("sha3_224", 28)},   {ModuleType::kSha3_256, sponge_row<136, kSha3Suffix>("sha3_256", 32)},
    {ModuleType::kSha3_384, sponge_row<104, kSha3Suffix>("sha3_384", 48)},   {ModuleType::kSha3_512, sponge_row<72, kSha3Suffix>("sha3_512", 64)},
    {ModuleType::kShake128, sponge_row<168, kShakeSuffix>("shake_128", 0)}, {ModuleType::kShake256, sponge_row<136, kShakeSuffix>("shake_256", 0)},
};

const HashAlgorithm& algorithm_of(TypeId type) {
  const SpongeType* row = kSponges;
  while (row->type != type) ++row;
  return row->algorithm;
}

/// Whether it is for security makes no difference here.
Result<Ref> sha3_new(ThreadState& ts, Type& type, Value data, std::optional<bool>) { return new_hash(ts, type.id, algorithm_of(type.id), data); }

int64_t rate_bits(ThreadState&, HashObject& self) { return self.algorithm->block_size * 8; }
int64_t capacity_bits(ThreadState&, HashObject& self) { return kStateBits - self.algorithm->block_size * 8; }
Result<Ref> suffix(ThreadState& ts, HashObject& self) {
  char byte = static_cast<char>(self.algorithm->digest_size == 0 ? kShakeSuffix : kSha3Suffix);
  return new_bytes(ts, {&byte, 1});
}

Status check_length(ThreadState& ts, uint64_t length) {
  if (length >= kLongestDigest) return raise(ts, Exc::kValueError, "length is too large");
  return {};
}
Result<Ref> shake_digest(ThreadState& ts, HashObject& self, uint64_t length) {
  TRY(check_length(ts, length));
  return hash_digest(ts, self, length);
}
Result<Ref> shake_hexdigest(ThreadState& ts, HashObject& self, uint64_t length) {
  TRY(check_length(ts, length));
  return hash_hexdigest(ts, self, length);
}

constexpr NativeMethod kNew = method<sha3_new>("sha3_224", "(data=b'', /, *, usedforsecurity=True)", nullptr);

constexpr NativeMethod kShakeMethods[] = {
    method<hash_copy>("copy", "($self, /)", "Return a copy of the hash object."),
    method<shake_digest>("digest", "($self, length, /)", "Return the digest of what was read so far, as bytes."),
    method<shake_hexdigest>("hexdigest", "($self, length, /)", "Return the digest of what was read so far, as hexadecimal digits."),
    method<hash_update_with>("update", "($self, data, /)", "Read more bytes."),
};
constexpr GetSet kGetSets[] = {
    getset<hash_name>("name", nullptr),
    getset<hash_digest_size>("digest_size", nullptr),
    getset<hash_block_size>("block_size", nullptr),
    getset<capacity_bits>("_capacity_bits", nullptr),
    getset<rate_bits>("_rate_bits", nullptr),
    getset<suffix>("_suffix", nullptr),
};

constexpr TypeSpec sponge_type(const char* name, const char* doc, TypeId id, std::span<const NativeMethod> methods) {
  return {
      .name = name,
      .doc = doc,
      .id = id,
      .size = sizeof(HashObject),
      .methods = methods,
      .getsets = kGetSets,
      .slots = {.new_ = new_from<kNew>},
  };
}

constexpr TypeId kTypes[] = {ModuleType::kSha3_224, ModuleType::kSha3_256, ModuleType::kSha3_384, ModuleType::kSha3_512, ModuleType::kShake128, ModuleType::kShake256};

Status sha3_exec(ThreadState& ts, Module& module) {
  Own<Str> implementation = TRY(new_str(ts, "nettle"));
  return module_add(ts, module, "implementation", implementation);
}

}  // namespace

constexpr TypeSpec kSha3_224Spec = sponge_type("_sha3.sha3_224", "sha3_224([data], *, usedforsecurity=True) -> SHA3 object\n\nA SHA-3 hash object with a digest of 28 bytes.", ModuleType::kSha3_224, kHashMethods);
constexpr TypeSpec kSha3_256Spec = sponge_type("_sha3.sha3_256", "sha3_256([data], *, usedforsecurity=True) -> SHA3 object\n\nA SHA-3 hash object with a digest of 32 bytes.", ModuleType::kSha3_256, kHashMethods);
constexpr TypeSpec kSha3_384Spec = sponge_type("_sha3.sha3_384", "sha3_384([data], *, usedforsecurity=True) -> SHA3 object\n\nA SHA-3 hash object with a digest of 48 bytes.", ModuleType::kSha3_384, kHashMethods);
constexpr TypeSpec kSha3_512Spec = sponge_type("_sha3.sha3_512", "sha3_512([data], *, usedforsecurity=True) -> SHA3 object\n\nA SHA-3 hash object with a digest of 64 bytes.", ModuleType::kSha3_512, kHashMethods);
constexpr TypeSpec kShake128Spec = sponge_type("_sha3.shake_128", "shake_128([data], *, usedforsecurity=True) -> SHAKE object\n\nA SHAKE hash object of 128 bits of security.", ModuleType::kShake128, kShakeMethods);
constexpr TypeSpec kShake256Spec = sponge_type("_sha3.shake_256", "shake_256([data], *, usedforsecurity=True) -> SHAKE object\n\nA SHAKE hash object of 256 bits of security.", ModuleType::kShake256, kShakeMethods);

constexpr NativeModule kSha3Module = {.name = "_sha3", .types = kTypes, .exec = sha3_exec};

}  // namespace pyemb
