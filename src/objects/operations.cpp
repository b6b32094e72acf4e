// SPDX-License-Identifier: MIT
#include "objects/operations.h"

#include <bit>

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/generic_alias.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/number.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "state/native_stack.h"

namespace pyemb {

// -- hash, truth, length -----------------------------------------------------------------------------------------------------

int64_t hash_address(const void* address) {
  // The low bits of an address are always zero: rotate them away, so that neighbours differ.
  auto h = static_cast<int64_t>(std::rotr(reinterpret_cast<uintptr_t>(address), 4));
  return h == -1 ? -2 : h;
}

Result<int64_t> hash_unhashable(ThreadState& ts, Value value) {
  return raise(ts, Exc::kTypeError, "unhashable type: '%s'", type_name(ts, value));
}

Result<int64_t> hash(ThreadState& ts, Value value) {
  if (is_str(value)) return static_cast<int64_t>(str_hash(ts, as<Str>(value)));
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  HashFn function = type_of(ts, value).slots.hash;
  return function != nullptr ? function(ts, value) : hash_unhashable(ts, value);
}

Result<bool> truth_slow(ThreadState& ts, Value value) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  Type& type = type_of(ts, value);
  if (type.slots.truth != nullptr) return type.slots.truth(ts, value);
  if (type.slots.length == nullptr) return true;
  int64_t size = TRY(type.slots.length(ts, value));
  return size > 0;
}

Result<int64_t> length(ThreadState& ts, Value value) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  LengthFn function = type_of(ts, value).slots.length;
  if (function == nullptr) return raise(ts, Exc::kTypeError, "object of type '%s' has no len()", type_name(ts, value));
  return function(ts, value);
}

Result<int64_t> length_hint(ThreadState& ts, Value value, int64_t fallback) {
  if (type_of(ts, value).slots.length != nullptr) {
    Result<int64_t> size = length(ts, value);
    if (!size.raised()) return size;
    if (!clear_pending_if(ts, Exc::kTypeError)) return Raised{};
  }
  Result<Ref> answer = call_special(ts, value, ts.names().dunder_length_hint);
  if (answer.raised()) {
    if (!clear_pending_if(ts, Exc::kTypeError)) return Raised{};
    return fallback;
  }
  Ref hint = answer.take();
  if (hint.is_absent() || hint.get().is_not_implemented()) return fallback;
  if (!is_any_int(hint)) return raise(ts, Exc::kTypeError, "__length_hint__ must be an integer, not %s", type_name(ts, hint));
  int64_t size = TRY(to_index(ts, hint));
  if (size < 0) return raise(ts, Exc::kValueError, "__length_hint__() should return >= 0");
  return size;
}

// -- comparison --------------------------------------------------------------------------------------------------------------

namespace {

constexpr Compare kReflected[] = {Compare::kGt, Compare::kGe, Compare::kEq, Compare::kNe, Compare::kLt, Compare::kLe};
constexpr const char* kCompareText[] = {"<", "<=", "==", "!=", ">", ">="};

Result<Ref> compare_dispatch(ThreadState& ts, Value left, Value right, Compare op) {
  Type& left_type = type_of(ts, left);
  Type& right_type = type_of(ts, right);
  Compare reflected = kReflected[static_cast<int>(op)];
  bool right_tried = false;
  if (&left_type != &right_type && right_type.slots.compare != nullptr && is_subtype(right_type, left_type)) {
    right_tried = true;
    Ref answer = TRY(right_type.slots.compare(ts, right, left, reflected));
    if (!answer.get().is_not_implemented()) return answer;
  }
  if (left_type.slots.compare != nullptr) {
    Ref answer = TRY(left_type.slots.compare(ts, left, right, op));
    if (!answer.get().is_not_implemented()) return answer;
  }
  if (!right_tried && right_type.slots.compare != nullptr) {
    Ref answer = TRY(right_type.slots.compare(ts, right, left, reflected));
    if (!answer.get().is_not_implemented()) return answer;
  }
  if (op == Compare::kEq) return Result<Ref>::boolean(left == right);
  if (op == Compare::kNe) return Result<Ref>::boolean(!(left == right));
  return raise(ts, Exc::kTypeError, "'%s' not supported between instances of '%s' and '%s'", kCompareText[static_cast<int>(op)],
               type_name(left_type), type_name(right_type));
}

}  // namespace

Result<Ref> compare(ThreadState& ts, Value left, Value right, Compare op) {
  RecursionGuard guard(ts, " in comparison");
  if (guard.exceeded()) return guard.raise();
  return compare_dispatch(ts, left, right, op);
}

Result<bool> compare_bool(ThreadState& ts, Value left, Value right, Compare op) {
  if (left == right) {
    if (op == Compare::kEq) return true;
    if (op == Compare::kNe) return false;
  }
  Ref answer = TRY(compare(ts, left, right, op));
  return truth(ts, answer);
}

