// SPDX-License-Identifier: MIT
// Making Python classes: metaclass, layout, MRO, __slots__, and the hooks that run at creation.
#include <cstring>

#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/class_method.h"
#include "objects/class_text.h"
#include "objects/codec_native.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/shape.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"

namespace pyemb {

Status check_encodable(ThreadState& ts, Str& text) {
  if (text.ascii) return {};
  Own<Bytes> encoded = TRY(encode_utf8(ts, text, nullptr));
  return {};
}

Status check_class_name(ThreadState& ts, Str& name) {
  TRY(check_encodable(ts, name));
  if (Utf8(ts, name).view().find('\0') != std::string_view::npos) return raise(ts, Exc::kValueError, "type name must not contain null characters");
  return {};
}

Result<Type*> calculate_metaclass(ThreadState& ts, Type& metatype, Tuple& bases) {
  Type* winner = &metatype;
  for (Value base : bases.span()) {
    Type& candidate = type_of(ts, base);
    if (is_subtype(*winner, candidate)) continue;
    if (!is_subtype(candidate, *winner)) {
      return raise(ts, Exc::kTypeError,
                   "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
    }
    winner = &candidate;
  }
  return winner;
}

// -- MRO: C3 linearization (Barrett et al., "A Monotonic Superclass Linearization for Dylan") -----------------------------------

namespace {

struct MroInput {
  Tuple* sequence;
  int64_t head;
};

bool in_tail(const MroInput& input, Value candidate) {
  for (int64_t i = input.head + 1; i < input.sequence->size; ++i) {
    if (input.sequence->at(i) == candidate) return true;
  }
  return false;
}

COLD Raised raise_mro_conflict(ThreadState& ts, std::span<MroInput> inputs) {
  Own<List> names = TRY(new_list(ts));
  for (const MroInput& input : inputs) {
    if (input.head >= input.sequence->size) continue;
    Value head = input.sequence->at(input.head);
    Ref name = TRY(get_attr(ts, head, ts.names().dunder_name));
    bool known = false;
    for (Value other : names->span()) known = known || (is<Str>(other) && is<Str>(name) && str_equal(as<Str>(other), as<Str>(name)));
    if (!known) TRY(list_append(ts, *names, std::move(name)));
  }
  Own<Str> comma = TRY(new_str(ts, ", "));
  Ref text = TRY(str_join(ts, *comma, names));
  return raise(ts, Exc::kTypeError, "Cannot create a consistent method resolution\norder (MRO) for bases %s", Utf8(ts, text).c_str());
}

/// Merges the inputs into `out`; their heads move on.
Status merge_mro(ThreadState& ts, std::span<MroInput> inputs, List& out) {
  for (;;) {
    bool left = false;
    Value next = Value::null();
    for (const MroInput& input : inputs) {
      if (input.head >= input.sequence->size) continue;
      left = true;
      Value candidate = input.sequence->at(input.head);
      bool blocked = false;
      for (const MroInput& other : inputs) blocked = blocked || in_tail(other, candidate);
      if (blocked) continue;
      next = candidate;
      break;
    }
    if (!left) return {};
    if (next.is_null()) return raise_mro_conflict(ts, inputs);
    TRY(list_append(ts, out, Ref::copy(next)));
    for (MroInput& input : inputs) {
      if (input.head < input.sequence->size && input.sequence->at(input.head) == next) ++input.head;
    }
  }
}

}  // namespace

Result<Ref> compute_mro(ThreadState& ts, Type& type) {
  Tuple& bases = *type.bases;
  for (int64_t i = 0; i < bases.size; ++i) {
    for (int64_t k = i + 1; k < bases.size; ++k) {
      if (bases.at(i) == bases.at(k)) return raise(ts, Exc::kTypeError, "duplicate base class %s", type_name(as<Type>(bases.at(i))));
    }
    TRY(ready_type(ts, as<Type>(bases.at(i))));
    if (as<Type>(bases.at(i)).mro == nullptr) {
      return raise(ts, Exc::kTypeError, "Cannot extend an incomplete type '%s'", type_name(as<Type>(bases.at(i))));
    }
  }
  size_t count = static_cast<size_t>(bases.size) + 1;
  size_t bytes = count * sizeof(MroInput);
  auto* inputs = static_cast<MroInput*>(ts.interp.heap.allocate_buffer(bytes));
  if (inputs == nullptr) return raise_no_memory(ts);
  for (size_t i = 0; i + 1 < count; ++i) inputs[i] = MroInput{as<Type>(bases.at(static_cast<int64_t>(i))).mro, 0};
  inputs[count - 1] = MroInput{&bases, 0};
  Result<Own<List>> made = new_list(ts);
  Status merged = made.raised() ? Status(Raised{}) : Status();
  Own<List> order;
  if (!made.raised()) {
    order = made.take();
    merged = list_append(ts, *order, Ref::copy(static_cast<Object*>(&type)));
    if (!merged.raised()) merged = merge_mro(ts, std::span<MroInput>(inputs, count), *order);
  }
  ts.interp.heap.release_buffer(inputs, bytes);
  TRY(merged);
  return new_tuple(ts, order->span());
}

namespace {

// -- layout ------------------------------------------------------------------------------------------------------------------

/// Whether instances of `type` have fields that those of its base have not (attribute slots aside).
bool adds_fields(const Type& type) {
  const Type* base = type.base;
  if (base == nullptr) return false;
  return type.native_size != base->native_size || type.member_count != base->member_count || type.spec->item_size != base->spec->item_size;
}

const Type& solid_base(const Type& type) {
  const Type* t = &type;
  while (t->base != nullptr && !adds_fields(*t)) t = t->base;
  return *t;
}

}  // namespace

bool is_acceptable_base(const Type& type) {
  return type.has_flag(Type::kSubclassable) || (type.has_flag(Type::kHeapType) && !type.has_flag(Type::kDescribed));
}

Result<Type*> best_base(ThreadState& ts, Tuple& bases) {
  Type* best = nullptr;
  const Type* winner = nullptr;
  for (Value value : bases.span()) {
    if (!is<Type>(value)) return raise(ts, Exc::kTypeError, "bases must be types");
    Type& base = as<Type>(value);
    if (!is_acceptable_base(base)) {
      return raise(ts, Exc::kTypeError, "type '%s' is not an acceptable base type", type_name(base));
    }
    const Type& candidate = solid_base(base);
    if (winner == nullptr || (&candidate != winner && is_subtype(candidate, *winner))) {
      winner = &candidate;
      best = &base;
    } else if (!is_subtype(*winner, candidate)) {
      return raise(ts, Exc::kTypeError, "multiple bases have instance lay-out conflict");
    }
  }
  return best;
}

namespace {

// -- __slots__ ------------------------------------------------------------------------------------------------------------------

struct SlotPlan {
  Own<List> names;  ///< members to add, mangled and sorted
  bool given = false;
  bool wants_dict = false;
  bool wants_weakref = false;
};

/// `__x` in class C is `_C__x`.
Result<Own<Str>> mangle(ThreadState& ts, Str& class_name, Str& name) {
  Utf8 text(ts, name);
  Utf8 owner(ts, class_name);
  std::string_view n = text.view();
  std::string_view c = owner.view();
  bool is_private = n.starts_with("__") && !n.ends_with("__") && n.find('.') == n.npos;
  size_t start = c.find_first_not_of('_');
  if (!is_private || start == c.npos) return intern(ts, name);
  Own<Str> mangled = TRY(new_str_format(ts, "_%s%s", c.data() + start, n.data()));
  return intern(ts, *mangled);
}

Status plan_one_slot(ThreadState& ts, Str& class_name, Type& base, Dict& dict, Value item, SlotPlan& plan) {
  if (!is<Str>(item)) return raise(ts, Exc::kTypeError, "__slots__ items must be strings, not '%s'", type_name(ts, item));
  Own<Str> checker = TRY(intern(ts, "isidentifier"));
  Ref is_id = TRY(call_method(ts, item, checker, {}));
  if (!is_id.get().is_true()) return raise(ts, Exc::kTypeError, "__slots__ must be identifiers");
  Str& name = as<Str>(item);
  if (str_equal(name, "__dict__")) {
    if (base.has_flag(Type::kAttrSlots) || base.dict_offset != 0 || plan.wants_dict) {
      return raise(ts, Exc::kTypeError, "__dict__ slot disallowed: we already got one");
    }
    plan.wants_dict = true;
    return {};
  }
  if (str_equal(name, "__weakref__")) {
    if (base.has_flag(Type::kWeakrefable) || plan.wants_weakref) {
      return raise(ts, Exc::kTypeError, "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
    }
    plan.wants_weakref = true;
    return {};
  }
  Own<Str> mangled = TRY(mangle(ts, class_name, name));
  Value existing = dict_get(ts, dict, mangled.get());
  if (!existing.is_null() && !str_equal(*mangled, "__qualname__") && !str_equal(*mangled, "__classcell__")) {
    return raise(ts, Exc::kValueError, "'%s' in __slots__ conflicts with class variable", Utf8(ts, Value(mangled)).c_str());
  }
  return list_append(ts, *plan.names, std::move(mangled));
}

Result<SlotPlan*> plan_slots(ThreadState& ts, Str& class_name, Type& base, Dict& dict, SlotPlan& plan) {
  plan.names = TRY(new_list(ts));
  Value slots = dict_get(ts, dict, ts.names().dunder_slots);
  if (slots.is_null()) return &plan;
  plan.given = true;
  Own<Tuple> items;
  if (is<Str>(slots)) {
    items = TRY(new_tuple_of(ts, slots));
  } else {
    Ref keep = Ref::copy(slots);
    items = TRY(to_tuple(ts, keep));
  }
  if (items->size > 0 && base.has_flag(Type::kVarSized) && base.id != TypeId::kType) {
    bool only_special = true;
    for (Value item : items->span()) {
      only_special = only_special && is<Str>(item) && (str_equal(as<Str>(item), "__dict__") || str_equal(as<Str>(item), "__weakref__"));
    }
    if (!only_special) return raise(ts, Exc::kTypeError, "nonempty __slots__ not supported for subtype of '%s'", type_name(base));
  }
  for (Value item : items->span()) TRY(plan_one_slot(ts, class_name, base, dict, item, plan));
  TRY(list_sort(ts, *plan.names, Value::null(), false));
  return &plan;
}

// -- the steps of type.__new__ ------------------------------------------------------------------------------------------------------

bool any_base_has(Tuple& bases, Type::Flag flag) {
  for (Value base : bases.span()) {
    if (as<Type>(base).has_flag(flag)) return true;
  }
  return false;
}

/// Whether the class is a mapping or a sequence for patterns: as the first base that is one of them.
uint32_t pattern_kind(Tuple& bases) {
  constexpr uint32_t kKinds = Type::kMapping | Type::kSequence;
  for (Value base : bases.span()) {
    if ((as<Type>(base).flags & kKinds) != 0) return as<Type>(base).flags & kKinds;
  }
  return 0;
}

/// The struct of the new class: layout and flags.
Result<Own<Type>> allocate_class(ThreadState& ts, Type& metatype, Str& name, Tuple& bases, Type& base, const SlotPlan& plan) {
  Own<Type> type = TRY(new_native<Type>(ts, metatype));
  type->spec = base.spec;
  type->interp = &ts.interp;
  type->id = TypeId::kNoType;
  type->flags = Type::kHeapType | Type::kReady | Type::kCollected | Type::kSubclassable | (base.flags & (Type::kVarSized | Type::kMatchSelf)) |
                pattern_kind(bases);
  type->native_size = base.native_size;
  type->dict_offset = base.dict_offset;
  type->member_count = base.member_count + static_cast<uint32_t>(plan.names->size);
  bool has_dict = any_base_has(bases, Type::kAttrSlots) || !plan.given || plan.wants_dict;
  if (has_dict && base.dict_offset == 0) {
    type->flags |= Type::kAttrSlots;
    type->slots_offset = type->native_size + type->member_count * static_cast<uint32_t>(sizeof(Value));
  }
  if (any_base_has(bases, Type::kWeakrefable) || !plan.given || plan.wants_weakref) type->flags |= Type::kWeakrefable;
  type->base = Own<Type>::copy(&base).release();
  type->bases = Own<Tuple>::copy(&bases).release();
  type->name = TRY(intern(ts, name)).release();
  gc_track(ts, type.get());
  return type;
}

/// Functions that become class or static methods by their name.
Status wrap_implicit(ThreadState& ts, Dict& dict, Str* name, bool is_static) {
  Value function = dict_get(ts, dict, name);
  if (function.is_null() || !is_exactly(function, TypeId::kFunction)) return {};
  Ref wrapped = TRY(is_static ? new_static_method(ts, function) : new_class_method(ts, function));
  return dict_set(ts, dict, Value::from_object(name), wrapped);
}

Status fill_class_dict(ThreadState& ts, Type& type, SlotPlan& plan) {
  const Names& names = ts.names();
  Dict& dict = *type.dict;
  Value qualname = dict_get(ts, dict, names.dunder_qualname);
  if (qualname.is_null()) {
    type.qualname = Own<Str>::copy(type.name).release();
  } else {
    if (!is<Str>(qualname)) return raise(ts, Exc::kTypeError, "type __qualname__ must be a str, not %s", type_name(ts, qualname));
    type.qualname = Own<Str>::copy(&as<Str>(qualname)).release();
    TRY(dict_delete(ts, dict, Value::from_object(names.dunder_qualname)));
  }
  if (dict_get(ts, dict, names.dunder_module).is_null() && ts.interp.hooks.current_globals != nullptr) {
    Dict* globals = ts.interp.hooks.current_globals(ts);
    Value module = globals != nullptr ? dict_get(ts, *globals, names.dunder_name) : Value::null();
    if (!module.is_null()) TRY(dict_set(ts, dict, Value::from_object(names.dunder_module), module));
  }
  TRY(wrap_implicit(ts, dict, names.dunder_new, true));
  TRY(wrap_implicit(ts, dict, names.dunder_init_subclass, false));
  TRY(wrap_implicit(ts, dict, names.dunder_class_getitem, false));
  uint32_t index = type.base->member_count;
  for (Value name : plan.names->span()) {
    Ref member = TRY(new_slot_member(ts, as<Str>(name), type, index++));
    TRY(dict_set(ts, dict, name, member));
  }
  Value eq = dict_get(ts, dict, names.dunder_eq);
  if (!eq.is_null() && dict_get(ts, dict, names.dunder_hash).is_null()) {
    TRY(dict_set(ts, dict, Value::from_object(names.dunder_hash), Value::none()));
  }
  Value doc = dict_get(ts, dict, names.dunder_doc);
  if (doc.is_null()) return dict_set(ts, dict, Value::from_object(names.dunder_doc), Value::none());
  if (is<Str>(doc)) return check_encodable(ts, as<Str>(doc));
  return {};
}

/// `__dict__` and `__weakref__` of the class's own instances show as attributes of the class that brings them in.
Status add_instance_getsets(ThreadState& ts, Type& type);

Status set_class_cell(ThreadState& ts, Type& type) {
  Value cell = dict_get(ts, *type.dict, ts.names().dunder_classcell);
  if (cell.is_null()) return {};
  if (!is_exactly(cell, TypeId::kCell)) {
    return raise(ts, Exc::kTypeError, "type.__new__: __classcell__ must be a nonlocal cell, not <class '%s'>", type_name(ts, cell));
  }
  Ref old = Ref::steal(std::exchange(as<Cell>(cell).contents, Ref::copy(static_cast<Object*>(&type)).release()));
  TRY(dict_delete(ts, *type.dict, Value::from_object(ts.names().dunder_classcell)));
  return {};
}

/// The MRO, by the metaclass's mro() if it has one of its own.
Status set_mro(ThreadState& ts, Type& type) {
  Ref order;
  if (type.type->id == TypeId::kType) {
    order = TRY(compute_mro(ts, type));
  } else {
    Ref custom = TRY(call_method(ts, Value::from_object(&type), Value::from_object(ts.names().mro), {}));
    order = TRY(to_tuple(ts, custom));
    for (Value entry : order.as<Tuple>()->span()) {
      if (!is<Type>(entry)) return raise(ts, Exc::kTypeError, "mro() returned a non-class ('%s')", type_name(ts, entry));
      if (!is_subtype(solid_base(type), solid_base(as<Type>(entry)))) {
        return raise(ts, Exc::kTypeError, "mro() returned base with unsuitable layout ('%s')", type_name(as<Type>(entry)));
      }
    }
  }
  Tuple* old = std::exchange(type.mro, static_cast<Tuple*>(order.release().as_object()));
  if (old != nullptr) decref(static_cast<Object*>(old));
  return {};
}

Status call_set_names(ThreadState& ts, Type& type) {
  Own<Dict> snapshot = TRY(dict_copy(ts, *type.dict));
  Value key, value;
  for (int64_t position = 0; dict_next(*snapshot, &position, &key, &value);) {
    TRY(ready_type(ts, type_of(ts, value)));
    Value found = type_lookup(ts, type_of(ts, value), ts.names().dunder_set_name);
    if (found.is_null()) continue;
    const Value args[] = {Value::from_object(&type), key};
    Ref hook = Ref::copy(found);
    Result<Ref> result = call_found(ts, hook, value, args);
    if (result.raised()) {
      Ref cause = ts.take_pending();
      Own<Str> shown = TRY(repr(ts, key));
      static_cast<void>(raise(ts, Exc::kRuntimeError, "Error calling __set_name__ on '%s' instance %s in '%s'", type_name(ts, value),
                              Utf8(ts, *shown).c_str(), type_name(type)));
      Ref error = ts.take_pending();
      set_cause(*error.as<Exception>(), cause);
      set_context(*error.as<Exception>(), cause);
      return raise_object(ts, std::move(error));
    }
    Ref ignored = result.take();
  }
  return {};
}

Status call_init_subclass(ThreadState& ts, Type& type, CallArgs args) {
  // super(type, type).__init_subclass__(**kwargs): found after `type` in its own MRO
  for (int64_t i = 1; i < type.mro->size; ++i) {
    Value found = dict_get(ts, *as<Type>(type.mro->at(i)).dict, ts.names().dunder_init_subclass);
    if (found.is_null()) continue;
    Ref hook = Ref::copy(found);
    DescrGetFn get = type_of(ts, hook).slots.descr_get;
    Ref bound = get != nullptr ? TRY(get(ts, hook, Value::null(), Value::from_object(&type))) : Ref::copy(hook);
    Ref ignored = TRY(call(ts, bound, CallArgs{args.values + args.count, 0, args.names}));
    return {};
  }
  return {};
}

}  // namespace

Result<Ref> type_new(ThreadState& ts, Type& metatype, CallArgs args) {
  if (args.count != 3 || !is<Str>(args.values[0]) || !is<Tuple>(args.values[1]) || !is<Dict>(args.values[2])) {
    if (args.count != 3) return raise(ts, Exc::kTypeError, "type.__new__() takes exactly 3 arguments (%zu given)", args.count);
    int which = !is<Str>(args.values[0]) ? 0 : !is<Tuple>(args.values[1]) ? 1 : 2;
    constexpr const char* kExpected[] = {"str", "tuple", "dict"};
    return raise(ts, Exc::kTypeError, "type.__new__() argument %d must be %s, not %s", which + 1, kExpected[which], type_name(ts, args.values[which]));
  }
  Str& name = as<Str>(args.values[0]);
  Own<Tuple> bases = Own<Tuple>::copy(&as<Tuple>(args.values[1]));
  if (bases->size == 0) {
    bases = TRY(new_tuple_of(ts, Value::from_object(&core_type(ts, TypeId::kObject))));
  } else {
    for (Value base : bases->span()) {
      if (is<Type>(base)) continue;
      Ref entries = TRY(find_attr(ts, base, ts.names().dunder_mro_entries));
      if (!entries.is_absent()) {
        return raise(ts, Exc::kTypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
      }
    }
    Type* winner = TRY(calculate_metaclass(ts, metatype, *bases));
    if (winner != &metatype && winner->slots.new_ != core_type(ts, TypeId::kType).slots.new_) return winner->slots.new_(ts, *winner, args);
    if (winner != &metatype) return type_new(ts, *winner, args);
  }
  Type* base = TRY(best_base(ts, *bases));
  Own<Dict> dict = TRY(dict_copy(ts, as<Dict>(args.values[2])));
  SlotPlan plan;
  TRY(plan_slots(ts, name, *base, *dict, plan));
  TRY(check_class_name(ts, name));

  Own<Type> type = TRY(allocate_class(ts, metatype, name, *bases, *base, plan));
  type->dict = dict.release();
  TRY(fill_class_dict(ts, *type, plan));
  TRY(add_instance_getsets(ts, *type));
  TRY(set_class_cell(ts, *type));
  TRY(set_mro(ts, *type));
  for (Value entry : bases->span()) TRY(type_link_subclass(ts, as<Type>(entry), *type));
  type_fill_slots(ts, *type);
  TRY(call_set_names(ts, *type));
  TRY(call_init_subclass(ts, *type, args));
  return type;
}

namespace {

Result<Ref> instance_dict_get(ThreadState& ts, Value self) {
  if (!self.is_heap()) return raise_attribute_error(ts, self, Value::from_object(ts.names().dunder_dict));
  Value dict = TRY(instance_dict(ts, self.as_object()));
  if (dict.is_null()) return raise_attribute_error(ts, self, Value::from_object(ts.names().dunder_dict));
  return Ref::copy(dict);
}

Status instance_dict_set(ThreadState& ts, Value self, Value value) {
  if (!value.is_null() && !is<Dict>(value)) {
    return raise(ts, Exc::kTypeError, "__dict__ must be set to a dictionary, not a '%s'", type_name(ts, value));
  }
  const Type* native = &type_of(ts, self);
  while (native->has_flag(Type::kHeapType)) native = native->base;
  if (value.is_null() && (native->dict_offset != 0 || native->has_flag(Type::kAttrSlots))) {
    return raise(ts, Exc::kTypeError, "cannot delete __dict__");
  }
  return set_instance_dict(ts, self.as_object(), value);
}

Result<Ref> instance_weakref_get(ThreadState&, Value) { return Ref::none(); }

constexpr GetSet kDictGetSet = getset<instance_dict_get, instance_dict_set>("__dict__", "dictionary for instance variables (if defined)");
constexpr GetSet kWeakrefGetSet = getset<instance_weakref_get>("__weakref__", "list of weak references to the object (if defined)");

Status add_instance_getsets(ThreadState& ts, Type& type) {
  const Names& names = ts.names();
  TRY(add_dict_getset(ts, type, *type.dict));
  if (type.has_flag(Type::kWeakrefable) && !type.base->has_flag(Type::kWeakrefable) && dict_get(ts, *type.dict, names.dunder_weakref).is_null()) {
    Ref descriptor = TRY(new_getset_descriptor(ts, kWeakrefGetSet, type));
    TRY(dict_set(ts, *type.dict, Value::from_object(names.dunder_weakref), descriptor));
  }
  return {};
}

}  // namespace

Status add_dict_getset(ThreadState& ts, Type& type, Dict& dict) {
  if (type.base == nullptr) return {};
  bool slots = type.has_flag(Type::kAttrSlots) && !type.base->has_flag(Type::kAttrSlots);
  bool field = type.dict_offset != 0 && type.base->dict_offset == 0;
  Str* name = ts.names().dunder_dict;
  if ((!slots && !field) || !dict_get(ts, dict, name).is_null()) return {};
  Ref descriptor = TRY(new_getset_descriptor(ts, kDictGetSet, type));
  return dict_set(ts, dict, Value::from_object(name), descriptor);
}

}  // namespace pyemb
