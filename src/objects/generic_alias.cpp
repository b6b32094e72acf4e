// SPDX-License-Identifier: MIT
#include "objects/generic_alias.h"

#include <string_view>

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {

// -- type parameters -------------------------------------------------------------------------------------------------------------

namespace {

Status add_unique(ThreadState& ts, List& list, Value item) {
  for (int64_t i = 0; i < list.size; ++i) {
    Ref other = Ref::copy(list.at(i));
    bool same = TRY(equal(ts, other, item));
    if (same) return {};
  }
  return list_append(ts, list, Ref::copy(item));
}

/// Whether an object stands for itself in a list of parameters: a TypeVar, ParamSpec or TypeVarTuple.
Result<bool> is_type_variable(ThreadState& ts, Value value) {
  if (is<Type>(value)) return false;
  Ref hook = TRY(find_attr(ts, value, ts.names().dunder_typing_subst));
  return !hook.is_absent();
}

}  // namespace

Result<Ref> collect_type_parameters(ThreadState& ts, Value args) {
  Own<List> found = TRY(new_list(ts));
  for (int64_t i = 0; i < as<Tuple>(args).size; ++i) {
    Ref arg = Ref::copy(as<Tuple>(args).at(i));
    if (is<Type>(arg)) continue;
    bool variable = TRY(is_type_variable(ts, arg));
    if (variable) {
      TRY(add_unique(ts, *found, arg));
      continue;
    }
    Ref inner = TRY(find_attr(ts, arg, ts.names().dunder_parameters));
    if (inner.is_absent() || !is<Tuple>(inner)) continue;
    for (int64_t k = 0; k < inner.as<Tuple>()->size; ++k) TRY(add_unique(ts, *found, inner.as<Tuple>()->at(k)));
  }
  return to_tuple(ts, found);
}

namespace {

int64_t index_of(Tuple& tuple, Value item) {
  for (int64_t i = 0; i < tuple.size; ++i) {
    if (tuple.at(i) == item) return i;
  }
  return -1;
}

/// The arguments with unpacked tuples (`*tuple[int, str]`) spread out.
Result<Ref> unpack_arguments(ThreadState& ts, Value item) {
  Own<List> flat = TRY(new_list(ts));
  Own<Tuple> items;
  if (is<Tuple>(item)) {
    items = Own<Tuple>::copy(&as<Tuple>(item));
  } else {
    items = TRY(new_tuple_of(ts, item));
  }
  for (int64_t i = 0; i < items->size; ++i) {
    Value arg = items->at(i);
    if (!is<Type>(arg)) {
      Ref sub = TRY(find_attr(ts, arg, ts.names().dunder_typing_unpacked_tuple_args));
      if (!sub.is_absent() && is<Tuple>(sub) && !(sub.as<Tuple>()->size > 0 && sub.as<Tuple>()->at(sub.as<Tuple>()->size - 1).is_ellipsis())) {
        TRY(list_extend(ts, *flat, sub));
        continue;
      }
    }
    TRY(list_append(ts, *flat, Ref::copy(arg)));
  }
  return to_tuple(ts, flat);
}

/// `arg[...]` with the parameters that it mentions replaced.
Result<Ref> substitute_in(ThreadState& ts, Value arg, Tuple& parameters, Tuple& values) {
  Ref inner = TRY(find_attr(ts, arg, ts.names().dunder_parameters));
  if (inner.is_absent() || !is<Tuple>(inner) || inner.as<Tuple>()->size == 0) return Ref::copy(arg);
  Own<List> own = TRY(new_list(ts));
  for (Value parameter : inner.as<Tuple>()->span()) {
    int64_t i = index_of(parameters, parameter);
    Value value = i >= 0 && i < values.size ? values.at(i) : parameter;
    Ref is_tuple_like = Ref::copy(value);
    if (is_tuple(value)) {
      TRY(list_extend(ts, *own, value));
    } else {
      TRY(list_append(ts, *own, Ref::copy(value)));
    }
  }
  Own<Tuple> key = TRY(to_tuple(ts, own));
  return get_item(ts, arg, key);
}

}  // namespace

Result<Ref> substitute_type_parameters(ThreadState& ts, Value self, Value args, Value parameters, Value item) {
  Tuple& wanted = as<Tuple>(parameters);
  if (wanted.size == 0) {
    Own<Str> shown = TRY(repr(ts, self));
    return raise(ts, Exc::kTypeError, "%s is not a generic class", Utf8(ts, *shown).c_str());
  }
  Ref given = TRY(unpack_arguments(ts, item));
  Own<Str> prepare_name = TRY(intern(ts, "__typing_prepare_subst__"));
  for (Value parameter : wanted.span()) {
    Ref prepare = TRY(find_attr(ts, parameter, prepare_name.get()));
    if (prepare.is_absent() || prepare.is_none()) continue;
    Ref prepared = TRY(call(ts, prepare, self, given));
    given = TRY(to_tuple(ts, prepared));
  }
  Tuple& values = *given.as<Tuple>();
  if (values.size != wanted.size) {
    Own<Str> shown = TRY(repr(ts, self));
    return raise(ts, Exc::kTypeError, "Too %s arguments for %s; actual %lld, expected %lld", values.size > wanted.size ? "many" : "few",
                 Utf8(ts, *shown).c_str(), static_cast<long long>(values.size), static_cast<long long>(wanted.size));
  }
  Own<List> result = TRY(new_list(ts));
  for (int64_t i = 0; i < as<Tuple>(args).size; ++i) {
    Ref arg = Ref::copy(as<Tuple>(args).at(i));
    if (is<Type>(arg)) {
      TRY(list_append(ts, *result, std::move(arg)));
      continue;
    }
    Ref unpacked = TRY(find_attr(ts, arg, "__typing_is_unpacked_typevartuple__"));
    Ref hook = TRY(find_attr(ts, arg, ts.names().dunder_typing_subst));
    Ref replaced;
    if (!hook.is_absent()) {
      int64_t at = index_of(wanted, arg);
      replaced = TRY(call(ts, hook, at >= 0 ? values.at(at) : Value(arg)));
    } else {
      replaced = TRY(substitute_in(ts, arg, wanted, values));
    }
    bool spread = !unpacked.is_absent() && unpacked.get().is_true();
    if (spread && is<Tuple>(replaced)) {
      TRY(list_extend(ts, *result, replaced));
    } else {
      TRY(list_append(ts, *result, std::move(replaced)));
    }
  }
  return to_tuple(ts, result);
}

// -- GenericAlias ------------------------------------------------------------------------------------------------------------------

Result<Ref> new_generic_alias(ThreadState& ts, Value origin, Value args) {
  Own<GenericAlias> alias = TRY(new_native<GenericAlias>(ts));
  alias->origin = Ref::copy(origin).release();
  alias->args = is<Tuple>(args) ? Ref::copy(args).release() : Ref(TRY(new_tuple_of(ts, args))).release();
  gc_track(ts, alias.get());
  return alias;
}

Result<Ref> class_getitem_alias(ThreadState& ts, Type& type, Value key) { return new_generic_alias(ts, Value::from_object(&type), key); }

Status type_expression_repr(ThreadState& ts, StringBuilder& out, Value item) {
  if (item.is_ellipsis()) {
    out.append("...");
    return {};
  }
  Ref origin = TRY(find_attr(ts, item, ts.names().dunder_origin));
  Ref args = TRY(find_attr(ts, item, ts.names().dunder_args));
  if (origin.is_absent() || args.is_absent()) {
    Ref qualname = TRY(find_attr(ts, item, ts.names().dunder_qualname));
    Ref module = TRY(find_attr(ts, item, ts.names().dunder_module));
    if (!qualname.is_absent() && !module.is_absent() && !module.is_none()) {
      Own<Str> q = TRY(to_str(ts, qualname));
      Own<Str> m = TRY(to_str(ts, module));
      if (!str_equal(*m, "builtins")) {
        out.append(*m);
        out.append(".");
      }
      out.append(*q);
      return {};
    }
  }
  Own<Str> shown = TRY(repr(ts, item));
  out.append(*shown);
  return {};
}

namespace {

Status argument_repr(ThreadState& ts, StringBuilder& out, Value item) {
  if (!is<List>(item)) return type_expression_repr(ts, out, item);
  out.append("[");
  for (int64_t i = 0; i < as<List>(item).size; ++i) {
    if (i > 0) out.append(", ");
    Ref inner = Ref::copy(as<List>(item).at(i));
    TRY(type_expression_repr(ts, out, inner));
  }
  out.append("]");
  return {};
}

Result<Ref> alias_repr(ThreadState& ts, Value self) {
  GenericAlias& alias = as<GenericAlias>(self);
  StringBuilder out(ts);
  if (alias.starred) out.append("*");
  TRY(type_expression_repr(ts, out, alias.origin));
  out.append("[");
  Tuple& args = as<Tuple>(alias.args);
  for (int64_t i = 0; i < args.size; ++i) {
    if (i > 0) out.append(", ");
    TRY(argument_repr(ts, out, args.at(i)));
  }
  if (args.size == 0) out.append("()");
  out.append("]");
  return out.finish();
}

Result<Ref> alias_parameters(ThreadState& ts, GenericAlias& self) {
  if (self.parameters.is_null()) self.parameters = TRY(collect_type_parameters(ts, self.args)).release();
  return Ref::copy(self.parameters);
}

Result<Ref> alias_getitem(ThreadState& ts, Value self, Value item) {
  GenericAlias& alias = as<GenericAlias>(self);
  Ref parameters = TRY(alias_parameters(ts, alias));
  Ref args = TRY(substitute_type_parameters(ts, self, alias.args, parameters, item));
  Ref made = TRY(new_generic_alias(ts, alias.origin, args));
  made.as<GenericAlias>()->starred = alias.starred;
  return made;
}

Result<int64_t> alias_hash(ThreadState& ts, Value self) {
  int64_t of_origin = TRY(hash(ts, as<GenericAlias>(self).origin));
  int64_t of_args = TRY(hash(ts, as<GenericAlias>(self).args));
  int64_t h = of_origin ^ of_args;
  return h == -1 ? -2 : h;
}

Result<Ref> alias_call(ThreadState& ts, Value self, CallArgs args) {
  Ref origin = Ref::copy(as<GenericAlias>(self).origin);
  Ref object = TRY(call(ts, origin, args));
  Status status = set_attr(ts, object, ts.names().dunder_orig_class, self);
  if (status.raised() && !clear_pending_if(ts, Exc::kAttributeError) && !clear_pending_if(ts, Exc::kTypeError)) return Raised{};
  return object;
}

/// Attributes that are the alias's own; every other one is the origin's.
bool is_own_attribute(const Str& name) {
  constexpr std::string_view kOwn[] = {"__class__",  "__origin__",     "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
                                       "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__"};
  for (std::string_view own : kOwn) {
    if (str_equal(name, own)) return true;
  }
  return false;
}

Result<Ref> alias_getattr(ThreadState& ts, Value self, Value name) {
  if (is<Str>(name) && !is_own_attribute(as<Str>(name))) return get_attr(ts, as<GenericAlias>(self).origin, name);
  return generic_get_attr(ts, self, name);
}

Result<Ref> alias_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<GenericAlias>(left) || !is<GenericAlias>(right)) return Result<Ref>::not_implemented();
  GenericAlias& a = as<GenericAlias>(left);
  GenericAlias& b = as<GenericAlias>(right);
  bool same = a.starred == b.starred;
  if (same) same = TRY(equal(ts, a.origin, b.origin));
  if (same) same = TRY(equal(ts, a.args, b.args));
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<Ref> alias_mro_entries(ThreadState& ts, GenericAlias& self, Value) { return new_tuple_of(ts, self.origin); }
Result<Ref> alias_instance_check(ThreadState& ts, GenericAlias&, Value) {
  return raise(ts, Exc::kTypeError, "isinstance() argument 2 cannot be a parameterized generic");
}
Result<Ref> alias_subclass_check(ThreadState& ts, GenericAlias&, Value) {
  return raise(ts, Exc::kTypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

Result<Ref> alias_reduce(ThreadState& ts, GenericAlias& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.origin, self.args));
  if (!self.starred) return new_tuple_of(ts, Value::from_object(self.type), args);
  Ref plain = TRY(new_generic_alias(ts, self.origin, self.args));
  Ref iterator = TRY(get_iter(ts, plain));
  Ref next = TRY(get_item(ts, ts.interp.builtins, Ref(TRY(intern(ts, "next"))).get()));
  Own<Tuple> next_args = TRY(new_tuple_of(ts, iterator));
  return new_tuple_of(ts, next, next_args);
}

Result<Ref> alias_dir(ThreadState& ts, GenericAlias& self) {
  Ref names = TRY(dir(ts, self.origin));
  Own<List> list = TRY(to_list(ts, names));
  constexpr const char* kExtra[] = {"__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__",
                                    "__unpacked__", "__typing_unpacked_tuple_args__"};
  for (const char* extra : kExtra) {
    Own<Str> name = TRY(intern(ts, extra));
    bool known = TRY(contains(ts, list, name));
    if (!known) TRY(list_append(ts, *list, std::move(name)));
  }
  return list;
}

Value alias_unpacked_args(ThreadState& ts, GenericAlias& self) {
  bool tuple = self.starred && self.origin == Value::from_object(&core_type(ts, TypeId::kTuple));
  return tuple ? self.args : Value::none();
}

/// iter(alias) yields one item: the alias, unpacked.
struct GenericAliasIterator : Object {
  static constexpr TypeId kId = TypeId::kGenericAliasIterator;
  Value alias;
};

Result<Ref> alias_iter(ThreadState& ts, Value self) {
  Own<GenericAliasIterator> iterator = TRY(new_native<GenericAliasIterator>(ts));
  iterator->alias = Ref::copy(self).release();
  gc_track(ts, iterator.get());
  return iterator;
}
Result<Ref> alias_iterator_next(ThreadState& ts, Value self) {
  Ref alias = Ref::steal(std::exchange(as<GenericAliasIterator>(self).alias, Value::null()));
  if (!alias) return Result<Ref>::absent();
  Ref starred = TRY(new_generic_alias(ts, alias.as<GenericAlias>()->origin, alias.as<GenericAlias>()->args));
  starred.as<GenericAlias>()->starred = true;
  return starred;
}
Result<Ref> alias_iterator_self(ThreadState&, Value self) { return Ref::copy(self); }
void alias_iterator_traverse(Object* object, GcVisitor& visit) { visit(static_cast<GenericAliasIterator*>(object)->alias); }
void alias_iterator_dealloc(ThreadState&, Object* object) { decref(std::exchange(static_cast<GenericAliasIterator*>(object)->alias, Value::null())); }

Result<Ref> alias_new(ThreadState& ts, Type& type, Value origin, Value args) {
  Own<GenericAlias> alias = TRY(new_native<GenericAlias>(ts, type));
  alias->origin = Ref::copy(origin).release();
  alias->args = is<Tuple>(args) ? Ref::copy(args).release() : Ref(TRY(new_tuple_of(ts, args))).release();
  gc_track(ts, alias.get());
  return alias;
}

void alias_traverse(Object* object, GcVisitor& visit) {
  auto* alias = static_cast<GenericAlias*>(object);
  visit(alias->origin);
  visit(alias->args);
  visit(alias->parameters);
}
void alias_dealloc(ThreadState&, Object* object) {
  auto* alias = static_cast<GenericAlias*>(object);
  decref(std::exchange(alias->origin, Value::null()));
  decref(std::exchange(alias->args, Value::null()));
  decref(std::exchange(alias->parameters, Value::null()));
}

constexpr NativeMethod kAliasNew = method<alias_new>("GenericAlias", "($type, origin, args, /)", "");
constexpr NativeMethod kAliasMethods[] = {
    method<alias_mro_entries>("__mro_entries__", "($self, bases, /)", nullptr),
    method<alias_instance_check>("__instancecheck__", "($self, instance, /)", nullptr),
    method<alias_subclass_check>("__subclasscheck__", "($self, subclass, /)", nullptr),
    method<alias_reduce>("__reduce__", "($self, /)", nullptr),
    method<alias_dir>("__dir__", "($self, /)", nullptr),
};
constexpr Member kAliasMembers[] = {
    {"__origin__", Member::kValue, offsetof(GenericAlias, origin), Member::kReadOnly, nullptr},
    {"__args__", Member::kValue, offsetof(GenericAlias, args), Member::kReadOnly, nullptr},
    {"__unpacked__", Member::kBool, offsetof(GenericAlias, starred), Member::kReadOnly, nullptr},
};
constexpr GetSet kAliasGetSets[] = {
    getset<alias_parameters>("__parameters__", "Type variables in the GenericAlias."),
    getset<alias_unpacked_args>("__typing_unpacked_tuple_args__", nullptr),
};

}  // namespace

constexpr TypeSpec kGenericAliasSpec = {
    .name = "types.GenericAlias",
    .doc = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    .id = TypeId::kGenericAlias,
    .size = sizeof(GenericAlias),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable,
    .methods = kAliasMethods,
    .getsets = kAliasGetSets,
    .members = kAliasMembers,
    .slots = {.repr = alias_repr,
              .hash = alias_hash,
              .call = alias_call,
              .getattr = alias_getattr,
              .compare = alias_compare,
              .iter = alias_iter,
              .new_ = new_from<kAliasNew>,
              .or_ = union_of,
              .getitem = alias_getitem},
    .traverse = alias_traverse,
    .dealloc = alias_dealloc,
};

constexpr TypeSpec kGenericAliasIteratorSpec = {
    .name = "generic_alias_iterator",
    .id = TypeId::kGenericAliasIterator,
    .size = sizeof(GenericAliasIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .slots = {.iter = alias_iterator_self, .next = alias_iterator_next},
    .traverse = alias_iterator_traverse,
    .dealloc = alias_iterator_dealloc,
};

}  // namespace pyemb
