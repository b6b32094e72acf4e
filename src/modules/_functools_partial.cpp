// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/container_repr.h"
#include "objects/dict.h"
#include "objects/dict_update.h"
#include "objects/generic_alias.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"

// functools.partial: a callable with some of its arguments given.

namespace pyemb {

namespace {

struct Partial : Object {
  static constexpr TypeId kId = ModuleType::kPartial;
  Value function;   ///< owned
  Tuple* args;      ///< owned
  Dict* keywords;   ///< owned
  Value dict;       ///< owned: __dict__, null until asked for
};

Result<Own<Tuple>> joined(ThreadState& ts, const Tuple& first, std::span<const Value> second) {
  Own<Tuple> both = TRY(new_tuple(ts, first.size + static_cast<int64_t>(second.size())));
  for (int64_t i = 0; i < first.size; ++i) both->set(i, Ref::copy(first.at(i)));
  for (size_t i = 0; i < second.size(); ++i) both->set(first.size + static_cast<int64_t>(i), Ref::copy(second[i]));
  return both;
}

Result<Ref> partial_call(ThreadState& ts, Value self, CallArgs args);

Result<Ref> partial_new(ThreadState& ts, Type& type, CallArgs args) {
  if (args.count == 0) return raise(ts, Exc::kTypeError, "type 'partial' takes at least one argument");
  Value function = args.values[0];
  Own<Tuple> empty = TRY(new_tuple(ts, 0));
  const Tuple* first = empty.get();
  Partial* inner = nullptr;  // a partial of a partial becomes one
  if (type_of(ts, function).slots.call == partial_call && as<Partial>(function).dict.is_null()) {
    inner = &as<Partial>(function);
    first = inner->args;
    function = inner->function;
  }
  if (!is_callable(ts, function)) return raise(ts, Exc::kTypeError, "the first argument must be callable");
  Own<Tuple> positional = TRY(joined(ts, *first, std::span(args.values + 1, args.count - 1)));
  Own<Dict> keywords = TRY(inner != nullptr ? dict_copy(ts, *inner->keywords) : new_dict(ts));
  TRY(dict_update_from_keywords(ts, *keywords, args));
  Own<Partial> made = TRY(new_native<Partial>(ts, type));
  made->function = Ref::copy(function).release();
  made->args = positional.release();
  made->keywords = keywords.release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> partial_call(ThreadState& ts, Value self, CallArgs args) {
  auto& partial = as<Partial>(self);
  RecursionGuard guard(ts, " while calling a Python object");
  if (guard.exceeded()) return guard.raise();
  Ref function = Ref::copy(partial.function);  // __setstate__ may replace all three meanwhile
  if (partial.keywords->size == 0) {
    Own<Tuple> all = TRY(joined(ts, *partial.args, std::span(args.values, args.count + keyword_count(args))));
    size_t positional = static_cast<size_t>(all->size) - keyword_count(args);
    return call(ts, function, CallArgs{all->items(), positional, args.names});
  }
  Own<Tuple> positional = TRY(joined(ts, *partial.args, std::span(args.values, args.count)));
  Own<Dict> keywords = TRY(dict_copy(ts, *partial.keywords));
  TRY(dict_update_from_keywords(ts, *keywords, args));
  return call_with(ts, function, positional, keywords);
}

Result<Ref> partial_repr(ThreadState& ts, Value self) {
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str(ts, "...");
  auto& partial = as<Partial>(self);
  Ref function = Ref::copy(partial.function);
  Own<Tuple> args = Own<Tuple>::copy(partial.args);
  Own<Dict> keywords = Own<Dict>::copy(partial.keywords);
  ReprWriter out(ts);
  bool plain = partial.type->id == ModuleType::kPartial;
  out.text(plain ? "functools.partial" : type_name(ts, self));
  out.text("(");
  out.separator();
  TRY(out.item(function));
  for (Value item : args->span()) {
    out.separator();
    TRY(out.item(item));
  }
  Value key, value;
  for (int64_t position = 0; dict_next(*keywords, &position, &key, &value);) {
    Ref kept = Ref::copy(value);
    out.separator();
    Own<Str> name = TRY(to_str(ts, key));
    out.string(*name);
    out.text("=");
    TRY(out.item(kept));
  }
  out.text(")");
  return out.finish();
}

Result<Ref> partial_reduce(ThreadState& ts, Partial& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, self.function));
  Value dict = self.dict.is_null() ? Value::none() : self.dict;
  Own<Tuple> state = TRY(new_tuple_of(ts, self.function, Value::from_object(self.args), Value::from_object(self.keywords), dict));
  return new_tuple_of(ts, Value::from_object(self.type), args, state);
}

Status partial_setstate(ThreadState& ts, Partial& self, Value state) {
  constexpr const char* kInvalid = "invalid partial state";
  if (!is<Tuple>(state) || as<Tuple>(state).size != 4) return raise(ts, Exc::kTypeError, "%s", kInvalid);
  const Tuple& parts = as<Tuple>(state);
  Value function = parts.at(0), args = parts.at(1), keywords = parts.at(2), dict = parts.at(3);
  if (!is_callable(ts, function) || !is<Tuple>(args) || !(keywords.is_none() || is<Dict>(keywords)) || !(dict.is_none() || is<Dict>(dict))) {
    return raise(ts, Exc::kTypeError, "%s", kInvalid);
  }
  Own<Tuple> plain_args = is_tuple(args) ? Own<Tuple>::copy(&as<Tuple>(args)) : TRY(new_tuple(ts, as<Tuple>(args).span()));
  Own<Dict> plain_keywords;
  if (is_dict(keywords)) {
    plain_keywords = Own<Dict>::copy(&as<Dict>(keywords));
  } else {
    plain_keywords = TRY(keywords.is_none() ? new_dict(ts) : dict_copy(ts, as<Dict>(keywords)));
  }
  Own<Tuple> old_args = Own<Tuple>::steal(std::exchange(self.args, plain_args.release()));
  Own<Dict> old_keywords = Own<Dict>::steal(std::exchange(self.keywords, plain_keywords.release()));
  set_field(self.function, Ref::copy(function));
  set_field(self.dict, Ref::copy(dict.is_none() ? Value::null() : dict));
  return {};
}

constexpr NativeMethod kMethods[] = {
    method<partial_reduce>("__reduce__", "($self, /)", "The type, its argument and the state, for pickling."),
    method<partial_setstate>("__setstate__", "($self, state, /)", "Brings the object to a state that __reduce__ has told."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

constexpr Member kMembers[] = {
    {"func", Member::kValue, offsetof(Partial, function), Member::kReadOnly, "The function that is called."},
    {"args", Member::kPointer, offsetof(Partial, args), Member::kReadOnly, "The positional arguments that come first."},
    {"keywords", Member::kPointer, offsetof(Partial, keywords), Member::kReadOnly, "The keyword arguments, unless a call gives others."},
};
using Owned = OwnedFields<Partial, &Partial::function, &Partial::args, &Partial::keywords, &Partial::dict>;

}  // namespace

constexpr TypeSpec kPartialSpec = {
    .name = "functools.partial",
    .doc = "partial(func, *args, **keywords)\n\nA callable that calls func with these arguments before its own.",
    .id = ModuleType::kPartial,
    .size = sizeof(Partial),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable,
    .dict_offset = offsetof(Partial, dict),
    .methods = kMethods,
    .members = kMembers,
    .slots = {.repr = partial_repr, .call = partial_call, .new_ = partial_new},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
