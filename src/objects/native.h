// SPDX-License-Identifier: MIT
#pragma once

// Typed native functions: the C++ signature is the argument parser.
//
//     Status list_insert(ThreadState& ts, List& self, Index index, Value item);
//     constexpr NativeMethod kListMethods[] = {
//         method<list_insert>("insert", "($self, index, object, /)", "Insert object before index."),
//     };
//
// The text signature gives the names, which parameters are optional (`=...`), positional-only (before `/`) or keyword-only (after
// `*`). The C++ types say how each argument is converted before the function runs:
//
//     Value                   anything; null when omitted
//     T&                      a T or a subclass (any struct with a kId): TypeError otherwise
//     T*                      the same, null when omitted
//     std::optional<X>        nullopt when omitted, else as X; a plain number is 0 and a bool false when omitted
//     int64_t                 __index__, OverflowError beyond 64 bits
//     uint64_t                an int from 0 to 2^64-1; ValueError for negative ones
//     Index                   __index__, clamped to 64 bits
//     int                     __index__, OverflowError beyond 32 bits
//     double                  float or __float__ or __index__
//     bool                    truth
//     Char                    a str of length one
//     Rest                    the remaining positional arguments (`*args`)
//     Keywords                the remaining keyword arguments (`**kwargs`), as borrowed names and values
//     CallArgs                all arguments, not parsed
//
// Results: Result<Ref>, Result<Own<T>>, Status (None), Result<bool>, Result<int64_t>, Result<double>, or those without
// Result (bool, int64_t, double, Value) from functions that cannot raise.

#include <optional>
#include <tuple>

#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/signature.h"
#include "objects/type.h"

namespace pyemb {

struct Index {
  int64_t value;
};
struct Char {
  char32_t value;
};
struct Rest : std::span<const Value> {
  using std::span<const Value>::span;
};
struct Keywords {
  std::span<const Value> names;
  const Value* values;
};

// -- rows ----------------------------------------------------------------------------------------------------------------

struct NativeMethod;
using NativeEntry = Result<Ref> (*)(ThreadState&, const NativeMethod& row, Value self, CallArgs args);

/// `self` of the entry is the object of a method, the type of a class method, the module of a function.
struct NativeMethod {
  enum Kind : uint8_t { kMethod, kClassMethod, kStaticMethod, kFunction, kConstructor, kTypeNew };
  const char* name;       ///< empty: messages say "function"
  const char* signature;  ///< "($self, a, /, b=None)", or null
  const char* doc;
  NativeEntry entry;
  Parameters parameters;
  Kind kind;
  const void* data = nullptr;  ///< the entry's own

