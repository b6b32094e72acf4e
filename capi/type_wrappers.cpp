// SPDX-License-Identifier: MIT
// The methods that show in the dict of a C-defined type: wrapper descriptors whose function is the C function itself. `A.__repr__(b)` so calls the
// function of A whatever the type of b, as it must.
#include <cstring>

#include "foreign_call.h"
#include "module_row.h"
#include "objects/builtin.h"
#include "objects/dict.h"
#include "objects/dunder_new.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/slot_table.h"
#include "objects/str.h"
#include "state/names.h"
#include "type_slots.h"

namespace pyemb::capi {
namespace {

Status expect_arguments(ThreadState& ts, CallArgs args, size_t least, size_t most) {
  if (!args.names.is_null() && as<Tuple>(args.names).size > 0) return raise(ts, Exc::kTypeError, "wrapper takes no keyword arguments");
  if (args.count >= least && args.count <= most) return {};
  if (least == most) return raise(ts, Exc::kTypeError, "expected %zu argument%s, got %zu", least, least == 1 ? "" : "s", args.count);
  const bool few = args.count < least;
  const size_t bound = few ? least : most;
  return raise(ts, Exc::kTypeError, "expected at %s %zu argument%s, got %zu", few ? "least" : "most", bound, bound == 1 ? "" : "s", args.count);
}

template <class F>
F as_function(SlotFunction function) {
  return reinterpret_cast<F>(function);
}

Result<Ref> wrap_unary(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0, 0));
  InC in_c(ts);
  return take_object(ts, as_function<unaryfunc>(function)(to_c(self)));
}

Result<Ref> wrap_next(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0, 0));
  InC in_c(ts);
  PyObject* item = as_function<iternextfunc>(function)(to_c(self));
  if (item == nullptr && !ts.has_pending()) return raise_stop_iteration(ts, Value::null());
  return take_object(ts, item);
}

Result<Ref> wrap_hash(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0, 0));
  InC in_c(ts);
  Py_hash_t answer = as_function<hashfunc>(function)(to_c(self));
  if (answer == -1) TRY(take_status(ts, -1));
  return new_int(ts, answer);
}

Result<Ref> wrap_truth(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0, 0));
  InC in_c(ts);
  bool answer = TRY(take_truth(ts, as_function<inquiry>(function)(to_c(self))));
  return Result<Ref>::boolean(answer);
}

Result<Ref> wrap_length(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0, 0));
  InC in_c(ts);
  Py_ssize_t size = as_function<lenfunc>(function)(to_c(self));
  if (size < 0) TRY(take_status(ts, -1));
  return new_int(ts, size);
}

Result<Ref> wrap_binary(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 1));
  InC in_c(ts);
  return take_object(ts, as_function<binaryfunc>(function)(to_c(self), to_c(args.values[0])));
}

Result<Ref> wrap_reflected(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 1));
  InC in_c(ts);
  return take_object(ts, as_function<binaryfunc>(function)(to_c(args.values[0]), to_c(self)));
}

Result<Ref> wrap_power(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 2));
  InC in_c(ts);
  Value modulus = args.count == 2 ? args.values[1] : Value::none();
  return take_object(ts, as_function<ternaryfunc>(function)(to_c(self), to_c(args.values[0]), to_c(modulus)));
}

Result<Ref> wrap_reflected_power(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 2));
  InC in_c(ts);
  Value modulus = args.count == 2 ? args.values[1] : Value::none();
  return take_object(ts, as_function<ternaryfunc>(function)(to_c(args.values[0]), to_c(self), to_c(modulus)));
}

template <int kOperator>
Result<Ref> wrap_compare(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 1));
  InC in_c(ts);
  return take_object(ts, as_function<richcmpfunc>(function)(to_c(self), to_c(args.values[0]), kOperator));
}

Result<Ref> wrap_repeat(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 1));
  int64_t count = TRY(to_index(ts, args.values[0]));
  InC in_c(ts);
  return take_object(ts, as_function<ssizeargfunc>(function)(to_c(self), count));
}

Result<Ref> wrap_contains(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 1));
  InC in_c(ts);
  bool answer = TRY(take_truth(ts, as_function<objobjproc>(function)(to_c(self), to_c(args.values[0]))));
  return Result<Ref>::boolean(answer);
}

