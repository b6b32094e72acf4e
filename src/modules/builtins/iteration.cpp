// SPDX-License-Identifier: MIT
#include "modules/builtins/functions.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/async_generator.h"

namespace pyemb::builtins {
namespace {

Result<bool> find_truth(ThreadState& ts, Value iterable, bool wanted) {
  Ref iterator = TRY(get_iter(ts, iterable));
  while (true) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return false;
    bool answer = TRY(truth(ts, item));
    if (answer == wanted) return true;
  }
}

/// What min() and max() were called with.
struct Extreme {
  const char* name;
  Compare better;  ///< how a new item compares with the best one so far to replace it
  Value key = Value::null();
  Value fallback = Value::null();
};

Status read_keywords(ThreadState& ts, CallArgs args, Extreme* extreme) {
  if (args.names.is_null()) return {};
  Tuple& names = as<Tuple>(args.names);
  for (int64_t i = 0; i < names.size; ++i) {
    Value value = args.values[args.count + static_cast<size_t>(i)];
    auto& name = as<Str>(names.at(i));
    if (str_equal(name, "key")) {
      extreme->key = value.is_none() ? Value::null() : value;
    } else if (str_equal(name, "default")) {
      extreme->fallback = value;
    } else {
      return raise(ts, Exc::kTypeError, "'%s' is an invalid keyword argument for %s()", Utf8(ts, name).c_str(), extreme->name);
    }
  }
  return {};
}

/// Keeps the best item and what it is compared by.
struct Best {
  Ref item;
  Ref key;

  Status offer(ThreadState& ts, const Extreme& extreme, Ref candidate) {
    Ref candidate_key = Ref::copy(candidate);
    if (!extreme.key.is_null()) candidate_key = TRY(call(ts, extreme.key, candidate));
    bool better = true;
    if (item) {
      Ref answer = TRY(compare(ts, candidate_key, key, extreme.better));
      better = TRY(truth(ts, answer));
    }
    if (better) {
      item = std::move(candidate);
      key = std::move(candidate_key);
    }
    return {};
  }
};

Result<Ref> find_extreme(ThreadState& ts, CallArgs args, Extreme extreme) {
  if (args.count == 0) return raise(ts, Exc::kTypeError, "%s expected at least 1 argument, got 0", extreme.name);
  TRY(read_keywords(ts, args, &extreme));
  Best best;
  if (args.count > 1) {
    if (!extreme.fallback.is_null()) {
      return raise(ts, Exc::kTypeError, "Cannot specify a default for %s() with multiple positional arguments", extreme.name);
    }
    for (size_t i = 0; i < args.count; ++i) TRY(best.offer(ts, extreme, Ref::copy(args.values[i])));
    return std::move(best.item);
  }
  Ref iterator = TRY(get_iter(ts, args.values[0]));
  while (true) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) break;
    TRY(best.offer(ts, extreme, std::move(item)));
  }
  if (best.item) return std::move(best.item);
  if (!extreme.fallback.is_null()) return Ref::copy(extreme.fallback);
  return raise(ts, Exc::kValueError, "%s() arg is an empty sequence", extreme.name);
}

}  // namespace

Result<bool> all_true(ThreadState& ts, Value iterable) {
  bool found_false = TRY(find_truth(ts, iterable, false));
  return !found_false;
}
Result<bool> any_true(ThreadState& ts, Value iterable) { return find_truth(ts, iterable, true); }

Result<Ref> iterator(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "iter", args));
  TRY(require_positional(ts, "iter", args, 1, 2));
  if (args.count == 1) return get_iter(ts, args.values[0]);
  if (!is_callable(ts, args.values[0])) return raise(ts, Exc::kTypeError, "iter(v, w): v must be callable");
  return new_callable_iterator(ts, args.values[0], args.values[1]);
}

Result<Ref> next_of(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "next", args));
  TRY(require_positional(ts, "next", args, 1, 2));
  if (!is_iterator(ts, args.values[0])) {
    return raise(ts, Exc::kTypeError, "'%s' object is not an iterator", type_name(ts, args.values[0]));
  }
  Result<Ref> result = type_of(ts, args.values[0]).slots.next(ts, args.values[0]);
  if (result.raised()) {
    if (args.count == 2 && clear_pending_if(ts, Exc::kStopIteration)) return Ref::copy(args.values[1]);
    return Raised{};
  }
  Ref item = result.take();
  if (!item.is_absent()) return item;
  if (args.count == 2) return Ref::copy(args.values[1]);
  return raise_stop_iteration(ts, Value::null());
}

Result<Ref> async_iterator(ThreadState& ts, Value iterable) {
  Type& type = type_of(ts, iterable);
  if (type.slots.aiter == nullptr) return raise(ts, Exc::kTypeError, "'%s' object is not an async iterable", type_name(type));
  Ref made = TRY(type.slots.aiter(ts, iterable));
  if (type_of(ts, made).slots.anext != nullptr) return made;
  return raise(ts, Exc::kTypeError, "aiter() returned not an async iterator of type '%s'", type_name(ts, made));
}

Result<Ref> async_next(ThreadState& ts, Value iterator, Value fallback) {
  Type& type = type_of(ts, iterator);
  if (type.slots.anext == nullptr) return raise(ts, Exc::kTypeError, "'%s' object is not an async iterator", type_name(type));
  Ref awaitable = TRY(type.slots.anext(ts, iterator));
  if (fallback.is_null()) return awaitable;
  return new_anext_awaitable(ts, awaitable, fallback);
}

Result<Ref> smallest(ThreadState& ts, CallArgs args) { return find_extreme(ts, args, {"min", Compare::kLt}); }
Result<Ref> largest(ThreadState& ts, CallArgs args) { return find_extreme(ts, args, {"max", Compare::kGt}); }

Result<Ref> sorted_list(ThreadState& ts, CallArgs args) {
  TRY(require_positional(ts, "sorted", args, 1, 1));
  Own<List> list = TRY(to_list(ts, args.values[0]));
  Value key = Value::null();
  bool reverse = false;
  for (size_t i = 0; i < keyword_count(args); ++i) {
    auto& name = as<Str>(as<Tuple>(args.names).at(static_cast<int64_t>(i)));
    Value value = args.values[args.count + i];
    if (str_equal(name, "key")) {
      key = value.is_none() ? Value::null() : value;
    } else if (str_equal(name, "reverse")) {
      reverse = TRY(truth(ts, value));
    } else {
      return raise(ts, Exc::kTypeError, "'%s' is an invalid keyword argument for sort()", Utf8(ts, name).c_str());
    }
  }
  TRY(list_sort(ts, *list, key, reverse));
  return list;
}

}  // namespace pyemb::builtins
