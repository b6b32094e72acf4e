// SPDX-License-Identifier: MIT
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"

// _collections._tuplegetter: the attributes of named tuples, descriptors that take an item by its position.

namespace pyemb {

namespace {

struct TupleGetter : Object {
  static constexpr TypeId kId = ModuleType::kTupleGetter;
  int64_t index;
  Value doc;  ///< owned
};

Result<Ref> tuplegetter_new(ThreadState& ts, Type& type, int64_t index, Value doc) {
  Own<TupleGetter> made = TRY(new_native<TupleGetter>(ts, type));
  made->index = index;
  made->doc = Ref::copy(doc).release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> tuplegetter_get(ThreadState& ts, Value self, Value instance, Value) {
  if (instance.is_null()) return Ref::copy(self);
  int64_t index = as<TupleGetter>(self).index;
  Tuple* tuple = as_if<Tuple>(instance);
  if (tuple == nullptr) {
    if (instance.is_none()) return Ref::copy(self);
    return raise(ts, Exc::kTypeError, "descriptor for index '%lld' for tuple subclasses doesn't apply to '%s' object",
                 static_cast<long long>(index), type_name(ts, instance));
  }
  if (index < 0 || index >= tuple->size) return raise(ts, Exc::kIndexError, "tuple index out of range");
  return Ref::copy(tuple->at(index));
}

Status tuplegetter_set(ThreadState& ts, Value, Value, Value value) {
  return raise(ts, Exc::kAttributeError, value.is_null() ? "can't delete attribute" : "can't set attribute");
}

Result<Ref> tuplegetter_reduce(ThreadState& ts, TupleGetter& self) {
  Ref index = TRY(new_int(ts, self.index));
  Own<Tuple> args = TRY(new_tuple_of(ts, index, self.doc));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}

Result<Ref> tuplegetter_repr(ThreadState& ts, Value self) {
  auto& getter = as<TupleGetter>(self);
  Own<Str> doc = TRY(repr(ts, getter.doc));
  return new_str_format(ts, "%s(%lld, %s)", short_type_name(ts, self), static_cast<long long>(getter.index), Utf8(ts, *doc).c_str());
}

constexpr NativeMethod kNew = class_method<tuplegetter_new>("_tuplegetter", "(index, doc, /)", "");
constexpr NativeMethod kMethods[] = {
    method<tuplegetter_reduce>("__reduce__", "($self, /)", "The type and its arguments, for pickling."),
};
constexpr Member kMembers[] = {
    {"__doc__", Member::kValueOrNone, offsetof(TupleGetter, doc), Member::kReadWrite, nullptr},
};
using Owned = OwnedFields<TupleGetter, &TupleGetter::doc>;

}  // namespace

constexpr TypeSpec kTupleGetterSpec = {
    .name = "_collections._tuplegetter",
    .id = ModuleType::kTupleGetter,
    .size = sizeof(TupleGetter),
    .flags = Type::kCollected,
    .methods = kMethods,
    .members = kMembers,
    .slots = {.repr = tuplegetter_repr, .descr_get = tuplegetter_get, .descr_set = tuplegetter_set, .new_ = new_from<kNew>},
    .traverse = Owned::traverse,
    .clear = Owned::clear,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
