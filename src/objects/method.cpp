// SPDX-License-Identifier: MIT
#include <algorithm>

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/function.h"
#include "objects/instance_method.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {
namespace {

/// Calls `function` with `self` before the arguments.
Result<Ref> call_bound(ThreadState& ts, Value function, Value self, CallArgs args) {
  constexpr size_t kInline = 8;
  size_t named = args.names.is_null() ? 0 : static_cast<size_t>(as<Tuple>(args.names).size);
  size_t total = args.count + named;
  Value buffer[kInline + 1];
  Value* values = buffer;
  if (total > kInline) {
    values = static_cast<Value*>(ts.interp.heap.allocate_buffer((total + 1) * sizeof(Value)));
    if (values == nullptr) return raise_no_memory(ts);
  }
  values[0] = self;
  std::copy_n(args.values, total, values + 1);
  Result<Ref> result = call(ts, function, CallArgs{values, args.count + 1, args.names});
  if (values != buffer) ts.interp.heap.release_buffer(values, (total + 1) * sizeof(Value));
  return result;
}

/// method(function, instance)
Result<Ref> method_new(ThreadState& ts, Type&, Value function, Value instance) {
  if (!is_callable(ts, function)) return raise(ts, Exc::kTypeError, "first argument must be callable");
  if (instance.is_none()) return raise(ts, Exc::kTypeError, "instance must not be None");
  return new_method(ts, function, instance);
}
constexpr NativeMethod kNew = class_method<method_new>("method", "(function, instance, /)", "");

Result<Ref> method_call(ThreadState& ts, Value value, CallArgs args) {
  auto& self = as<Method>(value);
  Ref function = Ref::copy(self.function);
  Ref object = Ref::copy(self.self);
  return call_bound(ts, function, object, args);
}

Result<Ref> method_repr(ThreadState& ts, Value value) {
  auto& self = as<Method>(value);
  Ref name = TRY(find_attr(ts, self.function, ts.names().dunder_qualname));
  if (name.is_absent()) name = TRY(find_attr(ts, self.function, ts.names().dunder_name));
  Own<Str> object = TRY(repr(ts, self.self));
  return new_str_format(ts, "<bound method %s of %s>", is<Str>(name) ? Utf8(ts, name).c_str() : "?", Utf8(ts, *object).c_str());
}

Result<Ref> method_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<Method>(left) || !is<Method>(right)) return Result<Ref>::not_implemented();
  auto& a = as<Method>(left);
  auto& b = as<Method>(right);
  bool same = TRY(equal(ts, a.function, b.function)) && a.self == b.self;
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<int64_t> method_hash(ThreadState& ts, Value value) {
  auto& self = as<Method>(value);
  int64_t function = TRY(hash(ts, self.function));
  int64_t both = function ^ static_cast<int64_t>(self.self.is_heap() ? hash_address(self.self.as_object()) : static_cast<int64_t>(self.self.bits()));
  return both == -1 ? -2 : both;
}

/// What the method does not have, its function has.
Result<Ref> method_getattr(ThreadState& ts, Value value, Value name) {
  TRY(ready_type(ts, *value.as_object()->type));
  Value found = type_lookup(ts, *value.as_object()->type, &as<Str>(name));
  if (!found.is_null()) return generic_get_attr(ts, value, name);
  return get_attr(ts, as<Method>(value).function, name);
}


Result<Ref> method_reduce(ThreadState& ts, Method& self) {
  Ref getattr = TRY(get_attr(ts, ts.interp.builtins, "getattr"));
  Ref name = TRY(get_attr(ts, self.function, ts.names().dunder_name));
  Own<Tuple> args = TRY(new_tuple_of(ts, self.self, name));
  return new_tuple_of(ts, getattr, args);
}

Result<Ref> get_doc(ThreadState& ts, Method& self) { return get_attr(ts, self.function, ts.names().dunder_doc); }