/// The index of sq_item and sq_ass_item: one that counts from the end is turned by sq_length.
Result<int64_t> item_index(ThreadState& ts, Value self, Value key) {
  int64_t index = TRY(to_index(ts, key));
  lenfunc length = function_of<At_sq_length>(ts, self);
  if (index >= 0 || length == nullptr) return index;
  InC in_c(ts);
  Py_ssize_t size = length(to_c(self));
  if (size < 0) TRY(take_status(ts, -1));
  return index + size;
}

Result<Ref> wrap_item(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 1));
  int64_t index = TRY(item_index(ts, self, args.values[0]));
  InC in_c(ts);
  return take_object(ts, as_function<ssizeargfunc>(function)(to_c(self), index));
}
template <bool kDelete>
Result<Ref> wrap_set_by_index(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, kDelete ? 1 : 2, kDelete ? 1 : 2));
  int64_t index = TRY(item_index(ts, self, args.values[0]));
  InC in_c(ts);
  TRY(take_status(ts, as_function<ssizeobjargproc>(function)(to_c(self), index, kDelete ? nullptr : to_c(args.values[1]))));
  return Ref::none();
}

/// Sets or deletes an item, an attribute, what a descriptor stands for.
template <bool kDelete>
Result<Ref> wrap_set(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, kDelete ? 1 : 2, kDelete ? 1 : 2));
  InC in_c(ts);
  TRY(take_status(ts, as_function<objobjargproc>(function)(to_c(self), to_c(args.values[0]), kDelete ? nullptr : to_c(args.values[1]))));
  return Ref::none();
}

Result<Ref> wrap_get_text(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 1));
  if (!is<Str>(args.values[0])) return raise(ts, Exc::kTypeError, "attribute name must be string, not '%.200s'", type_name(ts, args.values[0]));
  std::string_view name = TRY(str_utf8(ts, as<Str>(args.values[0])));
  InC in_c(ts);
  return take_object(ts, as_function<getattrfunc>(function)(to_c(self), const_cast<char*>(name.data())));
}
template <bool kDelete>
Result<Ref> wrap_set_text(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, kDelete ? 1 : 2, kDelete ? 1 : 2));
  if (!is<Str>(args.values[0])) return raise(ts, Exc::kTypeError, "attribute name must be string, not '%.200s'", type_name(ts, args.values[0]));
  std::string_view name = TRY(str_utf8(ts, as<Str>(args.values[0])));
  InC in_c(ts);
  TRY(take_status(ts, as_function<setattrfunc>(function)(to_c(self), const_cast<char*>(name.data()), kDelete ? nullptr : to_c(args.values[1]))));
  return Ref::none();
}

Result<Ref> wrap_descr_get(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 1, 2));
  Value instance = args.values[0].is_none() ? Value::null() : args.values[0];
  Value owner = args.count < 2 || args.values[1].is_none() ? Value::null() : args.values[1];
  if (instance.is_null() && owner.is_null()) return raise(ts, Exc::kTypeError, "__get__(None, None) is invalid");
  InC in_c(ts);
  return take_object(ts, as_function<descrgetfunc>(function)(to_c(self), to_c(instance), to_c(owner)));
}

Result<Ref> wrap_call(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  Own<Tuple> positional = TRY(pack_positional(ts, args));
  Own<Dict> keywords;
  TRY(pack_keywords(ts, args, keywords));
  InC in_c(ts);
  return take_object(ts, as_function<ternaryfunc>(function)(to_c(self), to_c(positional.get()), to_c(keywords.get())));
}

Result<Ref> wrap_init(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  Own<Tuple> positional = TRY(pack_positional(ts, args));
  Own<Dict> keywords;
  TRY(pack_keywords(ts, args, keywords));
  InC in_c(ts);
  TRY(take_status(ts, as_function<initproc>(function)(to_c(self), to_c(positional.get()), to_c(keywords.get()))));
  return Ref::none();
}

