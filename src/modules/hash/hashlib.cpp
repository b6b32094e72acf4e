// SPDX-License-Identifier: MIT
// _hashlib: the digests of OpenSSL, for hashlib and hmac.
#include "modules/hash/hashlib.h"

#include <cstdio>
#include <cstring>

#include "modules/_operator.h"
#include "modules/exception_class.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/dict.h"
#include "objects/mapping_proxy.h"
#include "objects/set.h"
#include "objects/str.h"

namespace pyemb {
namespace {

/// An algorithm that Python has a name for: its other name, OpenSSL's, and its number there.
struct KnownName {
  const char* python;
  const char* alias;
  const char* openssl;
  int nid;
};
constexpr KnownName kKnownNames[] = {
    {"md5", "MD5", SN_md5, NID_md5},
    {"sha1", "SHA1", SN_sha1, NID_sha1},
    {"sha224", "SHA224", SN_sha224, NID_sha224},
    {"sha256", "SHA256", SN_sha256, NID_sha256},
    {"sha384", "SHA384", SN_sha384, NID_sha384},
    {"sha512", "SHA512", SN_sha512, NID_sha512},
    {"sha512_224", "SHA512_224", SN_sha512_224, NID_sha512_224},
    {"sha512_256", "SHA512_256", SN_sha512_256, NID_sha512_256},
    {"sha3_224", nullptr, SN_sha3_224, NID_sha3_224},
    {"sha3_256", nullptr, SN_sha3_256, NID_sha3_256},
    {"sha3_384", nullptr, SN_sha3_384, NID_sha3_384},
    {"sha3_512", nullptr, SN_sha3_512, NID_sha3_512},
    {"shake_128", nullptr, SN_shake128, NID_shake128},
    {"shake_256", nullptr, SN_shake256, NID_shake256},
    {"blake2s", "blake2s256", SN_blake2s256, NID_blake2s256},
    {"blake2b", "blake2b512", SN_blake2b512, NID_blake2b512},
};

const char* openssl_name(const char* name) {
  for (const KnownName& known : kKnownNames) {
    if (std::strcmp(name, known.python) == 0 || (known.alias != nullptr && std::strcmp(name, known.alias) == 0)) return known.openssl;
  }
  return name;
}

// -- functions ----------------------------------------------------------------------------------------------------------------------

Result<Ref> make_by_name(ThreadState& ts, Value name, Value data, std::optional<bool> for_security) {
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "name must be a string");
  return new_openssl_hash(ts, Utf8(ts, name).c_str(), data, for_security.value_or(true));
}

constexpr char kMd5Name[] = "md5", kSha1Name[] = "sha1", kSha224Name[] = "sha224", kSha256Name[] = "sha256", kSha384Name[] = "sha384",
               kSha512Name[] = "sha512", kSha3_224Name[] = "sha3_224", kSha3_256Name[] = "sha3_256", kSha3_384Name[] = "sha3_384",
               kSha3_512Name[] = "sha3_512", kShake128Name[] = "shake_128", kShake256Name[] = "shake_256";

template <const char* kName>
Result<Ref> make(ThreadState& ts, Value data, std::optional<bool> for_security) {
  return new_openssl_hash(ts, kName, data, for_security.value_or(true));
}
template <const char* kName>
constexpr NativeMethod make_row(const char* name) {
  return function<make<kName>>(name, "($module, /, string=b'', *, usedforsecurity=True)", "Return a hash object, fed with the string if there is one.");
}

Result<int64_t> fips_mode(ThreadState& ts) {
  HashlibState* state = TRY(hashlib_state(ts));
  return int64_t{state->crypto.EVP_default_properties_is_fips_enabled(nullptr)};
}

/// The functions that make hash objects come first, in the order of kConstructorNames.
constexpr NativeMethod kFunctions[] = {
    make_row<kMd5Name>("openssl_md5"),
    make_row<kSha1Name>("openssl_sha1"),
    make_row<kSha224Name>("openssl_sha224"),
    make_row<kSha256Name>("openssl_sha256"),
    make_row<kSha384Name>("openssl_sha384"),
    make_row<kSha512Name>("openssl_sha512"),
    make_row<kSha3_224Name>("openssl_sha3_224"),
    make_row<kSha3_256Name>("openssl_sha3_256"),
    make_row<kSha3_384Name>("openssl_sha3_384"),
    make_row<kSha3_512Name>("openssl_sha3_512"),
    make_row<kShake128Name>("openssl_shake_128"),
    make_row<kShake256Name>("openssl_shake_256"),
    function<make_by_name>("new", "($module, /, name, string=b'', *, usedforsecurity=True)", "Return a hash object of the named algorithm, fed with the string if there is one."),
    function<hashlib_hmac_new>("hmac_new", "($module, /, key, msg=b'', digestmod=None)", "Return an HMAC object."),
    function<hashlib_hmac_digest>("hmac_digest", "($module, /, key, msg, digest)", "The HMAC of a message at once."),
    function<hashlib_pbkdf2_hmac>("pbkdf2_hmac", "($module, /, hash_name, password, salt, iterations, dklen=None)", "Derive a key from a password (PKCS #5 v2.0)."),
    function<hashlib_scrypt>("scrypt", "($module, /, password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)", "Derive a key from a password by scrypt."),
    function<operators::compare_digest>("compare_digest", "($module, a, b, /)",
                                        "a == b for two ASCII strings or two bytes-like objects, in a time that tells nothing of where they differ."),
    function<fips_mode>("get_fips_mode", "($module, /)", "Whether OpenSSL runs in FIPS mode."),
};

constexpr TypeId kTypes[] = {ModuleType::kOpensslHash, ModuleType::kOpensslHashXof, ModuleType::kOpensslHmac};

// -- what the module holds ----------------------------------------------------------------------------------------------------------

/// _constructors: which algorithm a function of this module stands for, where one is given to hmac.
Status add_constructors(ThreadState& ts, Module& module, HashlibState& state) {
  Own<Dict> dict = TRY(new_dict(ts));
  for (const NativeMethod& row : kFunctions) {
    if (std::strncmp(row.name, "openssl_", 8) != 0) break;
    Ref made = TRY(get_attr(ts, Value::from_object(&module), row.name));
    Own<Str> name = TRY(new_str(ts, row.name + 8));
    TRY(set_item(ts, dict, made, name));
  }
  Ref proxy = TRY(new_mapping_proxy(ts, dict));
  decref(std::exchange(state.constructors, Ref(std::move(dict)).release()));
  return module_add(ts, module, "_constructors", proxy);
}

/// Gathers names while OpenSSL lists its digests, which no exception can leave.
struct NameList {
  ThreadState& ts;
  const Crypto& crypto;
  Own<Set> names;
  bool failed = false;