constexpr NativeMethod kMethodMethods[] = {
    method<method_reduce>("__reduce__", "($self, /)", nullptr),
};
constexpr GetSet kMethodGetSets[] = {
    getset<get_doc>("__doc__", nullptr),
};
constexpr Member kMethodMembers[] = {
    {"__func__", Member::kValue, offsetof(Method, function), Member::kReadOnly, "the function (or other callable) implementing a method"},
    {"__self__", Member::kValue, offsetof(Method, self), Member::kReadOnly, "the instance to which a method is bound"},
};

void method_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<Method*>(object);
  visit(self.function);
  visit(self.self);
}
void method_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<Method*>(object);
  decref(std::exchange(self.function, Value::null()));
  decref(std::exchange(self.self, Value::null()));
}

// -- instancemethod ------------------------------------------------------------------------------------------------------

struct InstanceMethod : Object {
  static constexpr TypeId kId = TypeId::kInstanceMethod;
  Value function;  ///< owned
};

}  // namespace

Result<Ref> new_instance_method(ThreadState& ts, Value function) {
  Own<InstanceMethod> made = TRY(new_native<InstanceMethod>(ts));
  made->function = Ref::copy(function).release();
  gc_track(ts, made.get());
  return made;
}

namespace {

/// instancemethod(function)
Result<Ref> instance_method_new(ThreadState& ts, Type&, Value function) {
  if (!is_callable(ts, function)) return raise(ts, Exc::kTypeError, "first argument must be callable");
  return new_instance_method(ts, function);
}
constexpr NativeMethod kInstanceMethodNew = class_method<instance_method_new>("instancemethod", "(function, /)", "");

Result<Ref> instance_method_repr(ThreadState& ts, Value value) {
  Ref name = TRY(find_attr(ts, as<InstanceMethod>(value).function, ts.names().dunder_name));
  void* address = value.as_object();
  return new_str_format(ts, "<instancemethod %s at %p>", is<Str>(name) ? Utf8(ts, name).c_str() : "?", address);
}

Result<Ref> instance_method_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<InstanceMethod>(left) || !is<InstanceMethod>(right)) return Result<Ref>::not_implemented();
  bool same = TRY(equal(ts, as<InstanceMethod>(left).function, as<InstanceMethod>(right).function));
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<Ref> instance_method_call(ThreadState& ts, Value self, CallArgs args) { return call(ts, as<InstanceMethod>(self).function, args); }

Result<Ref> instance_method_get(ThreadState& ts, Value self, Value instance, Value) {
  Value function = as<InstanceMethod>(self).function;
  if (instance.is_null() || instance.is_none()) return Ref::copy(function);
  return new_method(ts, function, instance);
}

Result<Ref> instance_method_getattr(ThreadState& ts, Value self, Value name) {
  TRY(ready_type(ts, *self.as_object()->type));
  Value found = type_lookup(ts, *self.as_object()->type, &as<Str>(name));
  if (!found.is_null()) return generic_get_attr(ts, self, name);
  return get_attr(ts, as<InstanceMethod>(self).function, name);
}

Result<Ref> instance_method_doc(ThreadState& ts, InstanceMethod& self) { return get_attr(ts, self.function, ts.names().dunder_doc); }

constexpr GetSet kInstanceMethodGetSets[] = {
    getset<instance_method_doc>("__doc__", nullptr),
};
constexpr Member kInstanceMethodMembers[] = {
    {"__func__", Member::kValue, offsetof(InstanceMethod, function), Member::kReadOnly, "the function (or other callable) implementing a method"},
};

void instance_method_traverse(Object* object, GcVisitor& visit) { visit(static_cast<InstanceMethod*>(object)->function); }
void instance_method_dealloc(ThreadState&, Object* object) { decref(std::exchange(static_cast<InstanceMethod*>(object)->function, Value::null())); }

// -- cell ----------------------------------------------------------------------------------------------------------------

/// cell([contents])
Result<Ref> cell_new(ThreadState& ts, Type&, Value contents) { return new_cell(ts, contents); }
constexpr NativeMethod kCellNew = class_method<cell_new>("cell", "(contents=<unrepresentable>, /)", "");

