// SPDX-License-Identifier: MIT
// Adapters: the slot functions of C-defined types. Each calls the C function that stands in the view of the object's type (type_record.h).
//
// A binary operator is asked of either operand's type and is not told which; since all C-defined types share one adapter for an operator, the adapter
// goes by the same rules as the operator itself does between them.
#include "foreign_call.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/slot_table.h"
#include "objects/str.h"
#include "type_slots.h"

namespace pyemb::capi {
namespace {

Raised raise_missing(ThreadState& ts, Value self) {
  return raise(ts, Exc::kSystemError, "a slot of '%.200s' has no function", type_name(ts, self));
}

template <class At>
struct Unary {
  static Result<Ref> call(ThreadState& ts, Value self) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    return take_object(ts, function(to_c(self)));
  }
};

template <class At>
struct Next {
  static Result<Ref> call(ThreadState& ts, Value self) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    PyObject* item = function(to_c(self));
    if (item == nullptr && !ts.has_pending()) return Result<Ref>::absent();
    return take_object(ts, item);
  }
};

template <class At>
struct Hash {
  static Result<int64_t> call(ThreadState& ts, Value self) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    Py_hash_t answer = function(to_c(self));
    if (answer == -1) TRY(take_status(ts, -1));
    return answer;
  }
};

template <class At>
struct Call {
  static Result<Ref> call(ThreadState& ts, Value self, CallArgs args) {
    PyTypeObject& view = c_type(type_of(ts, self));
    if (view.tp_vectorcall_offset > 0) {
      auto vectorcall = *reinterpret_cast<vectorcallfunc*>(reinterpret_cast<char*>(self.as_object()) + view.tp_vectorcall_offset);
      if (vectorcall != nullptr) {
        InC in_c(ts);
        return take_object(ts, vectorcall(to_c(self), objects_of(args.values), args.count, to_c(args.names)), self);
      }
    }
    auto function = At::get(view);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    Own<Tuple> positional = TRY(pack_positional(ts, args));
    Own<Dict> keywords;
    TRY(pack_keywords(ts, args, keywords));
    InC in_c(ts);
    return take_object(ts, function(to_c(self), to_c(positional.get()), to_c(keywords.get())), self);
  }
};

template <class At>
struct GetAttr {
  static Result<Ref> call(ThreadState& ts, Value self, Value name) {
    PyTypeObject& view = c_type(type_of(ts, self));
    if (auto function = At_tp_getattro::get(view)) {
      InC in_c(ts);
      return take_object(ts, function(to_c(self), to_c(name)));
    }
    auto function = At_tp_getattr::get(view);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    std::string_view text = TRY(str_utf8(ts, as<Str>(name)));
    InC in_c(ts);
    return take_object(ts, function(to_c(self), const_cast<char*>(text.data())));
  }
};
template <class At>
using GetAttrText = GetAttr<At>;

template <class At>
struct SetAttr {
  static Status call(ThreadState& ts, Value self, Value name, Value value) {
    PyTypeObject& view = c_type(type_of(ts, self));
    if (auto function = At_tp_setattro::get(view)) {
      InC in_c(ts);
      return take_status(ts, function(to_c(self), to_c(name), to_c(value)));
    }
    auto function = At_tp_setattr::get(view);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    std::string_view text = TRY(str_utf8(ts, as<Str>(name)));
    InC in_c(ts);
    return take_status(ts, function(to_c(self), const_cast<char*>(text.data()), to_c(value)));
  }
};
template <class At>
using SetAttrText = SetAttr<At>;

template <class At>
struct Compare {
  static Result<Ref> call(ThreadState& ts, Value left, Value right, pyemb::Compare op) {
    auto function = function_of<At>(ts, left);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, left);
    InC in_c(ts);
    return take_object(ts, function(to_c(left), to_c(right), static_cast<int>(op)));
  }
};

template <class At>
struct DescrGet {
  static Result<Ref> call(ThreadState& ts, Value self, Value instance, Value owner) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    return take_object(ts, function(to_c(self), to_c(instance), to_c(owner)));
  }
};

