// SPDX-License-Identifier: MIT
#include <cfloat>
#include <gnu/libc-version.h>

#include "config/config.h"
#include "config/platform.h"
#include "modules/sys/sys.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "modules/module_type_specs.h"
#include "state/foreign_modules.h"
#include "vm/import.h"

// What sys says about the interpreter and the machine.

namespace pyemb {

// -- the struct sequences ------------------------------------------------------------------------------------------------------

namespace {

constexpr GetSet kVersionFields[] = {
    struct_field<0>("major", "Major release number"), struct_field<1>("minor", "Minor release number"),
    struct_field<2>("micro", "Patch release number"), struct_field<3>("releaselevel", "'alpha', 'beta', 'candidate', or 'final'"),
    struct_field<4>("serial", "Serial release number"),
};
constexpr GetSet kFlagFields[] = {
    struct_field<0>("debug", "-d"), struct_field<1>("inspect", "-i"), struct_field<2>("interactive", "-i"),
    struct_field<3>("optimize", "-O or -OO"), struct_field<4>("dont_write_bytecode", "-B"), struct_field<5>("no_user_site", "-s"),
    struct_field<6>("no_site", "-S"), struct_field<7>("ignore_environment", "-E"), struct_field<8>("verbose", "-v"),
    struct_field<9>("bytes_warning", "-b"), struct_field<10>("quiet", "-q"), struct_field<11>("hash_randomization", "-R"),
    struct_field<12>("isolated", "-I"), struct_field<13>("dev_mode", "-X dev"), struct_field<14>("utf8_mode", "-X utf8"),
    struct_field<15>("warn_default_encoding", "-X warn_default_encoding"), struct_field<16>("safe_path", "-P"),
    struct_field<17>("int_max_str_digits", "-X int_max_str_digits"),
};
constexpr GetSet kFloatFields[] = {
    struct_field<0>("max", "the largest finite float"), struct_field<1>("max_exp", "the largest binary exponent"),
    struct_field<2>("max_10_exp", "the largest decimal exponent"), struct_field<3>("min", "the smallest normalized float"),
    struct_field<4>("min_exp", "the smallest binary exponent of a normalized float"), struct_field<5>("min_10_exp", "the smallest decimal exponent"),
    struct_field<6>("dig", "decimal digits that survive a round trip"), struct_field<7>("mant_dig", "bits of the mantissa"),
    struct_field<8>("epsilon", "the gap between 1.0 and the next float"), struct_field<9>("radix", "the base of the exponent"),
    struct_field<10>("rounds", "how sums are rounded"),
};
constexpr GetSet kIntFields[] = {
    struct_field<0>("bits_per_digit", "bits of a digit"), struct_field<1>("sizeof_digit", "bytes of a digit"),
    struct_field<2>("default_max_str_digits", "the limit of conversions that is in force at the start"),
    struct_field<3>("str_digits_check_threshold", "the least limit that may be set"),
};
constexpr GetSet kHashFields[] = {
    struct_field<0>("width", "bits of a hash"), struct_field<1>("modulus", "the prime of numeric hashes"),
    struct_field<2>("inf", "the hash of infinity"), struct_field<3>("nan", "unused"), struct_field<4>("imag", "the factor of imaginary parts"),
    struct_field<5>("algorithm", "of strings"), struct_field<6>("hash_bits", "bits of its result"), struct_field<7>("seed_bits", "bits of its key"),
    struct_field<8>("cutoff", "length below which a simpler one is used"),
};
constexpr GetSet kThreadFields[] = {
    struct_field<0>("name", "of the implementation"), struct_field<1>("lock", "how locks are made"), struct_field<2>("version", "of the library"),
};
constexpr GetSet kAsyncGenFields[] = {struct_field<0>("firstiter", nullptr), struct_field<1>("finalizer", nullptr)};
constexpr GetSet kUnraisableFields[] = {
    struct_field<0>("exc_type", "Exception type"), struct_field<1>("exc_value", "Exception value"),
    struct_field<2>("exc_traceback", "Exception traceback"), struct_field<3>("err_msg", "Error message"),
    struct_field<4>("object", "Object causing the exception"),
};

}  // namespace

constexpr TypeSpec kSysVersionInfoSpec =
    struct_sequence("sys.version_info", "Version information as a named tuple.", ModuleType::kSysVersionInfo, kVersionFields, 5, 5);
constexpr TypeSpec kSysFlagsSpec =
    struct_sequence("sys.flags", "What the command line and the environment said.", ModuleType::kSysFlags, kFlagFields, 18, 18);
constexpr TypeSpec kSysFloatInfoSpec = struct_sequence("sys.float_info", "The limits of floats.", ModuleType::kSysFloatInfo, kFloatFields, 11, 11);
constexpr TypeSpec kSysIntInfoSpec = struct_sequence("sys.int_info", "How ints are kept.", ModuleType::kSysIntInfo, kIntFields, 4, 4);
constexpr TypeSpec kSysHashInfoSpec = struct_sequence("sys.hash_info", "How hashes are computed.", ModuleType::kSysHashInfo, kHashFields, 9, 9);
constexpr TypeSpec kSysThreadInfoSpec = struct_sequence("sys.thread_info", "How threads are made.", ModuleType::kSysThreadInfo, kThreadFields, 3, 3);
constexpr TypeSpec kSysAsyncGenHooksSpec =
    struct_sequence("sys.asyncgen_hooks", "The hooks of asynchronous generators.", ModuleType::kSysAsyncGenHooks, kAsyncGenFields, 2, 2);
constexpr TypeSpec kSysUnraisableHookArgsSpec =
    struct_sequence("UnraisableHookArgs", "What sys.unraisablehook is told.", ModuleType::kSysUnraisableHookArgs, kUnraisableFields, 5, 5,
                    StructNew::kFromSequence);

namespace sys {
namespace {

constexpr int64_t kHexVersion = 0x030b02f0;

/// Fills a struct sequence field by field.
class Fields {
 public:
  Fields(ThreadState& ts, Tuple& tuple) : ts_(ts), tuple_(tuple) {}
  void add(int64_t value) { tuple_.set(at_++, Ref::copy(Value::from_int(value))); }
  void add_bool(bool value) { tuple_.set(at_++, Ref::copy(Value::boolean(value))); }
  Status add(double value) {
    tuple_.set(at_++, TRY(new_float(ts_, value)));
    return {};
  }
  Status add(const char* text) {
    tuple_.set(at_++, TRY(new_str(ts_, text)));
    return {};
  }

