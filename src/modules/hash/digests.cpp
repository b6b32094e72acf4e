// SPDX-License-Identifier: MIT
// _md5, _sha1, _sha256, _sha512: the digests of libmd.
#include <cstring>

#include "modules/hash/hash.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"

namespace pyemb {
namespace {

/// A row from libmd's functions for a context that is a member of HashContext. `Finish` writes a whole digest, of which `Size` bytes are kept.
template <auto Context, auto Start, auto Update, auto Finish, size_t Whole>
constexpr HashAlgorithm digest_row(const char* name, uint8_t size, uint8_t block_size, void (*start)(HashContext&) = nullptr) {
  return {
      .name = name,
      .digest_size = size,
      .block_size = block_size,
      .start = start != nullptr ? start : [](HashContext& context) { Start(&(context.*Context)); },
      .update = [](HashContext& context, const uint8_t* data, size_t bytes) { Update(&(context.*Context), data, bytes); },
      .finish =
          [](HashContext& context, uint8_t* digest, size_t bytes) {
            uint8_t whole[Whole];
            Finish(whole, &(context.*Context));
            std::memcpy(digest, whole, bytes);
          },
  };
}

/// SHA-224 is SHA-256 from another start (FIPS 180-4, 5.3.2), cut off.
void start_sha224(HashContext& context) {
  constexpr uint32_t kStart[8] = {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
  SHA256Init(&context.sha2);
  std::memcpy(context.sha2.state.st32, kStart, sizeof kStart);
}

constexpr HashAlgorithm kMd5 = digest_row<&HashContext::md5, MD5Init, MD5Update, MD5Final, MD5_DIGEST_LENGTH>("md5", 16, 64);
constexpr HashAlgorithm kSha1 = digest_row<&HashContext::sha1, SHA1Init, SHA1Update, SHA1Final, SHA1_DIGEST_LENGTH>("sha1", 20, 64);
constexpr HashAlgorithm kSha224 =
    digest_row<&HashContext::sha2, SHA256Init, SHA256Update, SHA256Final, SHA256_DIGEST_LENGTH>("sha224", 28, 64, start_sha224);
constexpr HashAlgorithm kSha256 = digest_row<&HashContext::sha2, SHA256Init, SHA256Update, SHA256Final, SHA256_DIGEST_LENGTH>("sha256", 32, 64);
constexpr HashAlgorithm kSha384 = digest_row<&HashContext::sha2, SHA384Init, SHA384Update, SHA384Final, SHA384_DIGEST_LENGTH>("sha384", 48, 128);
constexpr HashAlgorithm kSha512 = digest_row<&HashContext::sha2, SHA512Init, SHA512Update, SHA512Final, SHA512_DIGEST_LENGTH>("sha512", 64, 128);

/// The module's function that makes an object of `Algorithm`; whether it is for security makes no difference here.
template <const HashAlgorithm& Algorithm, TypeId Id>
Result<Ref> make(ThreadState& ts, Value string, std::optional<bool>) {
  return new_hash(ts, Id, Algorithm, string);
}
template <const HashAlgorithm& Algorithm, TypeId Id>
constexpr NativeMethod make_row(const char* doc) {
  return function<make<Algorithm, Id>>(Algorithm.name, "($module, /, string=b'', *, usedforsecurity=True)", doc);
}

constexpr TypeSpec digest_type(const char* name, TypeId id) {
  return {
      .name = name,
      .id = id,
      .size = sizeof(HashObject),
      .flags = Type::kNoNew,
      .methods = kHashMethods,
      .getsets = kHashGetSets,
  };
}

constexpr NativeMethod kMd5Functions[] = {make_row<kMd5, ModuleType::kMd5>("Return an MD5 hash object, fed with the string if there is one.")};
constexpr NativeMethod kSha1Functions[] = {make_row<kSha1, ModuleType::kSha1>("Return a SHA-1 hash object, fed with the string if there is one.")};
constexpr NativeMethod kSha256Functions[] = {
    make_row<kSha256, ModuleType::kSha256>("Return a SHA-256 hash object, fed with the string if there is one."),
    make_row<kSha224, ModuleType::kSha224>("Return a SHA-224 hash object, fed with the string if there is one."),
};
constexpr NativeMethod kSha512Functions[] = {
    make_row<kSha512, ModuleType::kSha512>("Return a SHA-512 hash object, fed with the string if there is one."),
    make_row<kSha384, ModuleType::kSha384>("Return a SHA-384 hash object, fed with the string if there is one."),
};

/// Puts the types into the module under the names that hashlib's users know, which are not the types' own.
struct TypeName {
  const char* name;
  TypeId type;
};
template <const auto& Names>
Status add_types(ThreadState& ts, Module& module) {
  for (const TypeName& row : Names) {
    Type* type = TRY(find_type(ts, row.type));
    TRY(module_add(ts, module, row.name, Value::from_object(type)));
  }
  return {};
}
constexpr TypeName kMd5Types[] = {{"MD5Type", ModuleType::kMd5}};
constexpr TypeName kSha1Types[] = {{"SHA1Type", ModuleType::kSha1}};
constexpr TypeName kSha256Types[] = {{"SHA224Type", ModuleType::kSha224}, {"SHA256Type", ModuleType::kSha256}};
constexpr TypeName kSha512Types[] = {{"SHA384Type", ModuleType::kSha384}, {"SHA512Type", ModuleType::kSha512}};

}  // namespace

constexpr TypeSpec kMd5Spec = digest_type("_md5.md5", ModuleType::kMd5);
constexpr TypeSpec kSha1Spec = digest_type("_sha1.sha1", ModuleType::kSha1);
constexpr TypeSpec kSha224Spec = digest_type("_sha256.sha224", ModuleType::kSha224);
constexpr TypeSpec kSha256Spec = digest_type("_sha256.sha256", ModuleType::kSha256);
constexpr TypeSpec kSha384Spec = digest_type("_sha512.sha384", ModuleType::kSha384);
constexpr TypeSpec kSha512Spec = digest_type("_sha512.sha512", ModuleType::kSha512);

constexpr NativeModule kMd5Module = {.name = "_md5", .functions = kMd5Functions, .exec = add_types<kMd5Types>};
constexpr NativeModule kSha1Module = {.name = "_sha1", .functions = kSha1Functions, .exec = add_types<kSha1Types>};
constexpr NativeModule kSha256Module = {.name = "_sha256", .functions = kSha256Functions, .exec = add_types<kSha256Types>};
constexpr NativeModule kSha512Module = {.name = "_sha512", .functions = kSha512Functions, .exec = add_types<kSha512Types>};

}  // namespace pyemb
