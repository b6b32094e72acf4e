// SPDX-License-Identifier: MIT
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/weakref.h"
#include "state/names.h"

// _thread._local: an object whose attributes are different in each thread.
//
// The object owns the dicts of all threads, so that the collector sees what they hold; the one of the thread that looked last is its __dict__. For
// each of its dicts there is a LocalMark in ThreadState::dict of the thread, under the object's key: when the thread ends, the mark ends, and with it
// the dict.

namespace pyemb {
namespace {

struct Local : Object {
  static constexpr TypeId kId = ModuleType::kThreadLocal;
  Value dict;       ///< of the thread `thread`; null: of none
  uint64_t thread;  ///< ThreadState::id
  Value dicts;      ///< {ThreadState::id: dict}
  Value key;        ///< str, unique for the object
  Value args;       ///< of the constructor, for __init__ in further threads
  Value kwargs;
};

struct LocalMark : Object {
  static constexpr TypeId kId = ModuleType::kThreadLocalMark;
  Value local;      ///< weak reference
  uint64_t thread;
};

/// Makes a dict for this thread.
Result<Ref> add_dict(ThreadState& ts, Local& self, Value thread) {
  if (ts.dict.is_null()) ts.dict = Ref(TRY(new_dict(ts))).release();
  Own<LocalMark> mark = TRY(new_native<LocalMark>(ts));
  mark->local = TRY(new_weakref(ts, Value::from_object(&self))).release();
  mark->thread = ts.id;
  Own<Dict> fresh = TRY(new_dict(ts));
  TRY(dict_set(ts, as<Dict>(self.dicts), thread, fresh));
  TRY(dict_set(ts, as<Dict>(ts.dict), self.key, mark));
  return fresh;
}

/// Makes this thread's dict the object's; runs __init__ for a thread that comes for the first time.
Status switch_dict(ThreadState& ts, Local& self) {
  if (self.thread == ts.id || self.dicts.is_null()) return {};
  Ref kept = Ref::copy(&self);
  Ref thread = TRY(new_int_unsigned(ts, ts.id));
  Ref dict = TRY(dict_find(ts, as<Dict>(self.dicts), thread));
  bool is_new = dict.is_absent();
  if (is_new) dict = TRY(add_dict(ts, self, thread));
  self.thread = ts.id;
  set_field(self.dict, std::move(dict));
  if (!is_new || self.type->slots.init == core_type(ts, TypeId::kObject).slots.init) return {};
  Ref init = TRY(get_attr(ts, kept, Value::from_object(ts.names().dunder_init)));
  Ref args = Ref::copy(self.args);
  Ref kwargs = Ref::copy(self.kwargs);
  Result<Ref> result = call_with(ts, init, args, kwargs);
  if (!result.raised()) {
    Ref ignored = result.take();
    return {};
  }
  // The next look of this thread tries again.
  Ref pending = ts.take_pending();
  self.thread = 0;
  drop_field(self.dict);
  Result<bool> forgotten = self.dicts.is_null() ? Result<bool>(false) : dict_delete(ts, as<Dict>(self.dicts), thread);
  if (forgotten.raised()) ts.clear_pending();
  return ts.set_pending(std::move(pending));
}

/// The keyword arguments of a constructor as a dict, null if there are none.
Result<Ref> keywords_of(ThreadState& ts, CallArgs args) {
  Own<Dict> kwargs = TRY(new_dict(ts));
  Tuple& names = as<Tuple>(args.names);
  for (int64_t i = 0; i < names.size; ++i) TRY(dict_set(ts, *kwargs, names.at(i), args.values[args.count + static_cast<size_t>(i)]));
  return kwargs;
}

Result<Ref> local_new(ThreadState& ts, Type& type, CallArgs args) {
  bool has_args = args.count > 0 || (!args.names.is_null() && as<Tuple>(args.names).size > 0);
  if (has_args && type.slots.init == core_type(ts, TypeId::kObject).slots.init) {
    return raise(ts, Exc::kTypeError, "Initialization arguments are not supported");
  }
  Own<Local> self = TRY(new_native<Local>(ts, type));
  self->key = Ref(TRY(new_str_format(ts, "thread.local.%p", static_cast<void*>(self.get())))).release();
  self->args = Ref(TRY(new_tuple(ts, std::span<const Value>(args.values, args.count)))).release();
  self->dicts = Ref(TRY(new_dict(ts))).release();
  if (!args.names.is_null()) self->kwargs = TRY(keywords_of(ts, args)).release();
  Ref thread = TRY(new_int_unsigned(ts, ts.id));
  self->dict = TRY(add_dict(ts, *self, thread)).release();  // its __init__ is called by whoever makes the object
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
  return Ref::copy(self.dict.is_null() ? Value::none() : self.dict);
}
constexpr GetSet kLocalGetSets[] = {getset<local_dict>("__dict__", nullptr)};

using Owned = OwnedFields<Local, &Local::dict, &Local::dicts, &Local::args, &Local::kwargs>;

/// The collector breaks a cycle: what the threads keep goes.
void local_clear(ThreadState&, Object* object) {
  auto& self = *static_cast<Local*>(object);
  self.thread = 0;
  drop_field(self.dict);
  drop_field(self.dicts);
}
void local_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<Local*>(object);
  Ref pending = ts.take_pending();
  for (ThreadState* thread = ts.interp.threads; thread != nullptr && !self.key.is_null(); thread = thread->next) {
    if (thread->dict.is_null()) continue;
    if (dict_delete(ts, as<Dict>(thread->dict), self.key).raised()) ts.clear_pending();
  }
  Owned::dealloc(ts, object);
  drop_field(self.key);
  ts.pending = pending.release();
}

/// A thread ends: its dict of the object ends, too.
void mark_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<LocalMark*>(object);
  Ref weak = Ref::steal(std::exchange(self.local, Value::null()));
  if (!weak) return;
  Ref local = weakref_get(as<WeakRef>(weak));
  if (local.is_none()) return;
  auto& owner = *local.as<Local>();
  Ref pending = ts.take_pending();
  Ref dict;
  if (owner.thread == self.thread) {
    owner.thread = 0;
    dict = Ref::steal(std::exchange(owner.dict, Value::null()));
  }
  Result<Ref> thread = new_int_unsigned(ts, self.thread);
  Ref number = thread.raised() ? Ref() : thread.take();
  if (!number || (!owner.dicts.is_null() && dict_delete(ts, as<Dict>(owner.dicts), number).raised())) ts.clear_pending();
  ts.pending = pending.release();
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
    .traverse = Owned::traverse,
    .clear = local_clear,
    .dealloc = local_dealloc,
};

constexpr TypeSpec kThreadLocalMarkSpec = {
    .name = "_thread._localdummy",
    .doc = "Thread-local dummy",
    .id = ModuleType::kThreadLocalMark,
    .size = sizeof(LocalMark),
    .flags = Type::kNoNew,
    .dealloc = mark_dealloc,
};

}  // namespace pyemb
