// SPDX-License-Identifier: MIT
// pwd: the users that the system knows.
#include <pwd.h>

#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "modules/posix/arguments.h"
#include "modules/system_entry.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

constexpr GetSet kFields[] = {
    struct_field<0>("pw_name", "user name"), struct_field<1>("pw_passwd", "password"), struct_field<2>("pw_uid", "user id"),
    struct_field<3>("pw_gid", "group id"),   struct_field<4>("pw_gecos", "real name"), struct_field<5>("pw_dir", "home directory"),
    struct_field<6>("pw_shell", "shell program"),
};

Result<Ref> new_entry(ThreadState& ts, const passwd& user) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kPasswordEntry));
  auto text = [&](int64_t index, const char* value) -> Status {
    made->set(index, TRY(value == nullptr ? Result<Ref>(Ref::none()) : decode_file_name(ts, value)));
    return {};
  };
  TRY(text(0, user.pw_name));
  TRY(text(1, user.pw_passwd));
  made->set(2, TRY(from_system_id(ts, user.pw_uid)));
  made->set(3, TRY(from_system_id(ts, user.pw_gid)));
  TRY(text(4, user.pw_gecos));
  TRY(text(5, user.pw_dir));
  TRY(text(6, user.pw_shell));
  return made;
}

Result<Ref> by_number(ThreadState& ts, Value number) {
  Result<uint32_t> uid = to_system_id(ts, number, "uid");
  if (uid.raised()) {
    if (!clear_pending_if(ts, Exc::kOverflowError)) return Raised{};
  } else {
    Ref entry = TRY(find_system_entry(ts, new_entry, [&](passwd* user, char* room, size_t size, passwd** answer) { return ::getpwuid_r(uid.take(), user, room, size, answer); }));
    if (!entry.is_absent()) return entry;
  }
  Own<Str> shown = TRY(to_str(ts, number));
  return raise(ts, Exc::kKeyError, "getpwuid(): uid not found: %s", Utf8(ts, *shown).c_str());
}
Result<Ref> by_name(ThreadState& ts, Str& name) {
  FileName text;
  TRY(text.init(ts, Value::from_object(&name)));
  Ref entry = TRY(find_system_entry(ts, new_entry, [&](passwd* user, char* room, size_t size, passwd** answer) { return ::getpwnam_r(text.c_str(), user, room, size, answer); }));
  if (!entry.is_absent()) return entry;
  Own<Str> shown = TRY(repr(ts, Value::from_object(&name)));
  return raise(ts, Exc::kKeyError, "getpwnam(): name not found: %s", Utf8(ts, *shown).c_str());
}
Result<Ref> all(ThreadState& ts) {
  Own<List> list = TRY(new_list(ts));
  ::setpwent();
  while (const passwd* user = ::getpwent()) {
    Result<Ref> entry = new_entry(ts, *user);
    if (entry.raised() || list_append(ts, *list, entry.take()).raised()) {
      ::endpwent();
      return Raised{};
    }
  }
  ::endpwent();
  return list;
}

constexpr NativeMethod kFunctions[] = {
    function<by_number>("getpwuid", "($module, uidobj, /)", "The entry of a user by number."),
    function<by_name>("getpwnam", "($module, name, /)", "The entry of a user by name."),
    function<all>("getpwall", "($module, /)", "The entries of all users."),
};

Status exec(ThreadState& ts, Module& module) {
  Type* type = TRY(struct_sequence_type(ts, ModuleType::kPasswordEntry));
  return module_add(ts, module, "struct_passwd", Value::from_object(type));
}

}  // namespace

constexpr TypeSpec kPasswordEntrySpec =
    struct_sequence("pwd.struct_passwd", "What is known of a user.", ModuleType::kPasswordEntry, kFields, 7, 7, StructNew::kFromSequence);

constexpr NativeModule kPwdModule = {
    .name = "pwd",
    .doc = "The users that the system knows.",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