template <class At>
struct DescrSet {
  static Status call(ThreadState& ts, Value self, Value instance, Value value) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return static_cast<Status>(raise_missing(ts, self));
    InC in_c(ts);
    return take_status(ts, function(to_c(self), to_c(instance), to_c(value)));
  }
};

template <class At>
struct Init {
  static Status call(ThreadState& ts, Value self, CallArgs args) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return static_cast<Status>(raise_missing(ts, self));
    Own<Tuple> positional = TRY(pack_positional(ts, args));
    Own<Dict> keywords;
    TRY(pack_keywords(ts, args, keywords));
    InC in_c(ts);
    return take_status(ts, function(to_c(self), to_c(positional.get()), to_c(keywords.get())));
  }
};

template <class At>
struct New {
  static Result<Ref> call(ThreadState& ts, Type& type, CallArgs args) {
    auto function = At::get(c_type(type));
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, Value::from_object(&type));
    Own<Tuple> positional = TRY(pack_positional(ts, args));
    Own<Dict> keywords;
    TRY(pack_keywords(ts, args, keywords));
    InC in_c(ts);
    return take_object(ts, function(to_c_type(&type), to_c(positional.get()), to_c(keywords.get())), Value::from_object(&type));
  }
};

template <class At>
struct Finalize {
  static void call(ThreadState& ts, Value self) {
    auto function = function_of<At>(ts, self);
    if (function == nullptr) return;
    InC in_c(ts);
    function(to_c(self));
    if (ts.has_pending()) report_unraisable(ts, nullptr, self);
  }
};

/// Asks the two types of C code among the operands' types, the subclass first; null functions are skipped.
template <class Function, class... Rest>
Result<Ref> ask(ThreadState& ts, Function first, Function second, bool second_goes_first, Rest... operands) {
  if (second_goes_first) std::swap(first, second);
  for (Function function : {first, second}) {
    if (function == nullptr) continue;
    Ref answer = TRY(take_object(ts, function(to_c(operands)...)));
    if (!answer.get().is_not_implemented()) return answer;
  }
  return Result<Ref>::not_implemented();
}

/// The function of a type that uses this adapter, or null.
template <class At, class Adapter>
typename At::Function own_function(Type& type, Adapter adapter) {
  return type.slots.*At::field == adapter ? At::get(c_type(type)) : nullptr;
}

template <class At>
struct Binary {
  static Result<Ref> call(ThreadState& ts, Value left, Value right) {
    Type& a = type_of(ts, left);
    Type& b = type_of(ts, right);
    auto first = own_function<At>(a, &call);
    auto second = &a == &b ? nullptr : own_function<At>(b, &call);
    if (second == first) second = nullptr;
    InC in_c(ts);
    return ask(ts, first, second, second != nullptr && first != nullptr && is_subtype(b, a), left, right);
  }
};

template <class At>
struct Power {
  static Result<Ref> call(ThreadState& ts, Value base, Value exponent, Value modulus) {
    Type& a = type_of(ts, base);
    Type& b = type_of(ts, exponent);
    auto first = own_function<At>(a, &call);
    auto second = &a == &b ? nullptr : own_function<At>(b, &call);
    if (second == first) second = nullptr;
    InC in_c(ts);
    Ref answer = TRY(ask(ts, first, second, second != nullptr && first != nullptr && is_subtype(b, a), base, exponent, modulus));
    if (!answer.get().is_not_implemented() || modulus.is_none()) return answer;
    auto third = own_function<At>(type_of(ts, modulus), &call);
    if (third == first || third == second) return answer;
    return ask(ts, third, typename At::Function(nullptr), false, base, exponent, modulus);
  }
};

template <class At>
struct InPlace {
  static Result<Ref> call(ThreadState& ts, Value self, Value other) {
    auto function = function_of<At>(ts, self);
    if constexpr (At::kNumber == Py_mp_subscript) {
      if (function == nullptr) return subscript_by_index(ts, self, other);
    }
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    return take_object(ts, function(to_c(self), to_c(other)));
  }

