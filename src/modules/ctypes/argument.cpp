// SPDX-License-Identifier: MIT
// CArgObject: what from_param() and byref() answer.
#include "modules/ctypes/ctypes.h"
#include "modules/module_type_specs.h"
#include "objects/owned_fields.h"
#include "objects/str.h"

namespace pyemb::ctypes {

Result<Own<CArgument>> new_argument(ThreadState& ts, char tag, ffi_type* type, Value object) {
  Own<CArgument> argument = TRY(new_native<CArgument>(ts));
  argument->tag = tag;
  argument->type = type;
  argument->object = Ref::copy(object).release();
  gc_track(ts, argument.get());
  return argument;
}

Result<Ref> reference_to(ThreadState& ts, CData& data, int64_t offset) {
  Own<CArgument> argument = TRY(new_argument(ts, 'P', &ffi_type_pointer, Value::from_object(&data)));
  argument->word.p = moved(data.memory, offset);
  return argument;
}

namespace {

bool is_printable(char c) { return c >= ' ' && c < 127 && c != '\'' && c != '\\'; }

Result<Ref> argument_repr(ThreadState& ts, Value self) {
  const CArgument& argument = as<CArgument>(self);
  const char tag = argument.tag;
  switch (tag) {
    case 'b':
    case 'B': return new_str_format(ts, "<cparam '%c' (%d)>", tag, argument.word.b);
    case 'h':
    case 'H': return new_str_format(ts, "<cparam '%c' (%d)>", tag, argument.word.h);
    case 'i':
    case 'I': return new_str_format(ts, "<cparam '%c' (%d)>", tag, argument.word.i);
    case 'l':
    case 'L': return new_str_format(ts, "<cparam '%c' (%ld)>", tag, argument.word.l);
    case 'q':
    case 'Q': return new_str_format(ts, "<cparam '%c' (%lld)>", tag, argument.word.q);
    case 'd':
    case 'f': {
      Ref number = TRY(new_float(ts, tag == 'f' ? static_cast<double>(argument.word.f) : argument.word.d));
      Own<Str> shown = TRY(repr(ts, number));
      return new_str_format(ts, "<cparam '%c' (%s)>", tag, Utf8(ts, *shown).c_str());
    }
    case 'c':
      if (is_printable(argument.word.c)) return new_str_format(ts, "<cparam '%c' ('%c')>", tag, argument.word.c);
      return new_str_format(ts, "<cparam '%c' ('\\x%02x')>", tag, static_cast<unsigned char>(argument.word.c));
    case 'z':
    case 'Z':
    case 'P': return new_str_format(ts, "<cparam '%c' (%p)>", tag, argument.word.p);
    default: return new_str_format(ts, "<cparam '%c' at %p>", tag, static_cast<void*>(self.as_object()));
  }
}

using Owned = OwnedFields<CArgument, &CArgument::object>;
constexpr Member kMembers[] = {{"_obj", Member::kValueOrNone, offsetof(CArgument, object), Member::kReadOnly, "the wrapped object"}};

}  // namespace
}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCArgumentSpec = {
    .name = "CArgObject",
    .id = ModuleType::kCArgument,
    .size = sizeof(ctypes::CArgument),
    .flags = Type::kCollected | Type::kNoNew,
    .members = ctypes::kMembers,
    .slots = {.repr = ctypes::argument_repr},
    .traverse = ctypes::Owned::traverse,
    .dealloc = ctypes::Owned::dealloc,
};

}  // namespace pyemb
