// SPDX-License-Identifier: MIT
// contextvars.Context: what the variables of one logical thread of control are.

#include "modules/contextvars/contextvars.h"
#include "modules/module_type_specs.h"
#include "objects/call.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// Raises with the repr of a value in the middle of the message.
Raised raise_shown(ThreadState& ts, Exc type, const char* before, Value value, const char* after) {
  Own<Str> shown = TRY(repr(ts, value));
  return raise(ts, type, "%s%s%s", before, Utf8(ts, *shown).c_str(), after);
}

Status require_variable(ThreadState& ts, Value key) {
  if (is<ContextVar>(key)) return {};
  return raise_shown(ts, Exc::kTypeError, "a ContextVar key was expected, got ", key, "");
}

Result<Ref> context_new(ThreadState& ts, Type&, CallArgs args) {
  if (args.count > 0 || !args.names.is_null()) return raise(ts, Exc::kTypeError, "Context() does not accept any arguments");
  return new_context(ts);
}

Result<Ref> context_run(ThreadState& ts, Context& self, CallArgs args) {
  if (args.count == 0) return raise(ts, Exc::kTypeError, "run() missing 1 required positional argument");
  return run_in_context(ts, self, args.values[0], {args.values + 1, args.count - 1, args.names});
}

Result<Own<Context>> context_copy(ThreadState& ts, Context& self) { return copy_context(ts, self); }

// -- the mapping ---------------------------------------------------------------------------------------------------------

Result<Ref> context_getitem(ThreadState& ts, Value self, Value key) {
  TRY(require_variable(ts, key));
  Value value = context_map_find(as<Context>(self).root, key);
  if (value.is_null()) return raise_key_error(ts, key);
  return Ref::copy(value);
}

Result<bool> context_contains(ThreadState& ts, Value self, Value key) {
  TRY(require_variable(ts, key));
  return !context_map_find(as<Context>(self).root, key).is_null();
}

Result<Ref> context_get(ThreadState& ts, Context& self, Value key, Value fallback) {
  TRY(require_variable(ts, key));
  Value value = context_map_find(self.root, key);
  if (!value.is_null()) return Ref::copy(value);
  return Ref::copy(fallback.is_null() ? Value::none() : fallback);
}

Result<int64_t> context_length(ThreadState&, Value self) { return as<Context>(self).size; }

Result<Ref> context_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<Context>(left) || !is<Context>(right)) return Result<Ref>::not_implemented();
  // What the comparisons of values run may change both contexts, but not these maps.
  Own<ContextNode> ours = Own<ContextNode>::copy(as<Context>(left).root);
  Own<ContextNode> theirs = Own<ContextNode>::copy(as<Context>(right).root);
  bool same = as<Context>(left).size == as<Context>(right).size;
  ContextCursor cursor;
  cursor.start(ours.get());
  Value key, value;
  while (same && cursor.next(&key, &value)) {
    Value other = context_map_find(theirs.get(), key);
    same = !other.is_null();
    if (same) same = TRY(equal(ts, value, other));
  }
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

// -- iteration -----------------------------------------------------------------------------------------------------------

struct ContextIterator : Object {
  ContextNode* root;  ///< owned
  int64_t size;
  ContextCursor cursor;
};

Result<Ref> new_iterator(ThreadState& ts, Context& context, TypeId id) {
  Type* type = TRY(find_type(ts, id));
  Ref made = TRY(new_object(ts, *type));
  auto& it = *made.as<ContextIterator>();
  it.root = Own<ContextNode>::copy(context.root).release();
  it.size = context.size;
  it.cursor.start(it.root);
  gc_track(ts, &it);
  return made;
}
Result<Ref> context_iter(ThreadState& ts, Value self) { return new_iterator(ts, as<Context>(self), ModuleType::kContextKeys); }
Result<Ref> context_keys(ThreadState& ts, Context& self) { return new_iterator(ts, self, ModuleType::kContextKeys); }
Result<Ref> context_values(ThreadState& ts, Context& self) { return new_iterator(ts, self, ModuleType::kContextValues); }
Result<Ref> context_items(ThreadState& ts, Context& self) { return new_iterator(ts, self, ModuleType::kContextItems); }

enum class Shown : uint8_t { kKeys, kValues, kItems };

template <Shown shown>
Result<Ref> iterator_next(ThreadState& ts, Value self) {
  auto& it = *static_cast<ContextIterator*>(self.as_object());
  Value key, value;
  if (it.root == nullptr || !it.cursor.next(&key, &value)) return Result<Ref>::absent();
  if (shown == Shown::kKeys) return Ref::copy(key);
  if (shown == Shown::kValues) return Ref::copy(value);
  return new_tuple_of(ts, key, value);
}
Result<int64_t> iterator_length(ThreadState&, Value self) { return static_cast<ContextIterator*>(self.as_object())->size; }

void iterator_clear(ThreadState&, Object* object) {
  auto& it = *static_cast<ContextIterator*>(object);
  it.cursor.start(nullptr);
  drop_field(it.root);
}
void iterator_traverse(Object* object, GcVisitor& visit) { visit(static_cast<ContextIterator*>(object)->root); }

