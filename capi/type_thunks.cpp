// SPDX-License-Identifier: MIT
// Thunks: C functions that call the slots of native types and Python classes, for C code that finds them in the fields of a type.
//
// `PyList_Type.tp_init(self, ...)` means list's own function, also for an instance of a C-defined subclass, whose tp_init may be the caller: the native
// form asks the nearest native type of the object. The other form, for Python classes, asks the object's own type.
#include "foreign_call.h"
#include "objects/call.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/slot_table.h"
#include "objects/str.h"
#include "type_slots.h"

namespace pyemb::capi {
namespace {

/// Whose slot a thunk calls.
enum class ThunkKind : bool { kNative, kDispatch };

Raised raise_no_slot(Api api, Value self) { return raise(api, Exc::kTypeError, "'%.200s' object does not support this operation", type_name(api, self)); }

/// The slot of At that a thunk calls for an object.
template <class At, ThunkKind kind>
auto slot_for(ThreadState& ts, Value self) {
  Type& type = type_of(ts, self);
  return (kind == ThunkKind::kNative ? native_base(type) : type).slots.*At::field;
}

/// Runs `body(api, slot)` if the object is there and its type has the slot.
template <class At, ThunkKind kind, class T, class Body>
Result<T> with_slot(Api api, PyObject* self, Body body) {
  Value value = TRY(expect_value(api, self));
  auto slot = slot_for<At, kind>(api, value);
  if (slot == nullptr) return raise_no_slot(api, value);
  return body(slot, value);
}

/// The arguments of a tuple and a dict, either of which may be NULL.
class CArguments {
 public:
  explicit CArguments(Api api) : api_(api), spread_(api) {}
  Status take(PyObject* args, PyObject* kwargs) {
    if (args != nullptr && !is_c<Tuple>(args)) return raise_bad_call(api_);
    if (kwargs != nullptr && !is_c<Dict>(kwargs)) return raise_bad_call(api_);
    Tuple* tuple = args != nullptr ? &as<Tuple>(from_c(args)) : &as<Tuple>(api_.ts.interp.empty_tuple);
    if (kwargs == nullptr || as<Dict>(from_c(kwargs)).size == 0) {
      plain_ = {tuple->items(), static_cast<size_t>(tuple->size)};
      return {};
    }
    has_keywords_ = true;
    return spread_.spread(*tuple, as<Dict>(from_c(kwargs)));
  }
  CallArgs get() const { return has_keywords_ ? spread_.args() : plain_; }