  std::string_view parameter_name(int i) const { return {signature + parameters.names[i].start, parameters.names[i].length}; }
};

struct GetSet {
  const char* name;
  Result<Ref> (*get)(ThreadState&, const GetSet& row, Value self);
  Status (*set)(ThreadState&, const GetSet& row, Value self, Value value);  ///< value null: delete; null function: read-only
  const char* doc;
  const void* data = nullptr;  ///< the functions' own
};

/// A field of the native struct shown as an attribute.
struct Member {
  enum Kind : uint8_t {
    kValue,        ///< a Value; null: AttributeError
    kValueOrNone,  ///< a Value; null shows as None
    kInt8,
    kInt16,
    kInt32,
    kInt64,
    kSize,         ///< as kInt64, but what does not fit is said to be no ssize_t
    kUint8,
    kUint16,
    kUint32,
    kUint64,
    kBool,
    kFloat,
    kDouble,
    kChar,         ///< one byte, as a str
    kText,         ///< const char*, UTF-8; null shows as None. Cannot be set
    kTextInPlace,  ///< char[], UTF-8. Cannot be set
    kPointer,      ///< Own-ed Object* field; null shows as None. Cannot be set
    kNone,         ///< no field: always None
  };
  enum Access : uint8_t { kReadOnly, kReadWrite, kAuditedReadOnly };  ///< the last: reading is the audit event "object.__getattr__"
  const char* name;
  Kind kind;
  uint32_t offset;
  Access access;
  const char* doc;
  Status (*prepare)(ThreadState&, Object*) = nullptr;  ///< called before the field is read; null: it is as it should be
};

// -- argument binding ----------------------------------------------------------------------------------------------------

/// Sorts the arguments into `bound` (one place a named parameter, null when omitted; raises TypeError for a wrong call).
/// `rest` and `keywords` receive what is left, if the signature takes it. In native.cpp.
[[nodiscard]] Status bind_arguments(ThreadState& ts, const NativeMethod& row, Value self, CallArgs args, Value* bound, Rest* rest,
                                    CallArgs* keywords, Value* keyword_buffer);
COLD Raised raise_argument_type(ThreadState& ts, const NativeMethod& row, int position, const char* expected, Value actual);
[[nodiscard]] Result<int> to_int_argument(ThreadState& ts, const NativeMethod& row, Value value);
[[nodiscard]] Result<char32_t> to_char(ThreadState& ts, const NativeMethod& row, int position, Value value);
/// The name of a native type for messages.
const char* native_type_name(ThreadState& ts, TypeId id);

namespace native_detail {

template <class T>
struct Holder;  // how one C++ parameter is loaded from an argument

template <>
struct Holder<Value> {
  Value value;
  bool load(ThreadState&, const NativeMethod&, int, Value v) { return value = v, true; }
  Value get() { return value; }
};
template <class T>
struct Holder<T&> {
  T* value;
  bool load(ThreadState& ts, const NativeMethod& row, int position, Value v) {
    if (LIKELY(is<T>(v))) return value = &as<T>(v), true;
    static_cast<void>(raise_argument_type(ts, row, position, native_type_name(ts, T::kId), v));
    return false;
  }
  T& get() { return *value; }
};
template <class T>
struct Holder<T*> {
  T* value;
  bool load(ThreadState& ts, const NativeMethod& row, int position, Value v) {
    if (v.is_null()) return value = nullptr, true;
    if (LIKELY(is<T>(v))) return value = &as<T>(v), true;
    static_cast<void>(raise_argument_type(ts, row, position, native_type_name(ts, T::kId), v));
    return false;
  }
  T* get() { return value; }
};
template <class R, class T>
bool store(R result, T& into) {
  if (UNLIKELY(result.raised())) return false;
  into = result.take();
  return true;
}
template <>
struct Holder<int64_t> {
  int64_t value;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) {
    if (LIKELY(v.is_int())) return value = v.as_int(), true;
    return v.is_null() ? (value = {}, true) : store(to_ssize(ts, v), value);
  }
  int64_t get() { return value; }
};
template <>
struct Holder<uint64_t> {
  uint64_t value;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) { return v.is_null() ? (value = {}, true) : store(to_uint64(ts, v), value); }
  uint64_t get() { return value; }
};
template <>
struct Holder<Index> {
  int64_t value;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) {
    if (LIKELY(v.is_int())) return value = v.as_int(), true;
    return v.is_null() ? (value = {}, true) : store(to_clamped_index(ts, v), value);
  }
  Index get() { return Index{value}; }
};
template <>
struct Holder<int> {
  int value;
  bool load(ThreadState& ts, const NativeMethod& row, int, Value v) {
    if (LIKELY(v.is_int()) && v.as_int() == static_cast<int>(v.as_int())) return value = static_cast<int>(v.as_int()), true;
    return v.is_null() ? (value = {}, true) : store(to_int_argument(ts, row, v), value);
  }
  int get() { return value; }
};
template <>
struct Holder<double> {
  double value;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) {
    if (LIKELY(v.is_float())) return value = v.as_float(), true;
    return v.is_null() ? (value = {}, true) : store(to_double(ts, v), value);
  }
  double get() { return value; }
};
template <>
struct Holder<bool> {
  bool value;
  bool load(ThreadState& ts, const NativeMethod&, int, Value v) { return v.is_null() ? (value = {}, true) : store(truth(ts, v), value); }
  bool get() { return value; }
};
template <>
struct Holder<Char> {
  char32_t value;
  bool load(ThreadState& ts, const NativeMethod& row, int position, Value v) { return store(to_char(ts, row, position, v), value); }
  Char get() { return Char{value}; }
};
template <class T>
struct Holder<std::optional<T>> {
  Holder<T> inner;
  bool present;
  bool load(ThreadState& ts, const NativeMethod& row, int position, Value v) {
    present = !v.is_null();
    return !present || inner.load(ts, row, position, v);
  }
  std::optional<T> get() { return present ? std::optional<T>(inner.get()) : std::nullopt; }
};

// What a function's return value becomes.
inline Result<Ref> to_result(ThreadState&, Result<Ref> r) { return r; }
template <class T>
Result<Ref> to_result(ThreadState&, Result<Own<T>> r) {
  if (UNLIKELY(r.raised())) return Raised{};
  return Ref(r.take());
}
inline Result<Ref> to_result(ThreadState&, Status s) {
  if (UNLIKELY(s.raised())) return Raised{};
  return Ref::none();
}
inline Result<Ref> to_result(ThreadState&, Result<bool> r) {
  if (UNLIKELY(r.raised())) return Raised{};
  return Result<Ref>::boolean(r.take());
}
inline Result<Ref> to_result(ThreadState& ts, Result<int64_t> r) {
  if (UNLIKELY(r.raised())) return Raised{};
  return new_int(ts, r.take());
}
inline Result<Ref> to_result(ThreadState& ts, Result<double> r) {
  if (UNLIKELY(r.raised())) return Raised{};
  return new_float(ts, r.take());
}
inline Result<Ref> to_result(ThreadState&, bool b) { return Result<Ref>::boolean(b); }
inline Result<Ref> to_result(ThreadState& ts, int64_t i) { return new_int(ts, i); }
inline Result<Ref> to_result(ThreadState& ts, double d) { return new_float(ts, d); }
inline Result<Ref> to_result(ThreadState&, Value v) { return Ref::copy(v); }

