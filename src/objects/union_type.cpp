// SPDX-License-Identifier: MIT
#include "objects/call.h"
#include "objects/generic_alias.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {

namespace {

bool is_unionable(Value value) { return value.is_none() || is<Type>(value) || is<GenericAlias>(value) || is<UnionType>(value); }

/// None stands for its type; a union for its members.
Status add_flat(ThreadState& ts, List& out, Value item) {
  if (is<UnionType>(item)) return list_extend(ts, out, as<UnionType>(item).args);
  if (item.is_none()) return list_append(ts, out, Ref::copy(static_cast<Object*>(&core_type(ts, TypeId::kNoneType))));
  return list_append(ts, out, Ref::copy(item));
}

Result<Ref> make_union(ThreadState& ts, List& members) {
  Own<List> unique = TRY(new_list(ts));
  for (int64_t i = 0; i < members.size; ++i) {
    bool known = false;
    for (int64_t k = 0; k < unique->size && !known; ++k) {
      Value a = unique->at(k);
      Value b = members.at(i);
      known = a == b;
      if (!known && is<GenericAlias>(a) && is<GenericAlias>(b)) known = TRY(equal(ts, a, b));
      if (!known && !is<Type>(a) && !is<Type>(b)) known = TRY(equal(ts, a, b));
    }
    if (!known) TRY(list_append(ts, *unique, Ref::copy(members.at(i))));
  }
  if (unique->size == 1) return Ref::copy(unique->at(0));
  Own<UnionType> made = TRY(new_native<UnionType>(ts));
  made->args = Ref(TRY(to_tuple(ts, unique))).release();
  gc_track(ts, made.get());
  return made;
}

}  // namespace

Result<Ref> union_of(ThreadState& ts, Value left, Value right) {
  if (!is_unionable(left) || !is_unionable(right)) return Result<Ref>::not_implemented();
  Own<List> members = TRY(new_list(ts, 2));
  TRY(add_flat(ts, *members, left));
  TRY(add_flat(ts, *members, right));
  return make_union(ts, *members);
}

namespace {

Result<Ref> union_repr(ThreadState& ts, Value self) {
  Tuple& args = as<Tuple>(as<UnionType>(self).args);
  StringBuilder out(ts);
  for (int64_t i = 0; i < args.size; ++i) {
    if (i > 0) out.append(" | ");
    if (args.at(i) == Value::from_object(&core_type(ts, TypeId::kNoneType))) {
      out.append("None");
    } else {
      TRY(type_expression_repr(ts, out, args.at(i)));
    }
  }
  return out.finish();
}

Result<Ref> frozen(ThreadState& ts, Value args) { return call(ts, Value::from_object(&core_type(ts, TypeId::kFrozenSet)), args); }

Result<int64_t> union_hash(ThreadState& ts, Value self) {
  Ref set = TRY(frozen(ts, as<UnionType>(self).args));
  return hash(ts, set);
}

Result<Ref> union_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<UnionType>(right)) return Result<Ref>::not_implemented();
  Ref a = TRY(frozen(ts, as<UnionType>(left).args));
  Ref b = TRY(frozen(ts, as<UnionType>(right).args));
  return compare(ts, a, b, op);
}

Result<bool> union_instance_check(ThreadState& ts, UnionType& self, Value instance) {
  Tuple& args = as<Tuple>(self.args);
  for (Value arg : args.span()) {
    if (!is<Type>(arg)) return raise(ts, Exc::kTypeError, "isinstance() argument 2 cannot be a parameterized generic");
  }
  return is_instance(ts, instance, self.args);
}

Result<bool> union_subclass_check(ThreadState& ts, UnionType& self, Value subclass) {
  if (!is<Type>(subclass)) return raise(ts, Exc::kTypeError, "issubclass() arg 1 must be a class");
  Tuple& args = as<Tuple>(self.args);
  for (Value arg : args.span()) {
    if (!is<Type>(arg)) return raise(ts, Exc::kTypeError, "issubclass() argument 2 cannot be a parameterized generic");
  }
  return is_subclass(ts, subclass, self.args);
}

Result<Ref> union_parameters(ThreadState& ts, UnionType& self) {
  if (self.parameters.is_null()) self.parameters = TRY(collect_type_parameters(ts, self.args)).release();
  return Ref::copy(self.parameters);
}

Result<Ref> union_getitem(ThreadState& ts, Value self, Value item) {
  UnionType& type = as<UnionType>(self);
  Ref parameters = TRY(union_parameters(ts, type));
  Ref args = TRY(substitute_type_parameters(ts, self, type.args, parameters, item));
  Own<List> members = TRY(new_list(ts));
  for (Value arg : args.as<Tuple>()->span()) TRY(add_flat(ts, *members, arg));
  return make_union(ts, *members);
}

void union_traverse(Object* object, GcVisitor& visit) {
  visit(static_cast<UnionType*>(object)->args);
  visit(static_cast<UnionType*>(object)->parameters);
}
void union_dealloc(ThreadState&, Object* object) {
  decref(std::exchange(static_cast<UnionType*>(object)->args, Value::null()));
  decref(std::exchange(static_cast<UnionType*>(object)->parameters, Value::null()));
}

constexpr NativeMethod kMethods[] = {
    method<union_instance_check>("__instancecheck__", "($self, instance, /)", nullptr),
    method<union_subclass_check>("__subclasscheck__", "($self, subclass, /)", nullptr),
};
constexpr Member kMembers[] = {{"__args__", Member::kValue, offsetof(UnionType, args), Member::kReadOnly, nullptr}};
constexpr GetSet kGetSets[] = {getset<union_parameters>("__parameters__", "Type variables in the types.UnionType.")};

}  // namespace

constexpr TypeSpec kUnionTypeSpec = {
    .name = "types.UnionType",
    .doc = "Represent a PEP 604 union type\n\nE.g. for int | str",
    .id = TypeId::kUnionType,
    .size = sizeof(UnionType),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .slots = {.repr = union_repr, .hash = union_hash, .compare = union_compare, .or_ = union_of, .getitem = union_getitem},
    .traverse = union_traverse,
    .dealloc = union_dealloc,
};

}  // namespace pyemb