Result<Ref> cell_contents(ThreadState& ts, Cell& self) {
  if (self.contents.is_null()) return raise(ts, Exc::kValueError, "Cell is empty");
  return Ref::copy(self.contents);
}
Status set_cell_contents(ThreadState&, Cell& self, Value value) {
  decref(std::exchange(self.contents, Ref::copy(value).release()));
  return {};
}

Result<Ref> cell_repr(ThreadState& ts, Value value) {
  auto& self = as<Cell>(value);
  void* address = value.as_object();
  if (self.contents.is_null()) return new_str_format(ts, "<cell at %p: empty>", address);
  Value contents = self.contents;
  const void* object = contents.is_heap() ? static_cast<void*>(contents.as_object()) : reinterpret_cast<void*>(contents.bits());
  return new_str_format(ts, "<cell at %p: %s object at %p>", address, type_name(ts, contents), object);
}

/// An empty cell comes before every full one.
Result<Ref> cell_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is<Cell>(left) || !is<Cell>(right)) return Result<Ref>::not_implemented();
  Ref a = Ref::copy(as<Cell>(left).contents);
  Ref b = Ref::copy(as<Cell>(right).contents);
  if (a && b) return compare(ts, a, b, op);
  return compare_result(static_cast<int>(static_cast<bool>(a)) - static_cast<int>(static_cast<bool>(b)), op);
}

constexpr GetSet kCellGetSets[] = {
    getset<cell_contents, set_cell_contents>("cell_contents", nullptr),
};
void cell_traverse(Object* object, GcVisitor& visit) { visit(static_cast<Cell*>(object)->contents); }
void cell_clear(ThreadState&, Object* object) { decref(std::exchange(static_cast<Cell*>(object)->contents, Value::null())); }

}  // namespace

constexpr TypeSpec kMethodSpec = {
    .name = "method",
    .doc = "Create a bound instance method object.",
    .id = TypeId::kMethod,
    .size = sizeof(Method),
    .flags = Type::kCollected | Type::kWeakrefable,
    .methods = kMethodMethods,
    .getsets = kMethodGetSets,
    .members = kMethodMembers,
    .slots = {.repr = method_repr, .hash = method_hash, .call = method_call, .getattr = method_getattr, .compare = method_compare,
              .new_ = new_from<kNew>},
    .traverse = method_traverse,
    .dealloc = method_dealloc,
};

constexpr TypeSpec kInstanceMethodSpec = {
    .name = "instancemethod",
    .doc = "instancemethod(function)\n\nBind a function to a class.",
    .id = TypeId::kInstanceMethod,
    .size = sizeof(InstanceMethod),
    .flags = Type::kCollected,
    .getsets = kInstanceMethodGetSets,
    .members = kInstanceMethodMembers,
    .slots = {.repr = instance_method_repr, .call = instance_method_call, .getattr = instance_method_getattr, .compare = instance_method_compare,
              .descr_get = instance_method_get, .new_ = new_from<kInstanceMethodNew>},
    .traverse = instance_method_traverse,
    .dealloc = instance_method_dealloc,
};

constexpr TypeSpec kCellSpec = {
    .name = "cell",
    .doc = "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and \n further attempts to "
           "access its cell_contents attribute will\n    raise a ValueError.",
    .id = TypeId::kCell,
    .size = sizeof(Cell),
    .flags = Type::kCollected,
    .getsets = kCellGetSets,
    .slots = {.repr = cell_repr, .hash = hash_unhashable, .compare = cell_compare, .new_ = new_from<kCellNew>},
    .traverse = cell_traverse,
    .clear = cell_clear,
    .dealloc = cell_clear,
};

Result<Ref> new_method(ThreadState& ts, Value function, Value self) {
  Own<Method> method = TRY(new_native<Method>(ts));
  method->function = Ref::copy(function).release();
  method->self = Ref::copy(self).release();
  gc_track(ts, method.get());
  return method;
}

Result<Own<Cell>> new_cell(ThreadState& ts, Value contents) {
  Own<Cell> cell = TRY(new_native<Cell>(ts));
  cell->contents = Ref::copy(contents).release();
  gc_track(ts, cell.get());
  return cell;
}

}  // namespace pyemb
