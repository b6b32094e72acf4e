// SPDX-License-Identifier: MIT
// grp: the groups of users that the system knows.
#include <grp.h>

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
    struct_field<0>("gr_name", "group name"),
    struct_field<1>("gr_passwd", "password"),
    struct_field<2>("gr_gid", "group id"),
    struct_field<3>("gr_mem", "group members"),
};

Result<Ref> new_entry(ThreadState& ts, const group& row) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kGroupEntry));
  Own<List> members = TRY(new_list(ts));
  for (char** member = row.gr_mem; member != nullptr && *member != nullptr; ++member) {
    Ref name = TRY(decode_file_name(ts, *member));
    TRY(list_append(ts, *members, std::move(name)));
  }
  made->set(0, TRY(decode_file_name(ts, row.gr_name)));
  made->set(1, TRY(row.gr_passwd == nullptr ? Result<Ref>(Ref::none()) : decode_file_name(ts, row.gr_passwd)));
  made->set(2, TRY(from_system_id(ts, row.gr_gid)));
  made->set(3, std::move(members));
  return made;
}

Result<Ref> by_number(ThreadState& ts, Value number) {
  uint32_t gid = TRY(to_system_id(ts, number, "gid"));
  Ref entry = TRY(find_system_entry(ts, new_entry, [&](group* row, char* room, size_t size, group** answer) { return ::getgrgid_r(gid, row, room, size, answer); }));
  if (!entry.is_absent()) return entry;
  Own<Str> shown = TRY(to_str(ts, number));
  return raise(ts, Exc::kKeyError, "getgrgid(): gid not found: %s", Utf8(ts, *shown).c_str());
}
Result<Ref> by_name(ThreadState& ts, Str& name) {
  FileName text;
  TRY(text.init(ts, Value::from_object(&name)));
  Ref entry = TRY(find_system_entry(ts, new_entry, [&](group* row, char* room, size_t size, group** answer) { return ::getgrnam_r(text.c_str(), row, room, size, answer); }));
  if (!entry.is_absent()) return entry;
  Own<Str> shown = TRY(repr(ts, Value::from_object(&name)));
  return raise(ts, Exc::kKeyError, "getgrnam(): name not found: %s", Utf8(ts, *shown).c_str());
}
Result<Ref> all(ThreadState& ts) {
  Own<List> list = TRY(new_list(ts));
  ::setgrent();
  while (const group* row = ::getgrent()) {
    Result<Ref> entry = new_entry(ts, *row);
    if (entry.raised() || list_append(ts, *list, entry.take()).raised()) {
      ::endgrent();
      return Raised{};
    }
  }
  ::endgrent();
  return list;
}

constexpr NativeMethod kFunctions[] = {
    function<by_number>("getgrgid", "($module, /, id)", "The entry of a group by number."),
    function<by_name>("getgrnam", "($module, /, name)", "The entry of a group by name."),
    function<all>("getgrall", "($module, /)", "The entries of all groups."),
};

Status exec(ThreadState& ts, Module& module) {
  Type* type = TRY(struct_sequence_type(ts, ModuleType::kGroupEntry));
  return module_add(ts, module, "struct_group", Value::from_object(type));
}

}  // namespace

constexpr TypeSpec kGroupEntrySpec =
    struct_sequence("grp.struct_group", "What is known of a group.", ModuleType::kGroupEntry, kFields, 4, 4, StructNew::kFromSequence);

constexpr NativeModule kGrpModule = {
    .name = "grp",
    .doc = "The groups of users that the system knows.",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