  /// self[index] of a type that only has sq_item.
  static Result<Ref> subscript_by_index(ThreadState& ts, Value self, Value key) {
    auto function = function_of<At_sq_item>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    int64_t index = TRY(sequence_index(ts, self, key));
    InC in_c(ts);
    return take_object(ts, function(to_c(self), index));
  }
  static Result<int64_t> sequence_index(ThreadState& ts, Value self, Value key) {
    if (type_of(ts, key).slots.index == nullptr) {
      return raise(ts, Exc::kTypeError, "sequence index must be integer, not '%.200s'", type_name(ts, key));
    }
    int64_t index = TRY(to_index(ts, key, Exc::kIndexError));
    if (index >= 0 || function_of<At_sq_length>(ts, self) == nullptr) return index;
    InC in_c(ts);
    Py_ssize_t size = function_of<At_sq_length>(ts, self)(to_c(self));
    if (size < 0) TRY(take_status(ts, -1));
    return index + size;
  }
};
template <class At>
using Item = InPlace<At_mp_subscript>;

template <class At>
struct InPlacePower {
  static Result<Ref> call(ThreadState& ts, Value base, Value exponent, Value modulus) {
    auto function = function_of<At>(ts, base);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, base);
    InC in_c(ts);
    return take_object(ts, function(to_c(base), to_c(exponent), to_c(modulus)));
  }
};

template <class At>
struct Truth {
  static Result<bool> call(ThreadState& ts, Value self) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    return take_truth(ts, function(to_c(self)));
  }
};

template <class At>
struct Length {
  static Result<int64_t> call(ThreadState& ts, Value self) {
    lenfunc function = function_of<At_mp_length>(ts, self);
    if (function == nullptr) function = function_of<At_sq_length>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    Py_ssize_t size = function(to_c(self));
    if (size < 0) TRY(take_status(ts, -1));
    return size;
  }
};

template <class At>
struct SetItem {
  static Status call(ThreadState& ts, Value self, Value key, Value value) {
    if (auto function = function_of<At_mp_ass_subscript>(ts, self)) {
      InC in_c(ts);
      return take_status(ts, function(to_c(self), to_c(key), to_c(value)));
    }
    auto function = function_of<At_sq_ass_item>(ts, self);
    if (UNLIKELY(function == nullptr)) return static_cast<Status>(raise_missing(ts, self));
    int64_t index = TRY(InPlace<At_mp_subscript>::sequence_index(ts, self, key));
    InC in_c(ts);
    return take_status(ts, function(to_c(self), index, to_c(value)));
  }
};
template <class At>
using AssItem = SetItem<At>;

template <class At>
struct Repeat {
  static Result<Ref> call(ThreadState& ts, Value self, int64_t count) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    return take_object(ts, function(to_c(self), count));
  }
};

template <class At>
struct Contains {
  static Result<bool> call(ThreadState& ts, Value self, Value item) {
    auto function = function_of<At>(ts, self);
    if (UNLIKELY(function == nullptr)) return raise_missing(ts, self);
    InC in_c(ts);
    return take_truth(ts, function(to_c(self), to_c(item)));
  }
};

// One adapter for each field: where two rows share it, that of the first one.
struct AdapterRow {
  size_t offset;
  SlotPointer adapter;
};
template <class F>
SlotPointer erase(F* function) {
  return reinterpret_cast<SlotPointer>(function);
}
const AdapterRow* adapter_rows(size_t* count) {
  static const AdapterRow rows[] = {
#define TYPE_SLOT(id, kind, field_, suite) {At_##id::kOffset, erase(&kind<At_##id>::call)},
#include "type_slots.def"
#undef TYPE_SLOT
  };
  *count = sizeof(rows) / sizeof(rows[0]);
  return rows;
}

}  // namespace

SlotPointer adapter_of(size_t offset) {
  size_t count = 0;
  const AdapterRow* rows = adapter_rows(&count);
  for (size_t i = 0; i < count; ++i) {
    if (rows[i].offset == offset) return rows[i].adapter;
  }
  return nullptr;
}

void fill_adapters(TypeRecord& record) {
#define TYPE_SLOT(id, kind, field, suite)                                                                      \
  if (At_##id::get(record.said) != nullptr && slot_at(record.spec.slots, At_##id::kOffset) == nullptr) {       \
    slot_at(record.spec.slots, At_##id::kOffset) = adapter_of(At_##id::kOffset);                               \
  }
#include "type_slots.def"
#undef TYPE_SLOT
}

}  // namespace pyemb::capi
