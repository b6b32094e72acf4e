// SPDX-License-Identifier: MIT
// _abc: what abc.ABCMeta is made of. Each abstract class keeps, in its _abc_impl, a registry of virtual subclasses and two caches
// of answers, all of them sets of weak references. The negative cache is only valid for the version of the counter that every
// register() moves on.
#include "modules/_abc.h"

#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"
#include "objects/weakref.h"
#include "state/names.h"

namespace pyemb {
namespace {

struct AbcData : Object {
  static constexpr TypeId kId = ModuleType::kAbcData;
  Value registry;        ///< owned set of weak references, or null
  Value cache;           ///< likewise: classes known to be subclasses
  Value negative_cache;  ///< likewise: classes known not to be
  uint64_t negative_version;
};

struct State {
  uint64_t invalidation_counter;
};

State& state_of(ThreadState& ts) { return *static_cast<State*>(find_module_state(ts, kAbcModule)); }

Result<Own<AbcData>> data_of(ThreadState& ts, Value cls) {
  Ref data = TRY(get_attr(ts, cls, "_abc_impl"));
  if (!is<AbcData>(data)) return raise(ts, Exc::kTypeError, "_abc_impl is set to a wrong type");
  return Own<AbcData>::copy(data.as<AbcData>());
}

// -- sets of weak references -------------------------------------------------------------------------------------------------------------

/// The callback of each reference: takes it out of its set when the class dies.
Status forget(ThreadState& ts, Value set_reference, Value dead) {
  Ref set = weakref_get(as<WeakRef>(set_reference));
  if (set.is_none() || !is<Set>(set)) return {};
  Own<Str> discard = TRY(intern(ts, "discard"));
  Ref ignored = TRY(call_method_of(ts, set, discard, dead));
  return {};
}

Result<Ref> forget_entry(ThreadState& ts, const NativeMethod&, Value self, CallArgs args) {
  if (args.count == 1) TRY(forget(ts, self, args.values[0]));
  return Ref::none();
}
constexpr NativeMethod kForget = {"_destroy", "($self, wr, /)", nullptr, &forget_entry, parse_parameters("($self, wr, /)"), NativeMethod::kFunction};

Result<bool> has_class(ThreadState& ts, Value set, Value cls) {
  if (set.is_null() || !cls.is_heap()) return false;
  Result<Ref> made = new_weakref(ts, core_type(ts, TypeId::kWeakRef), cls, Value::null());
  if (made.raised()) {
    if (!clear_pending_if(ts, Exc::kTypeError)) return Raised{};
    return false;
  }
  Ref reference = made.take();
  return contains(ts, set, reference);
}

Status add_class(ThreadState& ts, Value& set, Value cls) {
  if (set.is_null()) set = TRY(call(ts, Value::from_object(&core_type(ts, TypeId::kSet)))).release();
  Ref keep = Ref::copy(set);
  Ref set_reference = TRY(new_weakref(ts, core_type(ts, TypeId::kWeakRef), keep, Value::null()));
  Ref callback = TRY(new_builtin(ts, kForget, set_reference, Value::null()));
  Ref reference = TRY(new_weakref(ts, core_type(ts, TypeId::kWeakRef), cls, callback));
  Own<Str> add = TRY(intern(ts, "add"));
  Ref ignored = TRY(call_method_of(ts, keep, add, reference));
  return {};
}

// -- abstract methods ----------------------------------------------------------------------------------------------------------------------

Result<bool> is_abstract(ThreadState& ts, Value value) {
  if (is_str(value) || (is_exactly(value, TypeId::kFunction) && as<Function>(value).dict.is_null())) return false;  // most of what classes have
  Ref flag = TRY(find_attr(ts, value, ts.names().dunder_isabstractmethod));
  if (flag.is_absent()) return false;
  return truth(ts, flag);
}

/// Names of the abstract methods that a class defines or inherits and does not override.
Status compute_abstract_methods(ThreadState& ts, Value cls) {
  Own<List> names = TRY(new_list(ts));
  Own<Dict> space = TRY(dict_copy(ts, *as<Type>(cls).dict));
  Value key, value;
  for (int64_t position = 0; dict_next(*space, &position, &key, &value);) {
    bool abstract = TRY(is_abstract(ts, value));
    if (abstract) TRY(list_append(ts, *names, Ref::copy(key)));
  }
  Own<Tuple> bases = Own<Tuple>::copy(as<Type>(cls).bases);
  for (Value base : bases->span()) {
    Ref inherited = TRY(find_attr(ts, base, ts.names().dunder_abstractmethods));
    if (inherited.is_absent()) continue;
    Own<List> list = TRY(to_list(ts, inherited));
    for (int64_t i = 0; i < list->size; ++i) {
      Ref name = Ref::copy(list->at(i));
      Ref found = TRY(find_attr(ts, cls, name.get()));
      if (found.is_absent()) continue;
      bool abstract = TRY(is_abstract(ts, found));
      if (abstract) TRY(list_append(ts, *names, std::move(name)));
    }
  }
  Ref frozen = TRY(call(ts, Value::from_object(&core_type(ts, TypeId::kFrozenSet)), names));
  return set_attr(ts, cls, ts.names().dunder_abstractmethods, frozen);
}

constexpr uint32_t kPatternFlags = Type::kMapping | Type::kSequence;
// What `__abc_tpflags__` of collections.abc says, in CPython's numbers.
constexpr int64_t kSequenceFlag = 1 << 5;
constexpr int64_t kMappingFlag = 1 << 6;

Status abc_init(ThreadState& ts, Value cls) {
  if (!is<Type>(cls)) return raise(ts, Exc::kTypeError, "_abc_init() argument must be a class");
  TRY(ready_type(ts, as<Type>(cls)));
  TRY(compute_abstract_methods(ts, cls));
  Own<AbcData> data = TRY(new_native<AbcData>(ts));
  gc_track(ts, data.get());
  TRY(set_attr(ts, cls, "_abc_impl", data));
  Own<Str> name = TRY(intern(ts, "__abc_tpflags__"));
  Value flags = dict_get(ts, *as<Type>(cls).dict, name.get());
  if (flags.is_null() || !flags.is_int()) return {};
  Type& type = as<Type>(cls);
  if ((flags.as_int() & (kSequenceFlag | kMappingFlag)) == (kSequenceFlag | kMappingFlag)) {
    return raise(ts, Exc::kTypeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
  }
  if ((flags.as_int() & kSequenceFlag) != 0) type.flags = (type.flags & ~kPatternFlags) | Type::kSequence;
  if ((flags.as_int() & kMappingFlag) != 0) type.flags = (type.flags & ~kPatternFlags) | Type::kMapping;
  type_modified(ts, type);
  TRY(dict_delete(ts, *type.dict, name));
  return {};
}

// -- registering and asking ------------------------------------------------------------------------------------------------------------------

/// A registered class matches the patterns that the abstract one does, and so do its subclasses.
/// Built-in classes stay what they are: str is registered as a Sequence and yet matches no sequence pattern.
void spread_pattern_flags(Type& type, uint32_t flags) {
  if ((type.flags & kPatternFlags) != 0 || (type.flags & Type::kImmutable) != 0) return;
  type.flags |= flags;
  for (uint32_t i = 0; i < type.subclass_count; ++i) spread_pattern_flags(*type.subclasses[i], flags);
}

Result<Ref> abc_register(ThreadState& ts, Value cls, Value subclass) {
  if (!is<Type>(subclass)) return raise(ts, Exc::kTypeError, "Can only register classes");
  bool already = TRY(is_subclass(ts, subclass, cls));
  if (already) return Ref::copy(subclass);
  bool cycle = TRY(is_subclass(ts, cls, subclass));
  if (cycle) return raise(ts, Exc::kRuntimeError, "Refusing to create an inheritance cycle");
  Own<AbcData> data = TRY(data_of(ts, cls));
  TRY(add_class(ts, data->registry, subclass));
  ++state_of(ts).invalidation_counter;
  if (is<Type>(cls) && (as<Type>(cls).flags & kPatternFlags) != 0) spread_pattern_flags(as<Type>(subclass), as<Type>(cls).flags & kPatternFlags);
  return Ref::copy(subclass);
}

Result<Ref> subclass_check(ThreadState& ts, Value cls, Value subclass) {
  Own<Str> name = TRY(intern(ts, "__subclasscheck__"));
  return call_method_of(ts, cls, name, subclass);
}

Result<Ref> abc_instance_check(ThreadState& ts, Value cls, Value instance) {
  Own<AbcData> data = TRY(data_of(ts, cls));
  Ref subclass = TRY(get_attr(ts, instance, ts.names().dunder_class));
  bool known = TRY(has_class(ts, data->cache, subclass));
  if (known) return Result<Ref>::boolean(true);
  Value subtype = Value::from_object(&type_of(ts, instance));
  if (subtype == subclass.get()) {
    if (data->negative_version == state_of(ts).invalidation_counter) {
      bool refused = TRY(has_class(ts, data->negative_cache, subclass));
      if (refused) return Result<Ref>::boolean(false);
    }
    return subclass_check(ts, cls, subclass);
  }
  Ref answer = TRY(subclass_check(ts, cls, subclass));
  bool yes = TRY(truth(ts, answer));
  if (yes) return answer;
  return subclass_check(ts, cls, subtype);
}

/// Whether a class in the registry has `subclass` below it.
Result<bool> registry_has(ThreadState& ts, AbcData& data, Value subclass) {
  if (data.registry.is_null()) return false;
  Own<List> registered = TRY(to_list(ts, data.registry));
  for (int64_t i = 0; i < registered->size; ++i) {
    Ref candidate = weakref_get(as<WeakRef>(registered->at(i)));
    if (candidate.is_none()) continue;
    bool below = TRY(is_subclass(ts, subclass, candidate));
    if (below) return true;
  }
  return false;
}

/// The uncached answer: the class's own hook, real subclassing, the registry, the subclasses of the abstract class.
Result<bool> decide(ThreadState& ts, Value cls, AbcData& data, Value subclass) {
  Own<Str> hook_name = TRY(intern(ts, "__subclasshook__"));
  Ref hook = TRY(call_method_of(ts, cls, hook_name, subclass));
  if (!hook.get().is_not_implemented()) {
    if (!hook.get().is_bool()) return raise(ts, Exc::kAssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
    return hook.get().is_true();
  }
  if (is<Type>(cls) && is_subtype(as<Type>(subclass), as<Type>(cls))) return true;
  bool registered = TRY(registry_has(ts, data, subclass));
  if (registered) return true;
  Own<Str> subclasses_name = TRY(intern(ts, "__subclasses__"));
  Ref subclasses = TRY(call_method_of(ts, cls, subclasses_name));
  Own<List> list = TRY(to_list(ts, subclasses));
  for (int64_t i = 0; i < list->size; ++i) {
    bool below = TRY(is_subclass(ts, subclass, list->at(i)));
    if (below) return true;
  }
  return false;
}

Result<Ref> abc_subclass_check(ThreadState& ts, Value cls, Value subclass) {
  if (!is<Type>(subclass)) return raise(ts, Exc::kTypeError, "issubclass() arg 1 must be a class");
  Own<AbcData> data = TRY(data_of(ts, cls));
  bool known = TRY(has_class(ts, data->cache, subclass));
  if (known) return Result<Ref>::boolean(true);
  uint64_t version = state_of(ts).invalidation_counter;
  if (data->negative_version < version) {
    Ref old = Ref::steal(std::exchange(data->negative_cache, Value::null()));
    data->negative_version = version;
  } else {
    bool refused = TRY(has_class(ts, data->negative_cache, subclass));
    if (refused) return Result<Ref>::boolean(false);
  }
  bool answer = TRY(decide(ts, cls, *data, subclass));
  TRY(add_class(ts, answer ? data->cache : data->negative_cache, subclass));
  return Result<Ref>::boolean(answer);
}

// -- the rest ------------------------------------------------------------------------------------------------------------------------------------

int64_t get_cache_token(ThreadState& ts) { return static_cast<int64_t>(state_of(ts).invalidation_counter); }

void drop_set(Value& set) { Ref old = Ref::steal(std::exchange(set, Value::null())); }

Status reset_registry(ThreadState& ts, Value cls) {
  Own<AbcData> data = TRY(data_of(ts, cls));
  drop_set(data->registry);
  return {};
}

Status reset_caches(ThreadState& ts, Value cls) {
  Own<AbcData> data = TRY(data_of(ts, cls));
  drop_set(data->cache);
  drop_set(data->negative_cache);
  return {};
}

Result<Ref> copy_of(ThreadState& ts, Value set) {
  Value type = Value::from_object(&core_type(ts, TypeId::kSet));
  return set.is_null() ? call(ts, type) : call(ts, type, set);
}

Result<Ref> get_dump(ThreadState& ts, Value cls) {
  Own<AbcData> data = TRY(data_of(ts, cls));
  Ref registry = TRY(copy_of(ts, data->registry));
  Ref cache = TRY(copy_of(ts, data->cache));
  Ref negative = TRY(copy_of(ts, data->negative_cache));
  return new_tuple_of(ts, registry, cache, negative, Value::from_int(static_cast<int64_t>(data->negative_version)));
}

Result<Ref> data_new(ThreadState& ts, Type& type, CallArgs) {
  Own<AbcData> data = TRY(new_native<AbcData>(ts, type));
  data->negative_version = state_of(ts).invalidation_counter;
  gc_track(ts, data.get());
  return data;
}

void data_traverse(Object* object, GcVisitor& visit) {
  auto* data = static_cast<AbcData*>(object);
  for (Value set : {data->registry, data->cache, data->negative_cache}) visit(set);
}
void data_clear(ThreadState&, Object* object) {
  auto* data = static_cast<AbcData*>(object);
  for (Value* set : {&data->registry, &data->cache, &data->negative_cache}) drop_set(*set);
}

constexpr NativeMethod kFunctions[] = {
    function<abc_init>("_abc_init", "($module, self, /)", "Internal ABC helper for class set-up. Should be never used outside abc module."),
    function<abc_register>("_abc_register", "($module, self, subclass, /)", "Internal ABC helper for subclass registration."),
    function<abc_instance_check>("_abc_instancecheck", "($module, self, instance, /)", "Internal ABC helper for instance checks."),
    function<abc_subclass_check>("_abc_subclasscheck", "($module, self, subclass, /)", "Internal ABC helper for subclass checks."),
    function<get_cache_token>("get_cache_token", "($module, /)", "Returns the current ABC cache token."),
    function<reset_registry>("_reset_registry", "($module, self, /)", "Internal ABC helper to reset registry of a given class."),
    function<reset_caches>("_reset_caches", "($module, self, /)", "Internal ABC helper to reset both caches of a given class."),
    function<get_dump>("_get_dump", "($module, self, /)", "Internal ABC helper for cache and registry debugging."),
};

}  // namespace

bool is_abc_callback(Value callback) { return is_exactly(callback, TypeId::kBuiltin) && as<Builtin>(callback).row == &kForget; }

constexpr TypeSpec kAbcDataSpec = {
    .name = "_abc._abc_data",
    .doc = "Internal state held by ABC machinery.",
    .id = ModuleType::kAbcData,
    .size = sizeof(AbcData),
    .flags = Type::kCollected | Type::kWeakrefable,
    .slots = {.new_ = data_new},
    .traverse = data_traverse,
    .clear = data_clear,
    .dealloc = data_clear,
};

constexpr NativeModule kAbcModule = {
    .name = "_abc",
    .doc = "Module contains faster C implementation of abc.ABCMeta",
    .functions = kFunctions,
    .state_size = sizeof(State),
};

}  // namespace pyemb