Result<Ref> wrap_finalize(ThreadState& ts, const SlotRow&, SlotFunction function, Value self, CallArgs args) {
  TRY(expect_arguments(ts, args, 0, 0));
  InC in_c(ts);
  as_function<destructor>(function)(to_c(self));
  if (ts.has_pending()) return Raised{};
  return Ref::none();
}

// -- the rows ------------------------------------------------------------------------------------------------------------------

using Wrapper = decltype(SlotRow::wrapper);
constexpr Wrapper kNone = nullptr;

// Of each kind of row in slots.def the wrapper, and the one for the second form of the C function (by index, by text), if there is one.
#define KIND(kind, first, second)                  \
  constexpr Wrapper k##kind##Wrapper = first;      \
  constexpr Wrapper k##kind##SecondWrapper = second
KIND(Repr, &wrap_unary, kNone);
KIND(Str, &wrap_unary, kNone);
KIND(Hash, &wrap_hash, kNone);
KIND(Call, &wrap_call, kNone);
KIND(GetAttribute, &wrap_binary, &wrap_get_text);
KIND(GetAttrHook, kNone, kNone);
KIND(SetAttr, &wrap_set<false>, &wrap_set_text<false>);
KIND(DelAttr, &wrap_set<true>, &wrap_set_text<true>);
KIND(CompareLt, &wrap_compare<Py_LT>, kNone);
KIND(CompareLe, &wrap_compare<Py_LE>, kNone);
KIND(CompareEq, &wrap_compare<Py_EQ>, kNone);
KIND(CompareNe, &wrap_compare<Py_NE>, kNone);
KIND(CompareGt, &wrap_compare<Py_GT>, kNone);
KIND(CompareGe, &wrap_compare<Py_GE>, kNone);
KIND(Iter, &wrap_unary, kNone);
KIND(Next, &wrap_next, kNone);
KIND(DescrGet, &wrap_descr_get, kNone);
KIND(DescrSet, &wrap_set<false>, kNone);
KIND(DescrDelete, &wrap_set<true>, kNone);
KIND(Init, &wrap_init, kNone);
KIND(New, kNone, kNone);
KIND(Finalize, &wrap_finalize, kNone);
KIND(Await, &wrap_unary, kNone);
KIND(BinaryLeft, &wrap_binary, kNone);
KIND(BinaryRight, &wrap_reflected, kNone);
KIND(PowerLeft, &wrap_power, kNone);
KIND(PowerRight, &wrap_reflected_power, kNone);
KIND(Unary, &wrap_unary, kNone);
KIND(Truth, &wrap_truth, kNone);
KIND(InPlace, &wrap_binary, kNone);
KIND(InPlacePower, &wrap_power, kNone);
KIND(Length, &wrap_length, &wrap_length);
KIND(GetItem, &wrap_binary, &wrap_item);
KIND(SetItem, &wrap_set<false>, &wrap_set_by_index<false>);
KIND(DelItem, &wrap_set<true>, &wrap_set_by_index<true>);
KIND(Contains, &wrap_contains, kNone);
KIND(Concat, &wrap_binary, kNone);
KIND(Repeat, &wrap_repeat, kNone);
KIND(RepeatRight, &wrap_repeat, kNone);
#undef KIND

constexpr size_t kRowCount = 0
#define SLOT(kind, field, name, signature, doc) +1
#include "config/slots.def"
#undef SLOT
    ;

struct CRows {
  SlotRow first[kRowCount];
  SlotRow second[kRowCount];
};

/// The rows of slots.def for C functions: the same names, slots and documentation, other wrappers.
CRows make_rows() {
  static constexpr Wrapper kWrappers[][2] = {
#define SLOT(kind, field, name, signature, doc) {k##kind##Wrapper, k##kind##SecondWrapper},
#include "config/slots.def"
#undef SLOT
  };
  CRows rows = {};
  std::span<const SlotRow> ours = slot_rows();
  for (size_t i = 0; i < kRowCount; ++i) {
    for (SlotRow* row : {&rows.first[i], &rows.second[i]}) {
      *row = ours[i];
      row->adapter = adapter_of(ours[i].offset);
    }
    rows.first[i].wrapper = kWrappers[i][0];
    rows.second[i].wrapper = kWrappers[i][1];
  }
  return rows;
}
const CRows& c_rows() {
  static const CRows rows = make_rows();
  return rows;
}

