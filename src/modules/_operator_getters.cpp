// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/container_repr.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"

// operator.itemgetter, attrgetter and methodcaller: callables that take something out of their argument.

namespace pyemb {

namespace {

/// What a call of a getter must look like: one positional argument.
Status require_one_argument(ThreadState& ts, const char* name, CallArgs args) {
  TRY(require_no_keywords(ts, name, args));
  return require_positional(ts, name, args, 1, 1);
}

constexpr uint32_t kFlags = Type::kCollected;
constexpr const char* kReduceDoc = "The type and its arguments, for pickling.";

// -- itemgetter ----------------------------------------------------------------------------------------------------------

struct ItemGetter : Object {
  static constexpr TypeId kId = ModuleType::kItemGetter;
  Tuple* items;  ///< owned: what to look up
};

Result<Ref> itemgetter_new(ThreadState& ts, Type& type, CallArgs args) {
  TRY(require_no_keywords(ts, "itemgetter", args));
  if (args.count == 0) return raise(ts, Exc::kTypeError, "itemgetter expected 1 argument, got 0");
  Own<Tuple> items = TRY(new_tuple(ts, std::span(args.values, args.count)));
  Own<ItemGetter> made = TRY(new_native<ItemGetter>(ts, type));
  made->items = items.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> take_item(ThreadState& ts, Value object, Value key) {
  if (key.is_int()) {  // the common case: a column of a row
    Value item = Value::null();
    if (is_tuple(object)) item = tuple_get_int(as<Tuple>(object), key.as_int());
    if (is_list(object)) item = list_get_int(as<List>(object), key.as_int());
    if (!item.is_null()) return Ref::copy(item);
  }
  return get_item(ts, object, key);
}

Result<Ref> itemgetter_call(ThreadState& ts, Value self, CallArgs args) {
  TRY(require_one_argument(ts, "itemgetter", args));
  Tuple& items = *as<ItemGetter>(self).items;
  Value object = args.values[0];
  if (items.size == 1) return take_item(ts, object, items.at(0));
  Own<Tuple> result = TRY(new_tuple(ts, items.size));
  for (int64_t i = 0; i < items.size; ++i) {
    Ref item = TRY(take_item(ts, object, items.at(i)));
    result->set(i, std::move(item));
  }
  return result;
}

/// "operator.name(item, item)"
Result<Ref> getter_repr(ThreadState& ts, Value self, const char* name, const Tuple& items) {
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  ReprWriter out(ts);
  out.text(name);
  if (!guard.entered()) {
    out.text("(...)");
    return out.finish();
  }
  out.text("(");
  for (Value item : items.span()) {
    out.separator();
    TRY(out.item(item));
  }
  out.text(")");
  return out.finish();
}

Result<Ref> itemgetter_repr(ThreadState& ts, Value self) {
  return getter_repr(ts, self, "operator.itemgetter", *as<ItemGetter>(self).items);
}

Result<Ref> itemgetter_reduce(ThreadState& ts, ItemGetter& self) {
  return new_tuple_of(ts, Value::from_object(self.type), Value::from_object(self.items));
}

constexpr NativeMethod kItemGetterMethods[] = {method<itemgetter_reduce>("__reduce__", "($self, /)", kReduceDoc)};
using ItemGetterOwned = OwnedFields<ItemGetter, &ItemGetter::items>;

// -- attrgetter ----------------------------------------------------------------------------------------------------------

struct AttrGetter : Object {
  static constexpr TypeId kId = ModuleType::kAttrGetter;
  Tuple* names;  ///< owned: the arguments
  Tuple* paths;  ///< owned: of each argument a str without a dot, or a tuple of the strs between dots; interned
};

/// "a" -> "a", "a.b" -> ("a", "b")
Result<Ref> path_of(ThreadState& ts, Str& name) {
  Own<List> parts = TRY(new_list(ts));
  int64_t start = 0;
  for (int64_t i = 0; i <= name.length; ++i) {
    if (i < name.length && name.at(i) != '.') continue;
    Ref part = TRY(str_slice(ts, name, start, i));
    Own<Str> interned = TRY(intern(ts, *part.as<Str>()));
    TRY(list_append(ts, *parts, std::move(interned)));
    start = i + 1;
  }
  if (parts->size == 1) return Ref::copy(parts->at(0));
  return to_tuple(ts, parts);
}

Result<Ref> attrgetter_new(ThreadState& ts, Type& type, CallArgs args) {
  TRY(require_no_keywords(ts, "attrgetter", args));
  if (args.count == 0) return raise(ts, Exc::kTypeError, "attrgetter expected 1 argument, got 0");
  Own<Tuple> names = TRY(new_tuple(ts, std::span(args.values, args.count)));
  Own<Tuple> paths = TRY(new_tuple(ts, names->size));
  for (int64_t i = 0; i < names->size; ++i) {
    if (!is<Str>(names->at(i))) return raise(ts, Exc::kTypeError, "attribute name must be a string");
    Ref path = TRY(path_of(ts, as<Str>(names->at(i))));
    paths->set(i, std::move(path));
  }
  Own<AttrGetter> made = TRY(new_native<AttrGetter>(ts, type));
  made->names = names.release();
  made->paths = paths.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> take_attribute(ThreadState& ts, Value object, Value path) {
  if (!is_tuple(path)) return get_attr(ts, object, path);
  Ref current = Ref::copy(object);
  for (Value name : as<Tuple>(path).span()) current = TRY(get_attr(ts, current, name));
  return current;
}

Result<Ref> attrgetter_call(ThreadState& ts, Value self, CallArgs args) {
  TRY(require_one_argument(ts, "attrgetter", args));
  Tuple& paths = *as<AttrGetter>(self).paths;
  if (paths.size == 1) return take_attribute(ts, args.values[0], paths.at(0));
  Own<Tuple> result = TRY(new_tuple(ts, paths.size));
  for (int64_t i = 0; i < paths.size; ++i) {
    Ref value = TRY(take_attribute(ts, args.values[0], paths.at(i)));
    result->set(i, std::move(value));
  }
  return result;
}

Result<Ref> attrgetter_repr(ThreadState& ts, Value self) {
  return getter_repr(ts, self, "operator.attrgetter", *as<AttrGetter>(self).names);
}

Result<Ref> attrgetter_reduce(ThreadState& ts, AttrGetter& self) {
  return new_tuple_of(ts, Value::from_object(self.type), Value::from_object(self.names));
}

constexpr NativeMethod kAttrGetterMethods[] = {method<attrgetter_reduce>("__reduce__", "($self, /)", kReduceDoc)};
using AttrGetterOwned = OwnedFields<AttrGetter, &AttrGetter::names, &AttrGetter::paths>;

// -- methodcaller --------------------------------------------------------------------------------------------------------

struct MethodCaller : Object {
  static constexpr TypeId kId = ModuleType::kMethodCaller;
  Value name;        ///< owned str
  Tuple* arguments;  ///< owned: the positional ones, then the values of the named ones
  Value keywords;    ///< owned: tuple of their names, or null

  size_t positional() const {
    return static_cast<size_t>(arguments->size - (keywords.is_null() ? 0 : as<Tuple>(keywords).size));
  }
};

Result<Ref> methodcaller_new(ThreadState& ts, Type& type, CallArgs args) {
  if (args.count == 0) return raise(ts, Exc::kTypeError, "methodcaller needs at least one argument, the method name");
  if (!is<Str>(args.values[0])) return raise(ts, Exc::kTypeError, "method name must be a string");
  Own<Str> name = TRY(intern(ts, as<Str>(args.values[0])));
  size_t named = keyword_count(args);
  Own<Tuple> arguments = TRY(new_tuple(ts, std::span(args.values + 1, args.count - 1 + named)));
  Own<MethodCaller> made = TRY(new_native<MethodCaller>(ts, type));
  made->name = Ref(std::move(name)).release();
  made->arguments = arguments.release();
  if (named > 0) made->keywords = Ref::copy(args.names).release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> methodcaller_call(ThreadState& ts, Value self, CallArgs args) {
  TRY(require_one_argument(ts, "methodcaller", args));
  auto& caller = as<MethodCaller>(self);
  Ref bound = TRY(get_attr(ts, args.values[0], caller.name));
  return call(ts, bound, CallArgs{caller.arguments->items(), caller.positional(), caller.keywords});
}

Result<Ref> methodcaller_repr(ThreadState& ts, Value self) {
  auto& caller = as<MethodCaller>(self);
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str(ts, "operator.methodcaller(...)");
  ReprWriter out(ts);
  out.text("operator.methodcaller(");
  TRY(out.item(caller.name));
  out.separator();  // nothing yet: the next one is ", "
  auto positional = static_cast<int64_t>(caller.positional());
  for (int64_t i = 0; i < caller.arguments->size; ++i) {
    out.separator();
    if (i >= positional) {
      out.string(as<Str>(as<Tuple>(caller.keywords).at(i - positional)));
      out.text("=");
    }
    TRY(out.item(caller.arguments->at(i)));
  }
  out.text(")");
  return out.finish();
}

Result<Ref> methodcaller_reduce(ThreadState& ts, MethodCaller& self) {
  Value type = Value::from_object(self.type);
  auto positional = static_cast<int64_t>(self.positional());
  if (self.keywords.is_null()) {
    Own<Tuple> args = TRY(new_tuple(ts, positional + 1));
    args->set(0, Ref::copy(self.name));
    for (int64_t i = 0; i < positional; ++i) args->set(i + 1, Ref::copy(self.arguments->at(i)));
    return new_tuple_of(ts, type, args);
  }
  // partial(type, name, **keywords)(*args)
  Own<Tuple> given = TRY(new_tuple(ts, 2 + self.arguments->size - positional));
  given->set(0, Ref::copy(type));
  given->set(1, Ref::copy(self.name));
  for (int64_t i = positional; i < self.arguments->size; ++i) given->set(2 + i - positional, Ref::copy(self.arguments->at(i)));
  Type* partial_type = TRY(find_type(ts, ModuleType::kPartial));
  Ref partial = TRY(call(ts, Value::from_object(partial_type), CallArgs{given->items(), 2, self.keywords}));
  Own<Tuple> args = TRY(tuple_slice(ts, *self.arguments, 0, positional));
  return new_tuple_of(ts, partial, args);
}

constexpr NativeMethod kMethodCallerMethods[] = {method<methodcaller_reduce>("__reduce__", "($self, /)", kReduceDoc)};
using MethodCallerOwned = OwnedFields<MethodCaller, &MethodCaller::name, &MethodCaller::arguments, &MethodCaller::keywords>;

}  // namespace

constexpr TypeSpec kItemGetterSpec = {
    .name = "operator.itemgetter",
    .doc = "itemgetter(item, ...)\n\nitemgetter(1)(r) is r[1]; itemgetter(1, 3)(r) is (r[1], r[3]).",
    .id = ModuleType::kItemGetter,
    .size = sizeof(ItemGetter),
    .flags = kFlags,
    .methods = kItemGetterMethods,
    .slots = {.repr = itemgetter_repr, .call = itemgetter_call, .new_ = itemgetter_new},
    .traverse = ItemGetterOwned::traverse,
    .dealloc = ItemGetterOwned::dealloc,
};

constexpr TypeSpec kAttrGetterSpec = {
    .name = "operator.attrgetter",
    .doc = "attrgetter(attr, ...)\n\nattrgetter('a.b')(r) is r.a.b; attrgetter('a', 'b')(r) is (r.a, r.b).",
    .id = ModuleType::kAttrGetter,
    .size = sizeof(AttrGetter),
    .flags = kFlags,
    .methods = kAttrGetterMethods,
    .slots = {.repr = attrgetter_repr, .call = attrgetter_call, .new_ = attrgetter_new},
    .traverse = AttrGetterOwned::traverse,
    .dealloc = AttrGetterOwned::dealloc,
};

constexpr TypeSpec kMethodCallerSpec = {
    .name = "operator.methodcaller",
    .doc = "methodcaller(name, ...)\n\nmethodcaller('m', x, k=y)(r) is r.m(x, k=y).",
    .id = ModuleType::kMethodCaller,
    .size = sizeof(MethodCaller),
    .flags = kFlags,
    .methods = kMethodCallerMethods,
    .slots = {.repr = methodcaller_repr, .call = methodcaller_call, .new_ = methodcaller_new},
    .traverse = MethodCallerOwned::traverse,
    .dealloc = MethodCallerOwned::dealloc,
};

}  // namespace pyemb
