// SPDX-License-Identifier: MIT
// _blake2: BLAKE2b and BLAKE2s with all their parameters (RFC 7693 and the tree mode of the BLAKE2 paper), by libb2.
#include <cstring>
#include <endian.h>

#include "modules/hash/hash.h"
#include "modules/integer_constants.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/attributes.h"

namespace pyemb {
namespace {

/// Everything that tells the two variants apart.
struct Blake2b {
  using Parameters = blake2b_param;
  static constexpr TypeId kType = ModuleType::kBlake2b;
  static constexpr size_t kBlock = BLAKE2B_BLOCKBYTES, kDigest = BLAKE2B_OUTBYTES, kKey = BLAKE2B_KEYBYTES, kSalt = BLAKE2B_SALTBYTES,
                          kPerson = BLAKE2B_PERSONALBYTES;
  static constexpr uint64_t kMostOffset = UINT64_MAX;
  static constexpr auto kContext = &HashContext::blake2b;
  static constexpr auto kStart = blake2b_init_param;
  static constexpr auto kUpdate = blake2b_update;
  static constexpr auto kFinish = blake2b_final;

  static void set_node_offset(Parameters& parameters, uint64_t offset) { parameters.node_offset = htole64(offset); }
};
struct Blake2s {
  using Parameters = blake2s_param;
  static constexpr TypeId kType = ModuleType::kBlake2s;
  static constexpr size_t kBlock = BLAKE2S_BLOCKBYTES, kDigest = BLAKE2S_OUTBYTES, kKey = BLAKE2S_KEYBYTES, kSalt = BLAKE2S_SALTBYTES,
                          kPerson = BLAKE2S_PERSONALBYTES;
  static constexpr uint64_t kMostOffset = (uint64_t{1} << 48) - 1;
  static constexpr auto kContext = &HashContext::blake2s;
  static constexpr auto kStart = blake2s_init_param;
  static constexpr auto kUpdate = blake2s_update;
  static constexpr auto kFinish = blake2s_final;

