// SPDX-License-Identifier: MIT
#pragma once

// Operators of bound classes: Class::op<Op::kAdd>(...). A function for an operator with two operands takes both, whichever of them is the object:
//
//     .op<Op::kMul>([](const Vec& v, double k) { return v * k; })      // vec * 2.0
//     .op<Op::kMul>([](double k, const Vec& v) { return v * k; })      // 2.0 * vec
//     .op<Op::kAdd>()                                                    // a + b of C++
//
// Operands that no function takes give the other operand's class its turn (NotImplemented). Since 0.1.

#include "dispatch.hpp"

namespace pyemb {
inline namespace api {

/// X(name, slot, kind, C++ expression of a and b). The kinds: binary, inplace, unary, compare, length, hash, truth, next, getitem, setitem, delitem,
/// contains, call.
#define PYEMB_EACH_OPERATOR(X)                                   \
  X(kAdd, Py_nb_add, kBinary, a + b)                              \
  X(kSub, Py_nb_subtract, kBinary, a - b)                         \
  X(kMul, Py_nb_multiply, kBinary, a * b)                         \
  X(kTrueDiv, Py_nb_true_divide, kBinary, a / b)                  \
  X(kMod, Py_nb_remainder, kBinary, a % b)                        \
  X(kLshift, Py_nb_lshift, kBinary, a << b)                       \
  X(kRshift, Py_nb_rshift, kBinary, a >> b)                       \
  X(kAnd, Py_nb_and, kBinary, a & b)                              \
  X(kOr, Py_nb_or, kBinary, a | b)                                \
  X(kXor, Py_nb_xor, kBinary, a ^ b)                              \
  X(kIAdd, Py_nb_inplace_add, kInplace, a += b)                   \
  X(kISub, Py_nb_inplace_subtract, kInplace, a -= b)              \
  X(kIMul, Py_nb_inplace_multiply, kInplace, a *= b)              \
  X(kITrueDiv, Py_nb_inplace_true_divide, kInplace, a /= b)       \
  X(kIMod, Py_nb_inplace_remainder, kInplace, a %= b)             \
  X(kILshift, Py_nb_inplace_lshift, kInplace, a <<= b)            \
  X(kIRshift, Py_nb_inplace_rshift, kInplace, a >>= b)            \
  X(kIAnd, Py_nb_inplace_and, kInplace, a &= b)                   \
  X(kIOr, Py_nb_inplace_or, kInplace, a |= b)                     \
  X(kIXor, Py_nb_inplace_xor, kInplace, a ^= b)                   \
  X(kLt, Py_tp_richcompare, kCompare, a < b)                      \
  X(kLe, Py_tp_richcompare, kCompare, a <= b)                     \
  X(kEq, Py_tp_richcompare, kCompare, a == b)                     \
  X(kNe, Py_tp_richcompare, kCompare, a != b)                     \
  X(kGt, Py_tp_richcompare, kCompare, a > b)                      \
  X(kGe, Py_tp_richcompare, kCompare, a >= b)                     \
  X(kNeg, Py_nb_negative, kUnary, -a)                             \
  X(kPos, Py_nb_positive, kUnary, +a)                             \
  X(kInvert, Py_nb_invert, kUnary, ~a)

/// The same for those that have no expression of their own in C++.
#define PYEMB_EACH_PYTHON_OPERATOR(X)                 \
  X(kFloorDiv, Py_nb_floor_divide, kBinary)            \
  X(kPow, Py_nb_power, kPower)                         \
  X(kMatMul, Py_nb_matrix_multiply, kBinary)           \
  X(kAbs, Py_nb_absolute, kUnary)                      \
  X(kInt, Py_nb_int, kUnary)                           \
  X(kFloat, Py_nb_float, kUnary)                       \
  X(kIndex, Py_nb_index, kUnary)                       \
  X(kRepr, Py_tp_repr, kUnary)                         \
  X(kStr, Py_tp_str, kUnary)                           \
  X(kIter, Py_tp_iter, kUnary)                         \
  X(kNext, Py_tp_iternext, kNextItem)                  \
  X(kBool, Py_nb_bool, kTruth)                         \
  X(kLen, Py_mp_length, kLength)                       \
  X(kHash, Py_tp_hash, kHashing)                       \
  X(kGetItem, Py_mp_subscript, kGet)                   \
  X(kSetItem, Py_mp_ass_subscript, kSet)               \
  X(kDelItem, Py_mp_ass_subscript, kSet)               \
  X(kContains, Py_sq_contains, kContaining)            \
  X(kCall, Py_tp_call, kCalling)

enum class Op : int {
#define PYEMB_ROW(name, slot, kind, ...) name,
  PYEMB_EACH_OPERATOR(PYEMB_ROW) PYEMB_EACH_PYTHON_OPERATOR(PYEMB_ROW)
#undef PYEMB_ROW
};

namespace detail {

enum class OpKind { kBinary, kInplace, kPower, kUnary, kCompare, kLength, kHashing, kTruth, kNextItem, kGet, kSet, kContaining, kCalling };

constexpr OpKind kind_of_op(Op op) {
  switch (op) {
#define PYEMB_ROW(name, slot, kind, ...) \
  case Op::name: return OpKind::kind;
    PYEMB_EACH_OPERATOR(PYEMB_ROW) PYEMB_EACH_PYTHON_OPERATOR(PYEMB_ROW)
#undef PYEMB_ROW
  }
  return OpKind::kUnary;
}
constexpr int slot_of_op(Op op) {
  switch (op) {
#define PYEMB_ROW(name, slot, kind, ...) \
  case Op::name: return slot;
    PYEMB_EACH_OPERATOR(PYEMB_ROW) PYEMB_EACH_PYTHON_OPERATOR(PYEMB_ROW)
#undef PYEMB_ROW
  }
  return 0;
}
/// kGetItem is __getitem__.
inline std::string name_of_op(Op op) {
  static constexpr const char* kNames[] = {
#define PYEMB_ROW(name, slot, kind, ...) #name,
      PYEMB_EACH_OPERATOR(PYEMB_ROW) PYEMB_EACH_PYTHON_OPERATOR(PYEMB_ROW)
#undef PYEMB_ROW
  };
  std::string name = "__";
  for (const char* at = kNames[static_cast<int>(op)] + 1; *at != '\0'; ++at) name += static_cast<char>(*at >= 'A' && *at <= 'Z' ? *at + ('a' - 'A') : *at);
  return name + "__";
}
/// Both operands are parameters of the function; of the others the object is.
constexpr bool takes_both(OpKind kind) { return kind == OpKind::kBinary || kind == OpKind::kInplace || kind == OpKind::kPower || kind == OpKind::kCompare; }

/// Asks the forms of an operator in turn, first without conversion. Null: none takes these operands (nothing pending), or an exception.
inline PyObject* try_forms(const Record* record, PyObject* self, PyObject* const* operands, bool* fits) {
  *fits = true;
  for (const bool exact : {true, false}) {
    for (const Record* one = record; one != nullptr; one = one->next.get()) {
      Pass pass;
      pass.exact = exact && record->next != nullptr;
      pass.known = record->registry;
      PyObject* answer = one->attempt(*one, self, operands, pass);
      if (answer != nullptr || !pass.mismatch || !forget_mismatch()) return answer;
    }
    if (record == nullptr || record->next == nullptr) break;
  }
  *fits = false;
  return nullptr;
}

inline PyObject* not_implemented() { return Py_NotImplemented; }

template <class T>
const ClassInfo* info_of_operands(PyObject* a, PyObject* b) {
  if (Py_TYPE(a) == Py_TYPE(b)) return instance_of(a).info;
  Pass pass;
  return class_of<T>(pass);
}

template <class T, Op kOp>
PyObject* binary_entry(PyObject* a, PyObject* b) {
  const ClassInfo* info = info_of_operands<T>(a, b);
  if (info == nullptr) return nullptr;
  PyObject* const operands[] = {a, b};
  bool fits = false;
  PyObject* answer = try_forms(info->find_operator(static_cast<int>(kOp)), nullptr, operands, &fits);
  if (!fits) return not_implemented();
  if constexpr (kind_of_op(kOp) == OpKind::kInplace) {
    if (answer == nullptr) return nullptr;
    Py_DecRef(answer);
    return Py_NewRef(a);
  } else {
    return answer;
  }
}
template <class T, Op kOp>
PyObject* power_entry(PyObject* a, PyObject* b, PyObject* modulus) {
  return Py_IsNone(modulus) ? binary_entry<T, kOp>(a, b) : not_implemented();
}
template <class T>
PyObject* compare_entry(PyObject* a, PyObject* b, int op) {
  static constexpr Op kOps[] = {Op::kLt, Op::kLe, Op::kEq, Op::kNe, Op::kGt, Op::kGe};
  const ClassInfo* info = instance_of(a).info;
  PyObject* const operands[] = {a, b};
  bool fits = false;
  const Record* record = info->find_operator(static_cast<int>(kOps[op]));
  const bool inverted = record == nullptr && op == Py_NE;
  if (inverted) record = info->find_operator(static_cast<int>(Op::kEq));
  PyObject* answer = try_forms(record, nullptr, operands, &fits);
  if (!fits) return not_implemented();
  if (!inverted || answer == nullptr) return answer;
  const int truth = PyObject_Not(answer);
  Py_DecRef(answer);
  return truth < 0 ? nullptr : PyEmb_Constant(truth != 0 ? PYEMB_TRUE : PYEMB_FALSE);
}

/// An operator of one object with further operands; what does not fit is a TypeError.
inline PyObject* call_operator(PyObject* self, Op op, PyObject* const* operands, Py_ssize_t count) {
  const Record* record = instance_of(self).info->find_operator(static_cast<int>(op));
  if (record == nullptr) return PyErr_Format(PyExc_TypeError, "'%.200s' object does not support this", Py_TYPE(self)->tp_name);
  return call_overloads(record, self, operands, count, nullptr);
}
template <Op kOp>
PyObject* unary_entry(PyObject* self) {
  return call_operator(self, kOp, nullptr, 0);
}
inline PyObject* next_entry(PyObject* self) {
  PyObject* item = call_operator(self, Op::kNext, nullptr, 0);
  if (item == nullptr || !Py_IsNone(item)) return item;
  return nullptr;  // the end
}
inline int truth_entry(PyObject* self) {
  Object answer = Object::steal(call_operator(self, Op::kBool, nullptr, 0));
  return answer ? PyObject_IsTrue(answer.raw()) : -1;
}
inline Py_ssize_t length_entry(PyObject* self) {
  Object answer = Object::steal(call_operator(self, Op::kLen, nullptr, 0));
  return answer ? PyLong_AsSsize_t(answer.raw()) : -1;
}
inline Py_hash_t hash_entry(PyObject* self) {
  Object answer = Object::steal(call_operator(self, Op::kHash, nullptr, 0));
  return answer ? PyObject_Hash(answer.raw()) : -1;
}
inline PyObject* get_entry(PyObject* self, PyObject* key) { return call_operator(self, Op::kGetItem, &key, 1); }
inline int set_entry(PyObject* self, PyObject* key, PyObject* value) {
  PyObject* const operands[] = {key, value};
  Object done = Object::steal(value != nullptr ? call_operator(self, Op::kSetItem, operands, 2) : call_operator(self, Op::kDelItem, operands, 1));
  return done ? 0 : -1;
}
inline int contains_entry(PyObject* self, PyObject* item) {
  bool fits = false;
  Object answer = Object::steal(try_forms(instance_of(self).info->find_operator(static_cast<int>(Op::kContains)), self, &item, &fits));
  if (!fits) return 0;  // what cannot be converted is not in it
  return answer ? PyObject_IsTrue(answer.raw()) : -1;
}
inline PyObject* call_entry(PyObject* self, PyObject* positional, PyObject* named) {
  return call_packed(instance_of(self).info->find_operator(static_cast<int>(Op::kCall)), self, positional, named);
}

template <class T, Op kOp>
void* entry_of_op() {
  constexpr OpKind kKind = kind_of_op(kOp);
  if constexpr (kKind == OpKind::kBinary || kKind == OpKind::kInplace) {
    return reinterpret_cast<void*>(&binary_entry<T, kOp>);
  } else if constexpr (kKind == OpKind::kPower) {
    return reinterpret_cast<void*>(&power_entry<T, kOp>);
  } else if constexpr (kKind == OpKind::kCompare) {
    return reinterpret_cast<void*>(&compare_entry<T>);
  } else if constexpr (kKind == OpKind::kUnary) {
    return reinterpret_cast<void*>(&unary_entry<kOp>);
  } else {
    switch (kKind) {
      case OpKind::kLength: return reinterpret_cast<void*>(&length_entry);
      case OpKind::kHashing: return reinterpret_cast<void*>(&hash_entry);
      case OpKind::kTruth: return reinterpret_cast<void*>(&truth_entry);
      case OpKind::kNextItem: return reinterpret_cast<void*>(&next_entry);
      case OpKind::kGet: return reinterpret_cast<void*>(&get_entry);
      case OpKind::kSet: return reinterpret_cast<void*>(&set_entry);
      case OpKind::kContaining: return reinterpret_cast<void*>(&contains_entry);
      default: return reinterpret_cast<void*>(&call_entry);
    }
  }
}

/// The operator of C++ itself, for two objects of the class.
template <class T, Op kOp>
struct CppOperator;
#define PYEMB_AS_kBinary(...) [](const T& a, const T& b) { return __VA_ARGS__; }
#define PYEMB_AS_kCompare(...) [](const T& a, const T& b) { return __VA_ARGS__; }
#define PYEMB_AS_kInplace(...) [](T& a, const T& b) { static_cast<void>(__VA_ARGS__); }
#define PYEMB_AS_kUnary(...) [](const T& a) { return __VA_ARGS__; }
#define PYEMB_ROW(name, slot, kind, ...)                                          \
  template <class T>                                                              \
  struct CppOperator<T, Op::name> {                                               \
    static constexpr auto function() { return PYEMB_AS_##kind(__VA_ARGS__); }     \
  };
PYEMB_EACH_OPERATOR(PYEMB_ROW)
#undef PYEMB_ROW
#undef PYEMB_AS_kBinary
#undef PYEMB_AS_kCompare
#undef PYEMB_AS_kInplace
#undef PYEMB_AS_kUnary
#undef PYEMB_EACH_OPERATOR
#undef PYEMB_EACH_PYTHON_OPERATOR

}  // namespace detail
}  // namespace api
}  // namespace pyemb
