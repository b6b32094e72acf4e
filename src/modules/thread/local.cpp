// SPDX-License-Identifier: MIT
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"
#include "state/names.h"

// _thread._local: an object whose attributes are different in each thread. The dict of each thread stands in ThreadState::dict under the
// object's key; the one of the thread that looked last is the object's __dict__.

namespace pyemb {
namespace {

struct Local : Object {
  static constexpr TypeId kId = ModuleType::kThreadLocal;
  Value dict;       ///< of the thread `thread`
  uint64_t thread;
  Value key;        ///< str, unique for the object
  Value args;       ///< of the constructor, for __init__ in further threads
  Value kwargs;
};

/// This thread's dict; *made tells whether it is new.
Result<Ref> find_dict(ThreadState& ts, Local& self, bool* made) {
  if (ts.dict.is_null()) ts.dict = Ref(TRY(new_dict(ts))).release();
  Ref found = TRY(dict_find(ts, as<Dict>(ts.dict), self.key));
  *made = found.is_absent();
  if (!*made) return found;
  Own<Dict> fresh = TRY(new_dict(ts));
  TRY(dict_set(ts, as<Dict>(ts.dict), self.key, fresh));
  return fresh;
}

/// Makes this thread's dict the object's; runs __init__ for a thread that comes for the first time.
Status switch_dict(ThreadState& ts, Local& self) {
  if (self.thread == ts.id) return {};
  bool made = false;
  Ref dict = TRY(find_dict(ts, self, &made));
  decref(std::exchange(self.dict, dict.release()));
  self.thread = ts.id;
  if (!made || self.args.is_null() || self.type->slots.init == core_type(ts, TypeId::kObject).slots.init) return {};
  Ref init = TRY(get_attr(ts, Value::from_object(&self), Value::from_object(ts.names().dunder_init)));
  Ref ignored = TRY(call_with(ts, init, self.args, self.kwargs));
  return {};
}

Result<Ref> local_new(ThreadState& ts, Type& type, CallArgs args) {
  bool has_args = args.count > 0 || (!args.names.is_null() && as<Tuple>(args.names).size > 0);
  if (has_args && type.slots.init == core_type(ts, TypeId::kObject).slots.init) {
    return raise(ts, Exc::kTypeError, "Initialization arguments are not supported");
  }
  Own<Local> self = TRY(new_native<Local>(ts, type));
  self->key = Ref(TRY(new_str_format(ts, "thread.local.%p", static_cast<void*>(self.get())))).release();
  self->args = Ref(TRY(new_tuple(ts, std::span<const Value>(args.values, args.count)))).release();
  if (!args.names.is_null()) {
    Own<Dict> kwargs = TRY(new_dict(ts));
    Tuple& names = as<Tuple>(args.names);
    for (int64_t i = 0; i < names.size; ++i) TRY(dict_set(ts, *kwargs, names.at(i), args.values[args.count + static_cast<size_t>(i)]));
    self->kwargs = Ref(std::move(kwargs)).release();
  }
  bool made = false;
  self->dict = TRY(find_dict(ts, *self, &made)).release();
  self->thread = ts.id;
  gc_track(ts, self.get());
  return self;
}

Result<Ref> local_getattr(ThreadState& ts, Value value, Value name) {
  TRY(switch_dict(ts, as<Local>(value)));
  return generic_get_attr(ts, value, name);
}
Status local_setattr(ThreadState& ts, Value value, Value name, Value to) {
  TRY(switch_dict(ts, as<Local>(value)));
  if (is<Str>(name) && str_equal(as<Str>(name), "__dict__")) {
    return raise(ts, Exc::kAttributeError, "'%.50s' object attribute '__dict__' is read-only", type_name(ts, value));
  }
  return generic_set_attr(ts, value, name, to);
}

Result<Ref> local_dict(ThreadState& ts, Local& self) {
  TRY(switch_dict(ts, self));
  return Ref::copy(self.dict);
}
constexpr GetSet kLocalGetSets[] = {getset<local_dict>("__dict__", nullptr)};

void local_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<Local*>(object);
  for (Value value : {self.dict, self.args, self.kwargs}) visit(value);
}
void local_clear(ThreadState& ts, Object* object) {
  auto& self = *static_cast<Local*>(object);
  Ref pending = ts.take_pending();
  for (ThreadState* thread = ts.interp.threads; thread != nullptr; thread = thread->next) {
    if (thread->dict.is_null() || self.key.is_null()) continue;
    if (dict_delete(ts, as<Dict>(thread->dict), self.key).raised()) ts.clear_pending();
  }
  ts.pending = pending.release();
  for (Value* field : {&self.dict, &self.key, &self.args, &self.kwargs}) decref(std::exchange(*field, Value::null()));
}

}  // namespace

constexpr TypeSpec kThreadLocalSpec = {
    .name = "_thread._local",
    .doc = "An object whose attributes are different in each thread.",
    .id = ModuleType::kThreadLocal,
    .size = sizeof(Local),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable,
    .dict_offset = offsetof(Local, dict),
    .getsets = kLocalGetSets,
    .slots = {.getattr = local_getattr, .setattr = local_setattr, .new_ = local_new},
    .traverse = local_traverse,
    .clear = nullptr,
    .dealloc = local_clear,
};

}  // namespace pyemb