Result<bool> equal(ThreadState& ts, Value left, Value right) {
  if (left == right) return true;
  if (is_str(left) && is_str(right)) return str_equal(as<Str>(left), as<Str>(right));
  if (Value::both_int(left, right)) return false;
  return compare_bool(ts, left, right, Compare::kEq);
}

// -- items -------------------------------------------------------------------------------------------------------------------

namespace {

/// type[key]: __class_getitem__, which type itself answers with a GenericAlias.
Result<Ref> get_class_item(ThreadState& ts, Type& type, Value key) {
  if (type.id == TypeId::kType) return new_generic_alias(ts, Value::from_object(&type), key);
  Ref hook = TRY(find_attr(ts, Value::from_object(&type), ts.names().dunder_class_getitem));
  if (hook.is_absent() || hook.is_none()) return raise(ts, Exc::kTypeError, "type '%s' is not subscriptable", type_name(type));
  return call(ts, hook, key);
}

}  // namespace

Result<Ref> get_item(ThreadState& ts, Value object, Value key) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  BinaryFn function = type_of(ts, object).slots.getitem;
  if (LIKELY(function != nullptr)) return function(ts, object, key);
  if (is<Type>(object)) return get_class_item(ts, as<Type>(object), key);
  return raise(ts, Exc::kTypeError, "'%s' object is not subscriptable", type_name(ts, object));
}

Status set_item(ThreadState& ts, Value object, Value key, Value value) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  SetItemFn function = type_of(ts, object).slots.setitem;
  if (LIKELY(function != nullptr)) return function(ts, object, key, value);
  const char* what = "does not support item assignment";
  if (value.is_null()) {  // CPython asks sequences by index in other words
    const Slots& slots = type_of(ts, object).slots;
    bool by_index = is_any_int(key) && (slots.getitem != nullptr || slots.contains != nullptr);
    what = by_index ? "doesn't support item deletion" : "does not support item deletion";
  }
  return raise(ts, Exc::kTypeError, "'%s' object %s", type_name(ts, object), what);
}

Result<bool> contains(ThreadState& ts, Value container, Value item) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  Type& type = type_of(ts, container);
  if (type.slots.contains != nullptr) return type.slots.contains(ts, container, item);
  Result<Ref> made = get_iter(ts, container);
  if (made.raised()) {
    if (!clear_pending_if(ts, Exc::kTypeError)) return Raised{};
    return raise(ts, Exc::kTypeError, "argument of type '%s' is not iterable", type_name(type));
  }
  Ref iterator = made.take();
  for (;;) {
    Ref next = TRY(next_item(ts, iterator));
    if (next.is_absent()) return false;
    bool same = TRY(equal(ts, next, item));
    if (same) return true;
  }
}

// -- iteration ---------------------------------------------------------------------------------------------------------------

bool is_iterator(ThreadState& ts, Value value) { return type_of(ts, value).slots.next != nullptr; }

bool is_iterable(ThreadState& ts, Value value) {
  Type& type = type_of(ts, value);
  return type.slots.iter != nullptr || (type.slots.getitem != nullptr && !derives_from(type, TypeId::kDict));
}

Result<Ref> get_iter(ThreadState& ts, Value iterable) {
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  Type& type = type_of(ts, iterable);
  if (LIKELY(type.slots.iter != nullptr)) {
    Ref iterator = TRY(type.slots.iter(ts, iterable));
    if (LIKELY(is_iterator(ts, iterator))) return iterator;
    return raise(ts, Exc::kTypeError, "iter() returned non-iterator of type '%s'", type_name(ts, iterator));
  }
  if (is_iterable(ts, iterable)) return new_sequence_iterator(ts, iterable);
  return raise(ts, Exc::kTypeError, "'%s' object is not iterable", type_name(type));
}

Result<Ref> next_item(ThreadState& ts, Value iterator) {
  // Iterators over iterators over iterators: no depth is counted, the native stack is the limit.
  if (native_stack_spent(ts)) return raise_recursion(ts, "");
  UnaryFn next = type_of(ts, iterator).slots.next;
  if (UNLIKELY(next == nullptr)) return raise(ts, Exc::kTypeError, "'%s' object is not an iterator", type_name(ts, iterator));
  Result<Ref> item = next(ts, iterator);
  if (LIKELY(!item.raised())) return item;
  if (!clear_pending_if(ts, Exc::kStopIteration)) return Raised{};
  return Result<Ref>::absent();
}

// -- isinstance, issubclass ----------------------------------------------------------------------------------------------------

namespace {

/// `cls.__bases__` if it is a tuple, else absent: any object with one counts as a class.
Result<Ref> abstract_bases(ThreadState& ts, Value cls) {
  Ref bases = TRY(find_attr(ts, cls, ts.names().dunder_bases));
  if (!bases.is_absent() && !is<Tuple>(bases)) return Result<Ref>::absent();
  return bases;
}

Result<bool> abstract_is_subclass(ThreadState& ts, Value derived, Value cls) {
  if (derived == cls) return true;
  RecursionGuard guard(ts, " in __issubclass__");
  if (guard.exceeded()) return guard.raise();
  Ref bases = TRY(abstract_bases(ts, derived));
  if (bases.is_absent()) return false;
  for (int64_t i = 0; i < bases.as<Tuple>()->size; ++i) {
    bool answer = TRY(abstract_is_subclass(ts, bases.as<Tuple>()->at(i), cls));
    if (answer) return true;
  }
  return false;
}

Status check_class(ThreadState& ts, Value cls, const char* message) {
  Ref bases = TRY(abstract_bases(ts, cls));
  if (!bases.is_absent()) return {};
  return raise(ts, Exc::kTypeError, "%s", message);
}

}  // namespace