/// Self is checked by whoever found the method, so it is only cast.
template <class T>
struct SelfOf;
template <>
struct SelfOf<Value> {
  static Value get(Value self) { return self; }
};
template <class T>
struct SelfOf<T&> {
  static T& get(Value self) { return as<T>(self); }
};

template <class T>
inline constexpr bool kIsSpecial = std::is_same_v<T, Rest> || std::is_same_v<T, Keywords>;

template <class... Parameter>
struct List_ {};

template <bool kHasSelf, class F>
struct Split;
template <class R, class S, class... P>
struct Split<true, R (*)(ThreadState&, S, P...)> {
  using Self = S;
  using List = List_<P...>;
};
template <class R, class... P>
struct Split<false, R (*)(ThreadState&, P...)> {
  using List = List_<P...>;
};

template <auto F, bool kHasSelf, class L>
struct Shim;

/// Unparsed: the function sees all arguments.
template <auto F>
struct Shim<F, true, List_<CallArgs>> {
  static Result<Ref> entry(ThreadState& ts, const NativeMethod&, Value self, CallArgs args) {
    return to_result(ts, F(ts, SelfOf<typename Split<true, decltype(F)>::Self>::get(self), args));
  }
};
template <auto F>
struct Shim<F, false, List_<CallArgs>> {
  static Result<Ref> entry(ThreadState& ts, const NativeMethod&, Value, CallArgs args) { return to_result(ts, F(ts, args)); }
};

template <auto F, bool kHasSelf, class... P>
struct Shim<F, kHasSelf, List_<P...>> {
  static constexpr int kNamed = (0 + ... + (kIsSpecial<P> ? 0 : 1));
  static constexpr bool kHasRest = (false || ... || std::is_same_v<P, Rest>);
  static constexpr bool kHasKeywords = (false || ... || std::is_same_v<P, Keywords>);

  static Result<Ref> entry(ThreadState& ts, const NativeMethod& row, Value self, CallArgs args) {
    if (!kHasRest && !kHasKeywords && args.names.is_null() && args.count == kNamed && row.parameters.positional == kNamed) {
      return run(ts, row, self, args.values, {}, {}, std::index_sequence_for<P...>{});
    }
    return bind_and_run(ts, row, self, args);
  }

 private:
  static NOINLINE Result<Ref> bind_and_run(ThreadState& ts, const NativeMethod& row, Value self, CallArgs args) {
    Value bound[kNamed + 1] = {};
    Rest rest;
    CallArgs left_over = {nullptr, 0, Value::null()};
    constexpr size_t kMaxKeywords = kHasKeywords ? 64 : 1;
    Value keyword_buffer[2 * kMaxKeywords];
    TRY(bind_arguments(ts, row, self, args, bound, kHasRest ? &rest : nullptr, kHasKeywords ? &left_over : nullptr, keyword_buffer));
    Keywords keywords = {{keyword_buffer, left_over.count}, left_over.values};
    return run(ts, row, self, bound, rest, keywords, std::index_sequence_for<P...>{});
  }

  template <class T>
  struct Slot : Holder<T> {};

  /// The place of parameter I among the named ones.
  template <size_t I>
  static constexpr int place() {
    constexpr bool special[] = {kIsSpecial<P>..., false};
    int n = 0;
    for (size_t i = 0; i < I; ++i) n += special[i] ? 0 : 1;
    return n;
  }
  template <size_t I, class T, class Holders>
  static bool load(ThreadState& ts, const NativeMethod& row, const Value* values, Holders& holders) {
    if constexpr (kIsSpecial<T>) {
      return true;
    } else {
      return std::get<I>(holders).load(ts, row, place<I>() + 1, values[place<I>()]);
    }
  }
  template <class T, size_t I, class Holders>
  static decltype(auto) get(Holders& holders, const Rest& rest, const Keywords& keywords) {
    if constexpr (std::is_same_v<T, Rest>) {
      return (rest);
    } else if constexpr (std::is_same_v<T, Keywords>) {
      return (keywords);
    } else {
      return std::get<I>(holders).get();
    }
  }
  struct Nothing {};
  template <class T>
  using HolderOf = std::conditional_t<kIsSpecial<T>, Nothing, Holder<std::conditional_t<kIsSpecial<T>, Value, T>>>;

