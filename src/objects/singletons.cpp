// SPDX-License-Identifier: MIT
// None, NotImplemented and Ellipsis: reserved words, so that their types have no instances in the heap.
#include "objects/call.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

/// The constructor of each of the three types answers the one instance, and takes no arguments.
template <Value (*singleton)()>
Result<Ref> singleton_new(ThreadState& ts, Type& type, CallArgs args) {
  if (args.count > 0 || !args.names.is_null()) return raise(ts, Exc::kTypeError, "%s takes no arguments",
                                                                 type.id == TypeId::kEllipsisType ? "EllipsisType" : type_name(type));
  return Ref::copy(singleton());
}

Result<Ref> none_repr(ThreadState& ts, Value) { return new_str(ts, "None"); }
Result<bool> none_truth(ThreadState&, Value) { return false; }
Result<int64_t> none_hash(ThreadState&, Value) { return int64_t{0xfca86420}; }

Result<Ref> not_implemented_repr(ThreadState& ts, Value) { return new_str(ts, "NotImplemented"); }
Result<Ref> not_implemented_reduce(ThreadState& ts, Value) { return new_str(ts, "NotImplemented"); }
Result<bool> not_implemented_truth(ThreadState& ts, Value) {
  TRY(warn(ts, Exc::kDeprecationWarning, 1, "NotImplemented should not be used in a boolean context"));
  return true;
}

Result<Ref> ellipsis_repr(ThreadState& ts, Value) { return new_str(ts, "Ellipsis"); }
Result<Ref> ellipsis_reduce(ThreadState& ts, Value) { return new_str(ts, "Ellipsis"); }

constexpr NativeMethod kNotImplementedMethods[] = {
    method<not_implemented_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
};
constexpr NativeMethod kEllipsisMethods[] = {
    method<ellipsis_reduce>("__reduce__", "($self, /)", "Return state information for pickling."),
};

}  // namespace

constexpr TypeSpec kNoneTypeSpec = {
    .name = "NoneType",
    .id = TypeId::kNoneType,
    .slots = {.repr = none_repr, .hash = none_hash, .new_ = singleton_new<Value::none>, .truth = none_truth},
};

constexpr TypeSpec kNotImplementedTypeSpec = {
    .name = "NotImplementedType",
    .id = TypeId::kNotImplementedType,
    .methods = kNotImplementedMethods,
    .slots = {.repr = not_implemented_repr, .new_ = singleton_new<Value::not_implemented>, .truth = not_implemented_truth},
};

constexpr TypeSpec kEllipsisTypeSpec = {
    .name = "ellipsis",
    .id = TypeId::kEllipsisType,
    .methods = kEllipsisMethods,
    .slots = {.repr = ellipsis_repr, .new_ = singleton_new<Value::ellipsis>},
};

}  // namespace pyemb