/// The C functions for a field of Slots: the first form, and the second.
struct CFunctions {
  SlotFunction first = nullptr;
  SlotFunction second = nullptr;
};
CFunctions functions_for(TypeRecord& record, size_t offset) {
  CFunctions found;
#define TYPE_SLOT(id, kind, field, suite)                                              \
  if (At_##id::kOffset == offset) {                                                    \
    constexpr int kNumber = At_##id::kNumber;                                          \
    constexpr bool kSecond = kNumber == Py_tp_getattr || kNumber == Py_tp_setattr || kNumber == Py_sq_length || kNumber == Py_sq_item || \
                             kNumber == Py_sq_ass_item;                                \
    auto function = reinterpret_cast<SlotFunction>(At_##id::get(record.said));         \
    (kSecond ? found.second : found.first) = function;                                 \
  }
#include "type_slots.def"
#undef TYPE_SLOT
  return found;
}

/// `T.__new__` of a C-defined type: checks the class that it is given, and calls the tp_new of T itself.
Result<Ref> call_c_new(ThreadState& ts, const NativeMethod&, Value self, CallArgs args) {
  Type& owner = as<Type>(self);
  Type* type = TRY(requested_type(ts, owner, args));
  newfunc function = c_type(owner).tp_new;
  const Type* maker = maker_of(*type);
  if (maker != nullptr && maker != &owner) {
    show_type(ts, const_cast<Type&>(*maker));
    if (c_type(*maker).tp_new != function) return raise_unsafe_new(ts, owner, *type, *maker);
  }
  CallArgs rest = {args.values + 1, args.count - 1, args.names};
  Own<Tuple> positional = TRY(pack_positional(ts, rest));
  Own<Dict> keywords;
  TRY(pack_keywords(ts, rest, keywords));
  show_type(ts, *type);
  InC in_c(ts);
  return take_object(ts, function(to_c_type(type), to_c(positional.get()), to_c(keywords.get())), self);
}

constexpr NativeMethod kCNewRow = {
    "__new__", "($type, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature.", &call_c_new,
    parse_parameters("($type, *args, **kwargs)"), NativeMethod::kTypeNew,
};

Status add_if_absent(ThreadState& ts, Type& type, const char* name, Value value) {
  Own<Str> key = TRY(intern(ts, name));
  if (!dict_get(ts, *type.dict, key.get()).is_null()) return {};
  return dict_set(ts, *type.dict, key, value);
}

Status add_wrapper(ThreadState& ts, Type& type, const SlotRow& row, SlotFunction function) {
  Ref descriptor = TRY(new_wrapper_descriptor(ts, row, type));
  descriptor.as<WrapperDescriptor>()->function = function;
  return add_if_absent(ts, type, row.name, descriptor);
}

}  // namespace

Status add_c_wrappers(ThreadState& ts, Type& type) {
  TypeRecord& record = record_of(type);
  const CRows& rows = c_rows();
  if (record.said.tp_new != nullptr) {
    Ref function = TRY(new_builtin(ts, kCNewRow, Value::from_object(&type), Value::null()));
    TRY(add_if_absent(ts, type, "__new__", function));
  }
  for (size_t i = 0; i < kRowCount; ++i) {
    CFunctions functions = functions_for(record, rows.first[i].offset);
    if (functions.first != nullptr && rows.first[i].wrapper != nullptr) {
      if (is_function(ts, functions.first, reinterpret_cast<void (*)()>(&PyObject_HashNotImplemented))) {
        TRY(add_if_absent(ts, type, "__hash__", Value::none()));
      } else {
        TRY(add_wrapper(ts, type, rows.first[i], functions.first));
      }
    }
    if (functions.second != nullptr && rows.second[i].wrapper != nullptr) TRY(add_wrapper(ts, type, rows.second[i], functions.second));
  }
  // A type that compares in its own way and says nothing of hashing is not hashable.
  if (record.said.tp_richcompare != nullptr && record.said.tp_hash == nullptr) TRY(add_if_absent(ts, type, "__hash__", Value::none()));
  return {};
}

}  // namespace pyemb::capi