  template <size_t... I>
  static Result<Ref> run(ThreadState& ts, [[maybe_unused]] const NativeMethod& row, Value self, [[maybe_unused]] const Value* values,
                         [[maybe_unused]] Rest rest, [[maybe_unused]] Keywords keywords, std::index_sequence<I...>) {
    std::tuple<HolderOf<P>...> holders;
    if (!(true && ... && load<I, P>(ts, row, values, holders))) return Raised{};
    if constexpr (kHasSelf) {
      using Self = typename Split<true, decltype(F)>::Self;
      return to_result(ts, F(ts, SelfOf<Self>::get(self), get<P, I>(holders, rest, keywords)...));
    } else {
      return to_result(ts, F(ts, get<P, I>(holders, rest, keywords)...));
    }
  }
};

template <auto F, bool kHasSelf>
constexpr NativeMethod make_row(const char* name, const char* signature, const char* doc, NativeMethod::Kind kind) {
  using L = typename Split<kHasSelf, decltype(F)>::List;
  return {name, signature, doc, &Shim<F, kHasSelf, L>::entry, signature == nullptr ? Parameters{} : parse_parameters(signature), kind};
}

template <class F>
struct GetterSelf;
template <class R, class S>
struct GetterSelf<R (*)(ThreadState&, S)> {
  using Self = S;
};
template <class F>
struct SetterSelf;
template <class S>
struct SetterSelf<Status (*)(ThreadState&, S, Value)> {
  using Self = S;
};
template <auto F>
Result<Ref> getter(ThreadState& ts, const GetSet&, Value self) {
  return to_result(ts, F(ts, SelfOf<typename GetterSelf<decltype(F)>::Self>::get(self)));
}
template <auto F>
Status setter(ThreadState& ts, const GetSet&, Value self, Value value) {
  return F(ts, SelfOf<typename SetterSelf<decltype(F)>::Self>::get(self), value);
}

}  // namespace native_detail

/// A method: F(ts, self, arguments...).
template <auto F>
constexpr NativeMethod method(const char* name, const char* signature, const char* doc) {
  return native_detail::make_row<F, true>(name, signature, doc, NativeMethod::kMethod);
}
/// A class method: F(ts, Type& type, arguments...).
template <auto F>
constexpr NativeMethod class_method(const char* name, const char* signature, const char* doc) {
  return native_detail::make_row<F, true>(name, signature, doc, NativeMethod::kClassMethod);
}
/// A static method: F(ts, arguments...).
template <auto F>
constexpr NativeMethod static_method(const char* name, const char* signature, const char* doc) {
  return native_detail::make_row<F, false>(name, signature, doc, NativeMethod::kStaticMethod);
}
/// A function of a module: F(ts, arguments...).
template <auto F>
constexpr NativeMethod function(const char* name, const char* signature, const char* doc) {
  return native_detail::make_row<F, false>(name, signature, doc, NativeMethod::kFunction);
}
/// A function of a module that needs the module: F(ts, Module& module, arguments...).
template <auto F>
constexpr NativeMethod module_function(const char* name, const char* signature, const char* doc) {
  return native_detail::make_row<F, true>(name, signature, doc, NativeMethod::kFunction);
}

/// A computed attribute: get(ts, self), and set(ts, self, value) with a null value for deletion.
template <auto Get>
constexpr GetSet getset(const char* name, const char* doc) {
  return {name, &native_detail::getter<Get>, nullptr, doc};
}
template <auto Get, auto Set>
constexpr GetSet getset(const char* name, const char* doc) {
  return {name, &native_detail::getter<Get>, &native_detail::setter<Set>, doc};
}

///     constexpr auto kNew = constructor<range_new>("range", "(stop, /)");  slots = {.new_ = construct<kRow>}
/// F(ts, Type& type, arguments...) for new_, F(ts, T& self, arguments...) returning Status for init.
template <const NativeMethod& Row>
inline constexpr NativeMethod kConstructorRow = {Row.name, Row.signature, Row.doc, Row.entry, Row.parameters, NativeMethod::kConstructor};
template <const NativeMethod& Row>
Result<Ref> new_from(ThreadState& ts, Type& type, CallArgs args) {
  return Row.entry(ts, kConstructorRow<Row>, Value::from_object(&type), args);
}
template <const NativeMethod& Row>
Status init_from(ThreadState& ts, Value self, CallArgs args) {
  Ref none = TRY(Row.entry(ts, kConstructorRow<Row>, self, args));
  return {};
}

}  // namespace pyemb
