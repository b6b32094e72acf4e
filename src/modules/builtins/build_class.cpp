// SPDX-License-Identifier: MIT
#include "modules/builtins/functions.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/run.h"

// The class statement: bases, metaclass, namespace, body, and the call of the metaclass.

namespace pyemb::builtins {
namespace {

/// The bases with those that have __mro_entries__ replaced by what it answers (PEP 560).
Result<Own<Tuple>> resolve_bases(ThreadState& ts, Tuple& original) {
  Own<List> resolved;
  for (int64_t i = 0; i < original.size; ++i) {
    Ref base = Ref::copy(original.at(i));
    Ref method = Ref::steal(Value::absent());
    if (!is<Type>(base)) method = TRY(find_attr(ts, base, Value::from_object(ts.names().dunder_mro_entries)));
    if (method.is_absent()) {
      if (resolved) TRY(list_append(ts, *resolved, std::move(base)));
      continue;
    }
    Ref entries = TRY(call(ts, method, Value::from_object(&original)));
    if (!is<Tuple>(entries)) return raise(ts, Exc::kTypeError, "__mro_entries__ must return a tuple");
    if (!resolved) resolved = TRY(new_list(ts, std::span<const Value>(original.items(), static_cast<size_t>(i))));
    for (Value entry : as<Tuple>(entries).span()) TRY(list_append(ts, *resolved, Ref::copy(entry)));
  }
  if (!resolved) return Own<Tuple>::copy(&original);
  return new_tuple(ts, resolved->span());
}

/// The keyword arguments as a dict, `metaclass` taken out; null if there are none.
Status take_keywords(ThreadState& ts, CallArgs args, Own<Dict>* keywords, Ref* metaclass) {
  if (args.names.is_null() || as<Tuple>(args.names).size == 0) return {};
  *keywords = TRY(new_dict(ts));
  Tuple& names = as<Tuple>(args.names);
  for (int64_t i = 0; i < names.size; ++i) {
    Value value = args.values[args.count + static_cast<size_t>(i)];
    if (str_equal(as<Str>(names.at(i)), "metaclass")) {
      *metaclass = Ref::copy(value);
    } else {
      TRY(dict_set(ts, **keywords, names.at(i), value));
    }
  }
  return {};
}

/// The namespace that the body fills.
Result<Ref> prepare(ThreadState& ts, Value metaclass, Value name, Tuple& bases, Value keywords) {
  Ref method = TRY(find_attr(ts, metaclass, Value::from_object(ts.names().dunder_prepare)));
  if (method.is_absent()) return new_dict(ts);
  Own<Tuple> args = TRY(new_tuple_of(ts, name, Value::from_object(&bases)));
  Ref made = TRY(call_with(ts, method, args, keywords));
  if (is<Dict>(made) || type_of(ts, made).slots.getitem != nullptr) return made;
  const char* who = is<Type>(metaclass) ? type_name(as<Type>(metaclass)) : "<metaclass>";
  return raise(ts, Exc::kTypeError, "%.200s.__prepare__() must return a mapping, not %.200s", who, type_name(ts, made));
}

/// The `__class__` cell of the methods must hold the new class by now.
Status check_class_cell(ThreadState& ts, Value cell, Value made, Value name) {
  if (!is<Cell>(cell) || !is<Type>(made)) return {};
  Value contents = as<Cell>(cell).contents;
  if (contents == made) return {};
  Own<Str> name_text = TRY(repr(ts, name));
  Own<Str> made_text = TRY(repr(ts, made));
  Utf8 shown_name(ts, *name_text);
  Utf8 shown(ts, *made_text);
  if (contents.is_null()) {
    return raise(ts, Exc::kRuntimeError, "__class__ not set defining %.200s as %.200s. Was __classcell__ propagated to type.__new__?",
                 shown_name.c_str(), shown.c_str());
  }
  Ref kept = Ref::copy(contents);
  Own<Str> contents_text = TRY(repr(ts, kept));
  return raise(ts, Exc::kTypeError, "__class__ set to %.200s defining %.200s as %.200s", Utf8(ts, *contents_text).c_str(), shown_name.c_str(),
               shown.c_str());
}

}  // namespace

Result<Ref> build_class(ThreadState& ts, CallArgs args) {
  if (args.count < 2) return raise(ts, Exc::kTypeError, "__build_class__: not enough arguments");
  Value function = args.values[0];
  Value name = args.values[1];
  if (!is<Function>(function)) return raise(ts, Exc::kTypeError, "__build_class__: func must be a function");
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "__build_class__: name is not a string");

  Own<Tuple> original = TRY(new_tuple(ts, std::span<const Value>(args.values + 2, args.count - 2)));
  Own<Tuple> bases = TRY(resolve_bases(ts, *original));
  Own<Dict> keywords;
  Ref metaclass;
  TRY(take_keywords(ts, args, &keywords, &metaclass));
  if (!metaclass) {
    Type& implied = bases->size > 0 ? type_of(ts, bases->at(0)) : core_type(ts, TypeId::kType);
    metaclass = Ref::copy(static_cast<Object*>(&implied));
  }
  if (is<Type>(metaclass)) {
    Type* winner = TRY(calculate_metaclass(ts, as<Type>(metaclass), *bases));
    metaclass = Ref::copy(static_cast<Object*>(winner));
  }
  Value keyword_dict = keywords ? Value(keywords) : Value::null();
  Ref name_space = TRY(prepare(ts, metaclass, name, *bases, keyword_dict));
  Ref cell = TRY(run_class_body(ts, as<Function>(function), name_space));
  if (bases.get() != original.get()) {
    TRY(set_item(ts, name_space, Value::from_object(ts.names().dunder_orig_bases), original));
  }
  Own<Tuple> class_args = TRY(new_tuple_of(ts, name, bases, name_space));
  Ref made = TRY(call_with(ts, metaclass, class_args, keyword_dict));
  TRY(check_class_cell(ts, cell, made, name));
  return made;
}

}  // namespace pyemb::builtins
