// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/container_repr.h"
#include "objects/dict.h"
#include "objects/native.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

// types.SimpleNamespace: an object that is its attributes.

namespace pyemb {

namespace {

struct SimpleNamespace : Object {
  static constexpr TypeId kId = TypeId::kSimpleNamespace;
};

Result<Ref> namespace_new(ThreadState& ts, Type& type, CallArgs) {
  Own<SimpleNamespace> made = TRY(new_native<SimpleNamespace>(ts, type));
  gc_track(ts, made.get());
  return made;
}

Status namespace_init(ThreadState& ts, Value self, CallArgs args) {
  if (args.count > 0) return raise(ts, Exc::kTypeError, "no positional arguments expected");
  for (size_t i = 0; i < keyword_count(args); ++i) {
    bool done = TRY(instance_set(ts, self.as_object(), as<Tuple>(args.names).at(static_cast<int64_t>(i)), args.values[i]));
    static_cast<void>(done);
  }
  return {};
}

Result<Ref> namespace_repr(ThreadState& ts, Value self) {
  bool plain = self.as_object()->type->id == TypeId::kSimpleNamespace;
  const char* name = plain ? "namespace" : type_name(ts, self);
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str_format(ts, "%s(...)", name);
  Value attributes = TRY(instance_dict(ts, self.as_object()));
  ReprWriter out(ts);
  out.text(name);
  out.text("(");
  Value key, value;
  for (int64_t position = 0; dict_next(as<Dict>(attributes), &position, &key, &value);) {
    if (!is<Str>(key) || as<Str>(key).length == 0) continue;
    Ref kept = Ref::copy(value);
    out.separator();
    out.string(as<Str>(key));
    out.text("=");
    TRY(out.item(kept));
  }
  out.text(")");
  return out.finish();
}

Result<Ref> namespace_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is<SimpleNamespace>(left) || !is<SimpleNamespace>(right)) return Result<Ref>::not_implemented();
  Value a = TRY(instance_dict(ts, left.as_object()));
  Value b = TRY(instance_dict(ts, right.as_object()));
  return compare(ts, a, b, op);
}

Result<Ref> namespace_reduce(ThreadState& ts, SimpleNamespace& self) {
  Value attributes = TRY(instance_dict(ts, &self));
  return new_tuple_of(ts, Value::from_object(self.type), ts.interp.empty_tuple, attributes);
}

void namespace_traverse(Object*, GcVisitor&) {}  // the attributes stand behind the native part

constexpr NativeMethod kMethods[] = {
    method<namespace_reduce>("__reduce__", "($self, /)", "The type and the attributes, for pickling."),
};

}  // namespace

constexpr TypeSpec kSimpleNamespaceSpec = {
    .name = "types.SimpleNamespace",
    .doc = "SimpleNamespace(**kwargs)\n\nAn object whose attributes are the keyword arguments, and whose repr shows them.",
    .id = TypeId::kSimpleNamespace,
    .size = sizeof(SimpleNamespace),
    .flags = Type::kCollected | Type::kSubclassable | Type::kAttrSlots,
    .methods = kMethods,
    .slots = {.repr = namespace_repr, .compare = namespace_compare, .init = namespace_init, .new_ = namespace_new},
    .traverse = namespace_traverse,
};

}  // namespace pyemb