  Status add(const EVP_MD* digest) {
    if (digest == nullptr || crypto.EVP_MD_get_type(digest) == NID_undef) return {};
    Own<Str> name = TRY(new_str(ts, digest_name(crypto, digest)));
    return set_add(ts, *names, name);
  }
};
void add_name(EVP_MD* digest, void* context) {
  auto& list = *static_cast<NameList*>(context);
  if (!list.failed) list.failed = list.add(digest).raised();
}

Status add_names(ThreadState& ts, Module& module, const Crypto& crypto) {
  NameList list = {ts, crypto, {}};
  list.names = TRY(new_set(ts));
  crypto.EVP_MD_do_all_provided(nullptr, add_name, &list);
  if (list.failed) return Raised{};
  Ref names = TRY(to_frozenset(ts, list.names));
  return module_add(ts, module, "openssl_md_meth_names", names);
}

Status hashlib_exec(ThreadState& ts, Module& module) {
  auto& state = module_state<HashlibState>(module);
  TRY(load_crypto(ts, state.crypto));
  Ref error = TRY(new_exception_class(ts, "_hashlib.UnsupportedDigestmodError", core_type(ts, Exc::kValueError)));
  TRY(module_add(ts, module, "UnsupportedDigestmodError", error));
  decref(std::exchange(state.unsupported, error.release()));
  TRY(add_constructors(ts, module, state));
  return add_names(ts, module, state.crypto);
}

void state_traverse(void* block, GcVisitor& visit) {
  visit(static_cast<HashlibState*>(block)->unsupported);
  visit(static_cast<HashlibState*>(block)->constructors);
}
void state_clear(ThreadState&, void* block) {
  decref(std::exchange(static_cast<HashlibState*>(block)->unsupported, Value::null()));
  decref(std::exchange(static_cast<HashlibState*>(block)->constructors, Value::null()));
}

}  // namespace

// -- digests ------------------------------------------------------------------------------------------------------------------------

const char* digest_name(const Crypto& crypto, const EVP_MD* digest) {
  int nid = crypto.EVP_MD_get_type(digest);
  for (const KnownName& known : kKnownNames) {
    if (known.nid == nid) return known.python;
  }
  const char* name = crypto.OBJ_nid2ln(nid);
  return name != nullptr ? name : "undefined";
}

Status Digest::open(ThreadState& ts, const char* name, bool for_security) {
  digest_ = crypto_.EVP_MD_fetch(nullptr, openssl_name(name), for_security ? nullptr : "-fips");
  if (digest_ != nullptr) return {};
  char message[200];
  std::snprintf(message, sizeof message, "unsupported hash type %.100s", name);
  return raise_openssl_value_error(ts, crypto_, message);
}

Status Digest::open_mod(ThreadState& ts, HashlibState& state, Value digestmod) {
  Ref name = Ref::copy(digestmod);
  if (!is<Str>(digestmod)) {
    bool known = TRY(contains(ts, state.constructors, digestmod));
    if (!known) {
      Own<Str> shown = TRY(repr(ts, digestmod));
      Own<Str> message = TRY(new_str_format(ts, "Unsupported digestmod %s", Utf8(ts, *shown).c_str()));
      return raise_value(ts, as<Type>(state.unsupported), message);
    }
    name = TRY(get_item(ts, state.constructors, digestmod));
  }
  return open(ts, Utf8(ts, name).c_str());
}

Result<HashlibState*> hashlib_state(ThreadState& ts) {
  auto* state = static_cast<HashlibState*>(find_module_state(ts, kHashlibModule));
  if (state == nullptr || state->unsupported.is_null()) return raise(ts, Exc::kRuntimeError, "the module '_hashlib' is gone");
  return state;
}

Raised raise_openssl_value_error(ThreadState& ts, const Crypto& crypto, const char* otherwise) {
  return raise_crypto_error(ts, crypto, core_type(ts, Exc::kValueError), otherwise);
}

constexpr NativeModule kHashlibModule = {
    .name = "_hashlib",
    .doc = "The digests of OpenSSL, for hashlib.",
    .functions = kFunctions,
    .types = kTypes,
    .exec = hashlib_exec,
    .state_size = sizeof(HashlibState),
    .traverse = state_traverse,
    .clear = state_clear,
};

}  // namespace pyemb