 private:
  ThreadState& ts_;
  Tuple& tuple_;
  int64_t at_ = 0;
};

Result<Ref> make_version_info(ThreadState& ts, Module&) {
  Own<Tuple> tuple = TRY(new_struct_sequence(ts, ModuleType::kSysVersionInfo));
  Fields fields(ts, *tuple);
  for (int64_t part : {3, 11, 2}) fields.add(part);
  TRY(fields.add("final"));
  fields.add(int64_t{0});
  return tuple;
}

Result<Ref> make_float_info(ThreadState& ts, Module&) {
  Own<Tuple> tuple = TRY(new_struct_sequence(ts, ModuleType::kSysFloatInfo));
  Fields fields(ts, *tuple);
  TRY(fields.add(DBL_MAX));
  for (int64_t part : {DBL_MAX_EXP, DBL_MAX_10_EXP}) fields.add(part);
  TRY(fields.add(DBL_MIN));
  for (int64_t part : {DBL_MIN_EXP, DBL_MIN_10_EXP, DBL_DIG, DBL_MANT_DIG}) fields.add(part);
  TRY(fields.add(DBL_EPSILON));
  fields.add(int64_t{FLT_RADIX});
  fields.add(int64_t{1});
  return tuple;
}

Result<Ref> make_ints(ThreadState& ts, TypeId id, std::initializer_list<int64_t> parts) {
  Own<Tuple> tuple = TRY(new_struct_sequence(ts, id));
  Fields fields(ts, *tuple);
  for (int64_t part : parts) fields.add(part);
  return tuple;
}

Result<Ref> make_hash_info(ThreadState& ts, Module&) {
  Own<Tuple> tuple = TRY(new_struct_sequence(ts, ModuleType::kSysHashInfo));
  Fields fields(ts, *tuple);
  for (int64_t part : {int64_t{64}, (int64_t{1} << 61) - 1, int64_t{314159}, int64_t{0}, int64_t{1000003}}) {
    Ref number = TRY(new_int(ts, part));
    fields.add(number.get().as_int());
  }
  TRY(fields.add("siphash13"));
  for (int64_t part : {64, 128, 0}) fields.add(part);
  return tuple;
}

Result<Ref> make_thread_info(ThreadState& ts, Module&) {
  Own<Tuple> tuple = TRY(new_struct_sequence(ts, ModuleType::kSysThreadInfo));
  Fields fields(ts, *tuple);
  TRY(fields.add("pthread"));
  TRY(fields.add("semaphore"));
  Own<Str> version = TRY(new_str_format(ts, "NPTL %s", gnu_get_libc_version()));
  tuple->set(2, std::move(version));
  return tuple;
}

Result<Ref> int_info(ThreadState& ts, Module&) { return make_ints(ts, ModuleType::kSysIntInfo, {30, 4, 4300, 640}); }

/// sys.implementation: a SimpleNamespace.
Result<Ref> make_implementation(ThreadState& ts, Module& module) {
  Ref version_info = TRY(get_attr(ts, Value::from_object(&module), "version_info"));
  static constexpr const char* kNames[] = {"name", "cache_tag", "_multiarch", "version", "hexversion"};
  Own<Tuple> names = TRY(new_tuple(ts, std::size(kNames)));
  for (size_t i = 0; i < std::size(kNames); ++i) names->set(static_cast<int64_t>(i), TRY(intern(ts, kNames[i])));
  Own<Str> name = TRY(new_str(ts, "pyemb"));
  Own<Str> tag = TRY(new_str(ts, "pyemb-311"));
  Own<Str> multiarch = TRY(new_str(ts, kMultiarch));
  const Value values[] = {name, tag, multiarch, version_info, Value::from_int(kHexVersion)};
  return call(ts, Value::from_object(&core_type(ts, TypeId::kSimpleNamespace)), CallArgs{values, 0, names});
}

/// The names of the native modules, sorted.
Result<Ref> builtin_module_names(ThreadState& ts, Module&) {
  Own<List> names = TRY(new_list(ts));
  for (const NativeModule* row : ts.interp.import->natives) {
    if (row == nullptr) continue;
    Own<Str> name = TRY(intern(ts, row->name));
    TRY(list_append(ts, *names, std::move(name)));
  }
  for (size_t i = 0; foreign_module_name(i) != nullptr; ++i) {
    Own<Str> name = TRY(intern(ts, foreign_module_name(i)));
    TRY(list_append(ts, *names, std::move(name)));
  }
  TRY(list_sort(ts, *names, Value::null(), false));
  return new_tuple(ts, names->span());
}

/// The modules of the standard library, whether this build has them or not.
Result<Ref> stdlib_module_names(ThreadState& ts, Module&) {
  static constexpr const char* kModules[] = {
#define STDLIB_MODULE(name) #name,
#include "config/stdlib_modules.def"
#undef STDLIB_MODULE
  };
  Own<Set> names = TRY(new_set_of_type(ts, core_type(ts, TypeId::kFrozenSet)));
  for (const char* module : kModules) {
    Own<Str> name = TRY(intern(ts, module));
    TRY(set_add(ts, *names, name));
  }
  return names;
}

struct Text {
  const char* name;
  const char* value;  ///< null: empty
};
const Text kTexts[] = {
    {"version", kVersionText},
    {"copyright", kCopyright},
    {"platform", kPlatform},
    {"byteorder", "little"},
    {"float_repr_style", "short"},
    {"abiflags", nullptr},
    {"_framework", nullptr},
};

}  // namespace

constexpr DelayedAttribute kDelayed[8] = {
    {"builtin_module_names", builtin_module_names}, {"float_info", make_float_info},   {"hash_info", make_hash_info},
    {"implementation", make_implementation},        {"int_info", int_info},            {"stdlib_module_names", stdlib_module_names},
    {"thread_info", make_thread_info},              {"version_info", make_version_info},
};

Result<Ref> make_flags(ThreadState& ts) {
  const Config& config = *ts.interp.config;
  Own<Tuple> tuple = TRY(new_struct_sequence(ts, ModuleType::kSysFlags));
  Fields fields(ts, *tuple);
  const bool random_hash = config.use_hash_seed == 0 || config.hash_seed != 0;
  for (int64_t flag : {config.parser_debug, config.inspect, config.interactive, config.optimization_level, int64_t{config.write_bytecode == 0},
                       int64_t{config.user_site_directory == 0}, int64_t{config.site_import == 0}, int64_t{config.use_environment == 0},
                       config.verbose, config.bytes_warning, config.quiet, int64_t{random_hash}, config.isolated}) {
    fields.add(flag);
  }
  fields.add_bool(config.dev_mode != 0);
  fields.add(config.utf8_mode);
  fields.add(config.warn_default_encoding);
  fields.add_bool(config.safe_path != 0);
  fields.add(config.int_max_str_digits);
  return tuple;
}

Status add_info(ThreadState& ts, Module& module) {
  for (const Text& row : kTexts) {
    Own<Str> text = TRY(new_str(ts, row.value == nullptr ? std::string_view() : std::string_view(row.value)));
    TRY(module_add(ts, module, row.name, text));
  }
  TRY(module_add(ts, module, "hexversion", Value::from_int(kHexVersion)));
  TRY(module_add(ts, module, "api_version", Value::from_int(1013)));
  TRY(module_add(ts, module, "maxunicode", Value::from_int(0x10ffff)));
  Ref max_size = TRY(new_int(ts, INT64_MAX));
  TRY(module_add(ts, module, "maxsize", max_size));
  Ref flags = TRY(make_flags(ts));
  TRY(module_add(ts, module, "flags", flags));
  return {};
}

}  // namespace sys
}  // namespace pyemb
