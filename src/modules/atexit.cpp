// SPDX-License-Identifier: MIT
// atexit: functions that run when the interpreter ends, the last registered first (lifecycle/finish.cpp).
#include "modules/atexit.h"

#include "modules/native_modules.h"
#include "modules/sys/sys.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// The list of (function, args, kwargs or None), made on first use.
Result<List*> callbacks_of(ThreadState& ts) {
  Value& list = ts.interp.exit_functions;
  if (list.is_null()) list = Ref(TRY(new_list(ts))).release();
  return &as<List>(list);
}

Result<Ref> register_function(ThreadState& ts, Module&, CallArgs args) {
  if (args.count == 0) return raise(ts, Exc::kTypeError, "register() takes at least 1 argument (0 given)");
  Value function = args.values[0];
  if (!is_callable(ts, function)) return raise(ts, Exc::kTypeError, "the first argument must be callable");
  Own<Tuple> positional = TRY(new_tuple(ts, std::span(args.values + 1, args.count - 1)));
  Ref keywords = Ref::none();
  if (!args.names.is_null() && as<Tuple>(args.names).size > 0) {
    Own<Dict> dict = TRY(new_dict(ts));
    const Tuple& names = as<Tuple>(args.names);
    for (int64_t i = 0; i < names.size; ++i) TRY(dict_set(ts, *dict, names.at(i), args.values[args.count + static_cast<size_t>(i)]));
    keywords = std::move(dict);
  }
  Own<Tuple> entry = TRY(new_tuple_of(ts, function, positional, keywords));
  List* list = TRY(callbacks_of(ts));
  TRY(list_append(ts, *list, std::move(entry)));
  return Ref::copy(function);
}

Status run_functions(ThreadState& ts) {
  List* list = TRY(callbacks_of(ts));
  Own<List> kept = Own<List>::copy(list);
  while (list->size > 0) {  // a function may register another
    Ref entry = list_take(ts, *list, list->size - 1);
    const Tuple& parts = *entry.as<Tuple>();
    Value keywords = parts.at(2).is_none() ? Value::null() : parts.at(2);
    Result<Ref> result = call_with(ts, parts.at(0), parts.at(1), keywords);
    if (result.raised()) {
      report_unraisable(ts, "in atexit callback", parts.at(0));
    } else {
      Ref ignored = result.take();
    }
  }
  return {};
}

Status clear_functions(ThreadState& ts) {
  List* list = TRY(callbacks_of(ts));
  list_clear(ts, *list);
  return {};
}

int64_t count_functions(ThreadState& ts) {
  Value list = ts.interp.exit_functions;
  return list.is_null() ? 0 : as<List>(list).size;
}

Status unregister_function(ThreadState& ts, Value function) {
  List* list = TRY(callbacks_of(ts));
  Own<List> kept = Own<List>::copy(list);
  for (int64_t i = 0; i < list->size;) {
    Ref entry = Ref::copy(list->at(i));
    bool same = TRY(equal(ts, entry.as<Tuple>()->at(0), function));
    if (!same) {
      ++i;
      continue;
    }
    if (i < list->size && list->at(i) == entry.get()) Ref dropped = list_take(ts, *list, i);  // __eq__ may have changed the list
  }
  return {};
}

constexpr NativeMethod kFunctions[] = {
    module_function<register_function>("register", "($module, func, /, *args, **kwargs)", "Have func(*args, **kwargs) run when the interpreter ends; returns func."),
    function<unregister_function>("unregister", "($module, func, /)", "Forget every registration of func."),
    function<clear_functions>("_clear", "($module, /)", "Forget all registered functions."),
    function<run_functions>("_run_exitfuncs", "($module, /)", "Run all registered functions now, the last registered first."),
    function<count_functions>("_ncallbacks", "($module, /)", "How many functions are registered."),
};

}  // namespace

constexpr NativeModule kAtexitModule = {
    .name = "atexit",
    .doc = "Functions that run when the interpreter ends.",
    .functions = kFunctions,
};

void run_exit_functions(ThreadState& ts) {
  if (!ts.interp.exit_functions.is_null() && run_functions(ts).raised()) ts.clear_pending();
}

void release_exit_functions(ThreadState& ts) { decref(std::exchange(ts.interp.exit_functions, Value::null())); }

}  // namespace pyemb