  static void set_node_offset(Parameters& parameters, uint64_t offset) {
    for (uint8_t& byte : parameters.node_offset) {
      byte = static_cast<uint8_t>(offset);
      offset >>= 8;
    }
  }
};

template <class V>
constexpr HashAlgorithm blake2_row(const char* name) {
  return {
      .name = name,
      .digest_size = V::kDigest,
      .block_size = V::kBlock,
      .start = nullptr,
      .update = [](HashContext& context, const uint8_t* data, size_t size) { V::kUpdate(&(context.*V::kContext), data, size); },
      .finish = [](HashContext& context, uint8_t* digest, size_t size) { V::kFinish(&(context.*V::kContext), digest, size); },
  };
}
constexpr HashAlgorithm kBlake2b = blake2_row<Blake2b>("blake2b");
constexpr HashAlgorithm kBlake2s = blake2_row<Blake2s>("blake2s");

/// The numbers among the arguments, as they were given.
struct TreeArguments {
  int digest_size, fanout, depth;
  uint64_t leaf_size, node_offset;
  int node_depth, inner_size;
};

Status check_range(ThreadState& ts, const char* name, int value, int least) {
  if (value >= least && value <= UINT8_MAX) return {};
  return raise(ts, Exc::kValueError, "%s must be between %d and 255", name, least);
}
Status check_room(ThreadState& ts, const char* name, int64_t size, size_t room) {
  if (static_cast<size_t>(size) <= room) return {};
  return raise(ts, Exc::kValueError, "maximum %s length is %zu bytes", name, room);
}

template <class V>
Status fill_parameters(ThreadState& ts, typename V::Parameters& parameters, const TreeArguments& tree, Buffer& key, Buffer& salt, Buffer& person) {
  if (tree.digest_size < 1 || static_cast<size_t>(tree.digest_size) > V::kDigest) {
    return raise(ts, Exc::kValueError, "digest_size must be between 1 and %zu bytes", V::kDigest);
  }
  TRY(check_room(ts, "salt", salt.size(), V::kSalt));
  TRY(check_room(ts, "person", person.size(), V::kPerson));
  TRY(check_range(ts, "fanout", tree.fanout, 0));
  TRY(check_range(ts, "depth", tree.depth, 1));
  if (tree.leaf_size > UINT32_MAX) return raise(ts, Exc::kOverflowError, "leaf_size is too large");
  if (tree.node_offset > V::kMostOffset) return raise(ts, Exc::kOverflowError, "node_offset is too large");
  TRY(check_range(ts, "node_depth", tree.node_depth, 0));
  if (tree.inner_size < 0 || static_cast<size_t>(tree.inner_size) > V::kDigest) {
    return raise(ts, Exc::kValueError, "inner_size must be between 0 and is %zu", V::kDigest);
  }
  TRY(check_room(ts, "key", key.size(), V::kKey));
  parameters = {};
  parameters.digest_length = static_cast<uint8_t>(tree.digest_size);
  parameters.key_length = static_cast<uint8_t>(key.size());
  parameters.fanout = static_cast<uint8_t>(tree.fanout);
  parameters.depth = static_cast<uint8_t>(tree.depth);
  parameters.leaf_length = htole32(static_cast<uint32_t>(tree.leaf_size));
  V::set_node_offset(parameters, tree.node_offset);
  parameters.node_depth = static_cast<uint8_t>(tree.node_depth);
  parameters.inner_length = static_cast<uint8_t>(tree.inner_size);
  salt.view().copy(reinterpret_cast<char*>(parameters.salt), V::kSalt);
  person.view().copy(reinterpret_cast<char*>(parameters.personal), V::kPerson);
  return {};
}

/// A buffer that may be left out.
Status open_optional(Buffer& buffer, Value value) { return value.is_null() ? Status() : buffer.open(value); }

/// Whether it is for security makes no difference here.
template <class V, const HashAlgorithm& Algorithm>
Result<Ref> blake2_new(ThreadState& ts, Type& type, Value data, std::optional<int> digest_size, Value key, Value salt, Value person,
                       std::optional<int> fanout, std::optional<int> depth, uint64_t leaf_size, Value node_offset, int node_depth, int inner_size,
                       bool last_node, std::optional<bool>) {
  TreeArguments tree = {digest_size.value_or(V::kDigest), fanout.value_or(1), depth.value_or(1), leaf_size, 0, node_depth, inner_size};
  if (!node_offset.is_null()) tree.node_offset = TRY(to_uint64(ts, node_offset, "int too big to convert"));
  Buffer key_bytes(ts), salt_bytes(ts), person_bytes(ts);
  TRY(open_optional(key_bytes, key));
  TRY(open_optional(salt_bytes, salt));
  TRY(open_optional(person_bytes, person));
  typename V::Parameters parameters;
  TRY(fill_parameters<V>(ts, parameters, tree, key_bytes, salt_bytes, person_bytes));

  HashInput input(ts);
  if (!data.is_null()) TRY(input.open(ts, data));
  Own<HashObject> made = TRY(new_hash_object(ts, type.id, Algorithm));
  made->digest_size = parameters.digest_length;
  auto& state = made->context.*V::kContext;
  V::kStart(&state, &parameters);
  state.last_node = last_node;
  if (key_bytes.size() > 0) {  // the key, padded to a block, comes before the data
    uint8_t block[V::kBlock] = {};
    key_bytes.view().copy(reinterpret_cast<char*>(block), V::kKey);
    V::kUpdate(&state, block, sizeof block);
    explicit_bzero(block, sizeof block);
  }
  hash_update(ts, *made, input.view());
  return made;
}

#define BLAKE2_SIGNATURE                                                                                                                  \
  "(data=b'', /, *, digest_size=MAX_DIGEST_SIZE, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, " \
  "inner_size=0, last_node=False, usedforsecurity=True)"
constexpr NativeMethod kNewBlake2b = method<blake2_new<Blake2b, kBlake2b>>("blake2b", BLAKE2_SIGNATURE, nullptr);
constexpr NativeMethod kNewBlake2s = method<blake2_new<Blake2s, kBlake2s>>("blake2s", BLAKE2_SIGNATURE, nullptr);

template <const NativeMethod& New>
constexpr TypeSpec blake2_type(const char* name, const char* doc, TypeId id) {
  return {
      .name = name,
      .doc = doc,
      .id = id,
      .size = sizeof(HashObject),
      .methods = kHashMethods,
      .getsets = kHashGetSets,
      .slots = {.new_ = new_from<New>},
  };
}

struct Limit {
  const char* module_name;
  const char* type_name;
  int64_t value;
};
template <class V>
Status add_limits(ThreadState& ts, Module& module, std::span<const Limit> limits) {
  for (const Limit& limit : limits) {
    TRY(type_add(ts, V::kType, limit.type_name, Value::from_int(limit.value)));
    TRY(module_add(ts, module, limit.module_name, Value::from_int(limit.value)));
  }
  return {};
}

Status blake2_exec(ThreadState& ts, Module& module) {
  constexpr Limit kLimitsB[] = {
      {"BLAKE2B_SALT_SIZE", "SALT_SIZE", Blake2b::kSalt},
      {"BLAKE2B_PERSON_SIZE", "PERSON_SIZE", Blake2b::kPerson},
      {"BLAKE2B_MAX_KEY_SIZE", "MAX_KEY_SIZE", Blake2b::kKey},
      {"BLAKE2B_MAX_DIGEST_SIZE", "MAX_DIGEST_SIZE", Blake2b::kDigest},
  };
  constexpr Limit kLimitsS[] = {
      {"BLAKE2S_SALT_SIZE", "SALT_SIZE", Blake2s::kSalt},
      {"BLAKE2S_PERSON_SIZE", "PERSON_SIZE", Blake2s::kPerson},
      {"BLAKE2S_MAX_KEY_SIZE", "MAX_KEY_SIZE", Blake2s::kKey},
      {"BLAKE2S_MAX_DIGEST_SIZE", "MAX_DIGEST_SIZE", Blake2s::kDigest},
  };
  TRY(add_limits<Blake2b>(ts, module, kLimitsB));
  return add_limits<Blake2s>(ts, module, kLimitsS);
}

constexpr TypeId kTypes[] = {ModuleType::kBlake2b, ModuleType::kBlake2s};

}  // namespace

constexpr TypeSpec kBlake2bSpec = blake2_type<kNewBlake2b>("_blake2.blake2b", "Return a new BLAKE2b hash object.", ModuleType::kBlake2b);
constexpr TypeSpec kBlake2sSpec = blake2_type<kNewBlake2s>("_blake2.blake2s", "Return a new BLAKE2s hash object.", ModuleType::kBlake2s);

constexpr NativeModule kBlake2Module = {.name = "_blake2", .doc = "BLAKE2b and BLAKE2s, for hashlib.", .types = kTypes, .exec = blake2_exec};

}  // namespace pyemb
