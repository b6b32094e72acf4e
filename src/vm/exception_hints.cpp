// SPDX-License-Identifier: MIT
#include "vm/exception_hints.h"

#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "objects/suggestions.h"
#include "objects/tuple.h"
#include "vm/traceback.h"

namespace pyemb {
namespace {

Ref found_or_absent(Value name) { return name.is_null() ? Ref::steal(Value::absent()) : Ref::copy(name); }

/// The closest key of a dict.
Result<Ref> closest_key(ThreadState& ts, Dict& dict, Value name) {
  Own<List> keys = TRY(to_list(ts, Value::from_object(&dict)));
  return found_or_absent(closest_name(ts, keys->span(), name));
}

/// A local, global or built-in name of the frame that raised.
Result<Ref> hint_for_name(ThreadState& ts, NameErrorLayout& error) {
  if (error.name.is_null() || error.traceback.is_null()) return Result<Ref>::absent();
  Value last = error.traceback;
  while (!as<Traceback>(last).next.is_null()) last = as<Traceback>(last).next;
  Value frame = as<Traceback>(last).frame;
  Value local = closest_name(ts, frame_object_code(frame).register_names->span(), error.name);
  if (!local.is_null()) return Ref::copy(local);
  Dict& globals = frame_object_globals(frame);
  Ref global = TRY(closest_key(ts, globals, error.name));
  if (!global.is_absent()) return global;
  return closest_key(ts, as<Dict>(ts.interp.builtins), error.name);
}

Result<Ref> hint_for_attribute(ThreadState& ts, AttributeErrorLayout& error) {
  if (error.name.is_null() || error.obj.is_null()) return Result<Ref>::absent();
  Ref object = Ref::copy(error.obj);
  Ref names = TRY(dir(ts, object));
  if (!is<List>(names)) return Result<Ref>::absent();
  return found_or_absent(closest_name(ts, names.as<List>()->span(), error.name));
}

}  // namespace

void append_hint(ThreadState& ts, TextBuffer& out, Value exception) {
  TypeId id = exception.as_object()->type->id;
  if (id != TypeId::kNameError && id != TypeId::kAttributeError) return;
  auto append = [&]() -> Status {
    Ref hint = TRY(id == TypeId::kNameError ? hint_for_name(ts, as<NameErrorLayout>(exception))
                                            : hint_for_attribute(ts, as<AttributeErrorLayout>(exception)));
    if (hint.is_absent()) return {};
    Own<Str> text = TRY(repr(ts, hint));
    out.append(". Did you mean: ");
    out.append(Utf8(ts, *text).view());
    out.append('?');
    return {};
  };
  if (append().raised()) ts.clear_pending();
}

}  // namespace pyemb
