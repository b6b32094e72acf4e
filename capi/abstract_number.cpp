// SPDX-License-Identifier: MIT
// Operations on numbers.
#include "api.h"
#include "objects/attributes.h"
#include "objects/complex.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/number.h"
#include "objects/str.h"
#include "objects/text_buffer.h"

using namespace pyemb;
using namespace pyemb::capi;

int PyNumber_Check(PyObject* object) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || object == nullptr) return 0;
  const Slots& slots = type_of(*ts, from_c(object)).slots;
  return slots.index != nullptr || slots.to_int != nullptr || slots.to_float != nullptr || is<Complex>(from_c(object));
}
int PyIndex_Check(PyObject* object) {
  ThreadState* ts = current_thread();
  return ts != nullptr && object != nullptr && type_of(*ts, from_c(object)).slots.index != nullptr;
}

namespace {

using Binary = Result<Ref> (*)(ThreadState&, Value, Value);
using Unary = Result<Ref> (*)(ThreadState&, Value);

PyObject* binary(PyObject* left, PyObject* right, BinaryOp op, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) -> Result<Ref> {
    Value a = TRY(expect_value(api, left));
    Value b = TRY(expect_value(api, right));
    return binary_op(api, op, a, b);
  }, function);
}
PyObject* in_place(PyObject* left, PyObject* right, BinaryOp op, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) -> Result<Ref> {
    Value a = TRY(expect_value(api, left));
    Value b = TRY(expect_value(api, right));
    return inplace_op(api, op, a, b);
  }, function);
}
PyObject* unary(PyObject* object, Unary operation, const char* function = __builtin_FUNCTION()) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    return operation(api, value);
  }, function);
}

}  // namespace

PyObject* PyNumber_Add(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kAdd); }
PyObject* PyNumber_Subtract(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kSubtract); }
PyObject* PyNumber_Multiply(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kMultiply); }
PyObject* PyNumber_MatrixMultiply(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kMatrixMultiply); }
PyObject* PyNumber_FloorDivide(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kFloorDivide); }
PyObject* PyNumber_TrueDivide(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kTrueDivide); }
PyObject* PyNumber_Remainder(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kRemainder); }
PyObject* PyNumber_Lshift(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kLshift); }
PyObject* PyNumber_Rshift(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kRshift); }
PyObject* PyNumber_And(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kAnd); }
PyObject* PyNumber_Xor(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kXor); }
PyObject* PyNumber_Or(PyObject* a, PyObject* b) { return binary(a, b, BinaryOp::kOr); }
PyObject* PyNumber_Divmod(PyObject* left, PyObject* right) {
  return api_object([&](Api api) -> Result<Ref> {
    Value a = TRY(expect_value(api, left));
    Value b = TRY(expect_value(api, right));
    return number_divmod(api, a, b);
  });
}
PyObject* PyNumber_Power(PyObject* base, PyObject* exponent, PyObject* modulus) {
  return api_object([&](Api api) -> Result<Ref> {
    Value a = TRY(expect_value(api, base));
    Value b = TRY(expect_value(api, exponent));
    Value m = TRY(expect_value(api, modulus));
    return number_power(api, a, b, m);
  });
}

PyObject* PyNumber_InPlaceAdd(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kAdd); }
PyObject* PyNumber_InPlaceSubtract(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kSubtract); }
PyObject* PyNumber_InPlaceMultiply(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kMultiply); }
PyObject* PyNumber_InPlaceMatrixMultiply(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kMatrixMultiply); }
PyObject* PyNumber_InPlaceFloorDivide(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kFloorDivide); }
PyObject* PyNumber_InPlaceTrueDivide(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kTrueDivide); }
PyObject* PyNumber_InPlaceRemainder(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kRemainder); }
PyObject* PyNumber_InPlaceLshift(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kLshift); }
PyObject* PyNumber_InPlaceRshift(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kRshift); }
PyObject* PyNumber_InPlaceAnd(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kAnd); }
PyObject* PyNumber_InPlaceXor(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kXor); }
PyObject* PyNumber_InPlaceOr(PyObject* a, PyObject* b) { return in_place(a, b, BinaryOp::kOr); }
PyObject* PyNumber_InPlacePower(PyObject* base, PyObject* exponent, PyObject* modulus) {
  return api_object([&](Api api) -> Result<Ref> {
    Value a = TRY(expect_value(api, base));
    Value b = TRY(expect_value(api, exponent));
    Value m = TRY(expect_value(api, modulus));
    TernaryFn own = type_of(api, a).slots.inplace_power;
    if (m.is_none() || own == nullptr) return m.is_none() ? inplace_op(api, BinaryOp::kPower, a, b) : number_power(api, a, b, m);
    Ref answer = TRY(own(api, a, b, m));
    if (!answer.get().is_not_implemented()) return answer;
    return number_power(api, a, b, m);
  });
}

PyObject* PyNumber_Negative(PyObject* object) { return unary(object, number_negative); }
PyObject* PyNumber_Positive(PyObject* object) { return unary(object, number_positive); }
PyObject* PyNumber_Invert(PyObject* object) { return unary(object, number_invert); }
PyObject* PyNumber_Absolute(PyObject* object) { return unary(object, number_absolute); }
PyObject* PyNumber_Index(PyObject* object) { return unary(object, number_index); }
PyObject* PyNumber_Long(PyObject* object) { return unary(object, to_int); }
PyObject* PyNumber_Float(PyObject* object) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    double number = TRY(to_float(api, value));
    return new_float(api, number);
  });
}
Py_ssize_t PyNumber_AsSsize_t(PyObject* object, PyObject* overflow) {
  return api_number<Py_ssize_t>(-1, [&](Api api) -> Result<int64_t> {
    Value value = TRY(expect_value(api, object));
    Ref number = TRY(number_index(api, value));
    int64_t size;
    if (int_fits_int64(number, size)) return size;
    if (overflow == nullptr) return int_sign(number) < 0 ? INT64_MIN : INT64_MAX;
    PyErr_Format(overflow, "cannot fit '%.200s' into an index-sized integer", type_name(api, value));
    return Raised{};
  });
}
PyObject* PyNumber_ToBase(PyObject* object, int base) {
  return api_object([&](Api api) -> Result<Ref> {
    if (base != 2 && base != 8 && base != 10 && base != 16) {
      return raise(api, Exc::kSystemError, "PyNumber_ToBase: base must be 2, 8, 10 or 16");
    }
    Value value = TRY(expect_value(api, object));
    Ref number = TRY(number_index(api, value));
    TextBuffer digits;
    TRY(int_write(api, digits, number, base));
    if (!digits.ok()) return raise_no_memory(api);
    const char* prefix = base == 2 ? "0b" : base == 8 ? "0o" : base == 16 ? "0x" : "";
    std::string_view view = digits.view();
    const bool negative = view.starts_with('-');
    if (negative) view.remove_prefix(1);
    TextBuffer text;
    if (negative) text.append('-');
    text.append(prefix);
    text.append(view);
    if (!text.ok()) return raise_no_memory(api);
    return new_str(api, text.view());
  });
}