template <Shown shown>
constexpr TypeSpec iterator_spec(const char* name, TypeId id) {
  return {
      .name = name,
      .id = id,
      .size = sizeof(ContextIterator),
      .flags = Type::kCollected | Type::kNoNew,
      .slots = {.iter = self_iter, .next = iterator_next<shown>, .length = iterator_length},
      .traverse = iterator_traverse,
      .clear = iterator_clear,
      .dealloc = iterator_clear,
  };
}

constexpr NativeMethod kMethods[] = {
    method<context_get>("get", "($self, key, default=None, /)", "The value of a variable in this context, or default if it is not set."),
    method<context_items>("items", "($self, /)", "An iterator over the (variable, value) pairs."),
    method<context_keys>("keys", "($self, /)", "An iterator over the variables."),
    method<context_values>("values", "($self, /)", "An iterator over the values."),
    method<context_copy>("copy", "($self, /)", "A context with the same variables and values."),
    method<context_run>("run", nullptr, "run(callable, *args, **kwargs): call it with this context as the current one."),
};
using Owned = OwnedFields<Context, &Context::root, &Context::previous>;

}  // namespace

// -- for native code -----------------------------------------------------------------------------------------------------

Result<Own<Context>> new_context(ThreadState& ts) {
  Own<Context> made = TRY(new_native<Context>(ts));
  gc_track(ts, made.get());
  return made;
}

Result<Own<Context>> copy_context(ThreadState& ts, const Context& from) {
  Own<Context> made = TRY(new_context(ts));
  made->root = Own<ContextNode>::copy(from.root).release();
  made->size = from.size;
  return made;
}

Result<Context*> current_context(ThreadState& ts) {
  if (ts.context.is_null()) {
    Own<Context> made = TRY(new_context(ts));
    ts.context = Value::from_object(made.release());
  }
  return &as<Context>(ts.context);
}

Status enter_context(ThreadState& ts, Context& context) {
  if (context.entered) {
    return raise_shown(ts, Exc::kRuntimeError, "cannot enter context: ", Value::from_object(&context), " is already entered");
  }
  context.entered = true;
  context.previous = std::exchange(ts.context, Ref::copy(&context).release());
  return {};
}

Status exit_context(ThreadState& ts, Context& context) {
  if (!context.entered) {
    return raise_shown(ts, Exc::kRuntimeError, "cannot exit context: ", Value::from_object(&context), " has not been entered");
  }
  if (ts.context != Value::from_object(&context)) {
    return raise(ts, Exc::kRuntimeError, "cannot exit context: thread state references a different context object");
  }
  context.entered = false;
  Ref left = Ref::steal(std::exchange(ts.context, std::exchange(context.previous, Value::null())));
  return {};
}

Result<Ref> run_in_context(ThreadState& ts, Context& context, Value callee, CallArgs args) {
  TRY(enter_context(ts, context));
  Result<Ref> answer = call(ts, callee, args);
  if (answer.raised()) {
    Ref raised = ts.take_pending();
    TRY(exit_context(ts, context));
    return ts.set_pending(std::move(raised));
  }
  Ref value = std::move(answer).take();
  TRY(exit_context(ts, context));
  return value;
}

Status context_set(ThreadState& ts, Context& context, Value variable, Value value) {
  bool added = false;
  Own<ContextNode> root = TRY(context_map_set(ts, context.root, variable, value, &added));
  context.size += added ? 1 : 0;
  Own<ContextNode> old = Own<ContextNode>::steal(std::exchange(context.root, root.release()));
  return {};
}

Status context_delete(ThreadState& ts, Context& context, Value variable) {
  if (context_map_find(context.root, variable).is_null()) return raise_key_error(ts, variable);
  Own<ContextNode> root = TRY(context_map_remove(ts, *context.root, variable));
  --context.size;
  Own<ContextNode> old = Own<ContextNode>::steal(std::exchange(context.root, root.release()));
  return {};
}

constexpr TypeSpec kContextSpec = {
    .name = "_contextvars.Context",
    .id = ModuleType::kContext,
    .size = sizeof(Context),
    .flags = Type::kCollected | Type::kWeakrefable,
    .methods = kMethods,
    .slots = {.hash = hash_unhashable,
              .compare = context_compare,
              .iter = context_iter,
              .new_ = context_new,
              .length = context_length,
              .getitem = context_getitem,
              .contains = context_contains},
    .traverse = Owned::traverse,
    .clear = Owned::clear,
    .dealloc = Owned::dealloc,
};

constexpr TypeSpec kContextKeysSpec = iterator_spec<Shown::kKeys>("keys", ModuleType::kContextKeys);
constexpr TypeSpec kContextValuesSpec = iterator_spec<Shown::kValues>("values", ModuleType::kContextValues);
constexpr TypeSpec kContextItemsSpec = iterator_spec<Shown::kItems>("items", ModuleType::kContextItems);

}  // namespace pyemb