 private:
  Api api_;
  SpreadArguments spread_;
  CallArgs plain_ = {nullptr, 0};
  bool has_keywords_ = false;
};

template <class At, ThunkKind kind>
struct Unary {
  static PyObject* call(PyObject* self) {
    return api_object([&](Api api) { return with_slot<At, kind, Ref>(api, self, [&](auto slot, Value value) { return slot(api, value); }); });
  }
};

template <class At, ThunkKind kind>
struct Next {
  static PyObject* call(PyObject* self) {
    PyObject* item = api_object([&](Api api) { return with_slot<At, kind, Ref>(api, self, [&](auto slot, Value value) { return slot(api, value); }); });
    return from_c(item).is_absent() ? nullptr : item;
  }
};

template <class At, ThunkKind kind>
struct Hash {
  static Py_hash_t call(PyObject* self) {
    return api_number<Py_hash_t>(-1, [&](Api api) { return with_slot<At, kind, int64_t>(api, self, [&](auto slot, Value value) { return slot(api, value); }); });
  }
};

template <class At, ThunkKind kind>
struct Call {
  static PyObject* call(PyObject* self, PyObject* args, PyObject* kwargs) {
    return api_object([&](Api api) -> Result<Ref> {
      CArguments arguments(api);
      TRY(arguments.take(args, kwargs));
      return with_slot<At, kind, Ref>(api, self, [&](auto slot, Value value) { return slot(api, value, arguments.get()); });
    });
  }
};

template <class At, ThunkKind kind>
struct GetAttr {
  static PyObject* call(PyObject* self, PyObject* name) {
    return api_object([&](Api api) -> Result<Ref> {
      Value key = TRY(expect_value(api, name));
      return with_slot<At, kind, Ref>(api, self, [&](auto slot, Value value) { return slot(api, value, key); });
    });
  }
};

template <class At, ThunkKind kind>
struct SetAttr {
  static int call(PyObject* self, PyObject* name, PyObject* item) {
    return api_int([&](Api api) -> Status {
      Value key = TRY(expect_value(api, name));
      return with_slot<At, kind, void>(api, self, [&](auto slot, Value value) { return slot(api, value, key, from_c(item)); });
    });
  }
};
template <class At, ThunkKind kind>
using SetItem = SetAttr<At, kind>;
template <class At, ThunkKind kind>
using DescrSet = SetAttr<At, kind>;

template <class At, ThunkKind kind>
struct Compare {
  static PyObject* call(PyObject* left, PyObject* right, int op) {
    return api_object([&](Api api) -> Result<Ref> {
      Value other = TRY(expect_value(api, right));
      if (op < Py_LT || op > Py_GE) return raise_bad_call(api);
      return with_slot<At, kind, Ref>(api, left, [&](auto slot, Value value) { return slot(api, value, other, static_cast<pyemb::Compare>(op)); });
    });
  }
};

template <class At, ThunkKind kind>
struct DescrGet {
  static PyObject* call(PyObject* self, PyObject* instance, PyObject* owner) {
    return api_object([&](Api api) {
      return with_slot<At, kind, Ref>(api, self, [&](auto slot, Value value) { return slot(api, value, from_c(instance), from_c(owner)); });
    });
  }
};

template <class At, ThunkKind kind>
struct Init {
  static int call(PyObject* self, PyObject* args, PyObject* kwargs) {
    return api_int([&](Api api) -> Status {
      CArguments arguments(api);
      TRY(arguments.take(args, kwargs));
      return with_slot<At, kind, void>(api, self, [&](auto slot, Value value) { return slot(api, value, arguments.get()); });
    });
  }
};

template <class At, ThunkKind kind>
struct New {
  static PyObject* call(PyTypeObject* c_type, PyObject* args, PyObject* kwargs) {
    return api_object([&](Api api) -> Result<Ref> {
      Type* type = TRY(expect_type(api, c_type));
      CArguments arguments(api);
      TRY(arguments.take(args, kwargs));
      NewFn slot = (kind == ThunkKind::kNative ? native_base(*type) : *type).slots.new_;
      if (slot == nullptr) return raise(api, Exc::kTypeError, "cannot create '%.200s' instances", type_name(*type));
      return slot(api, *type, arguments.get());
    });
  }
};

template <class At, ThunkKind kind>
struct Finalize {
  static void call(PyObject* self) {
    api_void([&](Api api) -> Status {
      Value value = TRY(expect_value(api, self));
      FinalizeFn slot = slot_for<At, kind>(api, value);
      if (slot != nullptr) slot(api, value);
      return {};
    });
  }
};

template <class At, ThunkKind kind>
struct Binary {
  static PyObject* call(PyObject* left, PyObject* right) {
    return api_object([&](Api api) -> Result<Ref> {
      Value a = TRY(expect_value(api, left));
      Value b = TRY(expect_value(api, right));
      BinaryFn slot = slot_for<At, kind>(api, a);
      if (slot == nullptr) slot = slot_for<At, kind>(api, b);
      if (slot == nullptr) return Result<Ref>::not_implemented();
      return slot(api, a, b);
    });
  }
};

template <class At, ThunkKind kind>
struct InPlace {
  static PyObject* call(PyObject* self, PyObject* other) {
    return api_object([&](Api api) -> Result<Ref> {
      Value operand = TRY(expect_value(api, other));
      return with_slot<At, kind, Ref>(api, self, [&](auto slot, Value value) { return slot(api, value, operand); });
    });
  }
};

template <class At, ThunkKind kind>
struct Power {
  static PyObject* call(PyObject* base, PyObject* exponent, PyObject* modulus) {
    return api_object([&](Api api) -> Result<Ref> {
      Value a = TRY(expect_value(api, base));
      Value b = TRY(expect_value(api, exponent));
      TernaryFn slot = slot_for<At, kind>(api, a);
      if (slot == nullptr) slot = slot_for<At, kind>(api, b);
      if (slot == nullptr) return Result<Ref>::not_implemented();
      return slot(api, a, b, modulus == nullptr ? Value::none() : from_c(modulus));
    });
  }
};
template <class At, ThunkKind kind>
using InPlacePower = Power<At, kind>;

template <class At, ThunkKind kind>
struct Truth {
  static int call(PyObject* self) {
    return api_truth([&](Api api) { return with_slot<At, kind, bool>(api, self, [&](auto slot, Value value) { return slot(api, value); }); });
  }
};

template <class At, ThunkKind kind>
struct Length {
  static Py_ssize_t call(PyObject* self) {
    return api_number<Py_ssize_t>(-1, [&](Api api) { return with_slot<At, kind, int64_t>(api, self, [&](auto slot, Value value) { return slot(api, value); }); });
  }
};

template <class At, ThunkKind kind>
struct Item {
  static PyObject* call(PyObject* self, Py_ssize_t index) {
    return api_object([&](Api api) -> Result<Ref> {
      Ref key = TRY(new_int(api, index < 0 ? Value::kMinInt : index));  // no index counts from the end here
      return with_slot<At, kind, Ref>(api, self, [&](auto slot, Value value) { return slot(api, value, key); });
    });
  }
};

template <class At, ThunkKind kind>
struct AssItem {
  static int call(PyObject* self, Py_ssize_t index, PyObject* item) {
    return api_int([&](Api api) -> Status {
      Ref key = TRY(new_int(api, index < 0 ? Value::kMinInt : index));
      return with_slot<At, kind, void>(api, self, [&](auto slot, Value value) { return slot(api, value, key, from_c(item)); });
    });
  }
};

template <class At, ThunkKind kind>
struct Repeat {
  static PyObject* call(PyObject* self, Py_ssize_t count) {
    return api_object([&](Api api) { return with_slot<At, kind, Ref>(api, self, [&](auto slot, Value value) { return slot(api, value, count); }); });
  }
};

template <class At, ThunkKind kind>
struct Contains {
  static int call(PyObject* self, PyObject* item) {
    return api_truth([&](Api api) -> Result<bool> {
      Value wanted = TRY(expect_value(api, item));
      return with_slot<At, kind, bool>(api, self, [&](auto slot, Value value) { return slot(api, value, wanted); });
    });
  }
};

/// The old forms with a char* name are only shown where C code has one.
template <class At, ThunkKind kind>
struct GetAttrText {
  static constexpr typename At::Function call = nullptr;
};
template <class At, ThunkKind kind>
using SetAttrText = GetAttrText<At, kind>;

/// Whether a type that has the slot `getitem` shows it as an item of a sequence: mappings do not.
bool is_indexed(const Type& type) {
  if (type.has_flag(Type::kMapping) || derives_from(type, TypeId::kDict) || derives_from(type, TypeId::kMappingProxy)) return false;
  return type.has_flag(Type::kHeapType) || type.has_flag(Type::kSequence) || derives_from(type, TypeId::kStr) || derives_from(type, TypeId::kBytes) ||
         derives_from(type, TypeId::kByteArray);
}

template <class At, template <class, ThunkKind> class Thunk>
void put(const Type& type, PyTypeObject& view) {
  if (type.slots.*At::field == nullptr) return;
  constexpr bool kIndexed = At::kNumber == Py_sq_item || At::kNumber == Py_sq_ass_item || At::kNumber == Py_sq_length;
  if (kIndexed && !is_indexed(type)) return;
  typename At::Function native = Thunk<At, ThunkKind::kNative>::call;
  typename At::Function dispatch = Thunk<At, ThunkKind::kDispatch>::call;
  At::set(view, type.slots.*At::field == native_base(type).slots.*At::field ? native : dispatch);
}

}  // namespace

void fill_thunks(const Type& type, PyTypeObject& view) {
#define TYPE_SLOT(id, kind, field, suite) put<At_##id, kind>(type, view);
#include "type_slots.def"
#undef TYPE_SLOT
}

}  // namespace pyemb::capi