Result<bool> real_is_instance(ThreadState& ts, Value object, Value cls) {
  if (is<Type>(cls)) {
    if (is_subtype(type_of(ts, object), as<Type>(cls))) return true;
    Ref claimed = TRY(find_attr(ts, object, ts.names().dunder_class));
    return !claimed.is_absent() && is<Type>(claimed) && claimed.object() != static_cast<Object*>(&type_of(ts, object)) &&
           is_subtype(*claimed.as<Type>(), as<Type>(cls));
  }
  TRY(check_class(ts, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
  Ref claimed = TRY(find_attr(ts, object, ts.names().dunder_class));
  if (claimed.is_absent()) return false;
  return abstract_is_subclass(ts, claimed, cls);
}

Result<bool> real_is_subclass(ThreadState& ts, Value derived, Value cls) {
  if (is<Type>(cls) && is<Type>(derived)) return is_subtype(as<Type>(derived), as<Type>(cls));
  TRY(check_class(ts, derived, "issubclass() arg 1 must be a class"));
  TRY(check_class(ts, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"));
  return abstract_is_subclass(ts, derived, cls);
}

Result<bool> is_instance(ThreadState& ts, Value object, Value cls) {
  if (Value::from_object(&type_of(ts, object)) == cls) return true;
  if (is<Type>(cls) && cls.as_object()->type->id == TypeId::kType) return real_is_instance(ts, object, cls);
  if (is<Tuple>(cls)) {
    RecursionGuard guard(ts, " in __instancecheck__");
    if (guard.exceeded()) return guard.raise();
    Ref keep = Ref::copy(cls);
    for (int64_t i = 0; i < as<Tuple>(keep).size; ++i) {
      bool answer = TRY(is_instance(ts, object, as<Tuple>(keep).at(i)));
      if (answer) return true;
    }
    return false;
  }
  RecursionGuard guard(ts, " in __instancecheck__");
  if (guard.exceeded()) return guard.raise();
  Ref answer = TRY(call_special(ts, cls, ts.names().dunder_instancecheck, std::span<const Value>(&object, 1)));
  if (answer.is_absent()) return real_is_instance(ts, object, cls);
  return truth(ts, answer);
}

Result<bool> is_subclass(ThreadState& ts, Value type, Value cls) {
  if (is<Type>(cls) && cls.as_object()->type->id == TypeId::kType) {
    if (type == cls) return true;
    return real_is_subclass(ts, type, cls);
  }
  if (is<Tuple>(cls)) {
    RecursionGuard guard(ts, " in __subclasscheck__");
    if (guard.exceeded()) return guard.raise();
    Ref keep = Ref::copy(cls);
    for (int64_t i = 0; i < as<Tuple>(keep).size; ++i) {
      bool answer = TRY(is_subclass(ts, type, as<Tuple>(keep).at(i)));
      if (answer) return true;
    }
    return false;
  }
  RecursionGuard guard(ts, " in __subclasscheck__");
  if (guard.exceeded()) return guard.raise();
  Ref answer = TRY(call_special(ts, cls, ts.names().dunder_subclasscheck, std::span<const Value>(&type, 1)));
  if (answer.is_absent()) return real_is_subclass(ts, type, cls);
  return truth(ts, answer);
}

Result<Ref> dir(ThreadState& ts, Value object) {
  Ref names = TRY(call_special(ts, object, ts.names().dunder_dir));
  if (names.is_absent()) return raise(ts, Exc::kTypeError, "object does not provide __dir__");
  Own<List> list = TRY(to_list(ts, names));
  TRY(list_sort(ts, *list, Value::null(), false));
  return list;
}

// -- repr of cyclic structures -------------------------------------------------------------------------------------------------

ReprGuard::ReprGuard(ThreadState& ts, Value object) : ts_(ts), state_(kRaised) {
  if (ts.repr_running.is_null()) {
    Result<Own<List>> list = new_list(ts);
    if (list.raised()) return;
    ts.repr_running = Value::from_object(list.take().release());
  }
  List& running = as<List>(ts.repr_running);
  for (Value other : running.span()) {
    if (other == object) {
      state_ = kRunning;
      return;
    }
  }
  if (!list_append(ts, running, Ref::copy(object)).raised()) state_ = kEntered;
}

ReprGuard::~ReprGuard() {
  if (state_ != kEntered) return;
  List& running = as<List>(ts_.repr_running);
  if (running.size > 0) Ref last = list_take(ts_, running, running.size - 1);
}

}  // namespace pyemb
