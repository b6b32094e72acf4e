// SPDX-License-Identifier: MIT
#include "modules/native_modules.h"
#include "objects/call.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "modules/module_type_specs.h"

// _functools: reduce and cmp_to_key. The types partial and lru_cache stand in files of their own.

namespace pyemb {

namespace {

Result<Ref> reduce(ThreadState& ts, Value function, Value iterable, Value initial) {
  Result<Ref> made = get_iter(ts, iterable);
  if (made.raised()) {
    if (clear_pending_if(ts, Exc::kTypeError)) return raise(ts, Exc::kTypeError, "reduce() arg 2 must support iteration");
    return Raised{};
  }
  Ref iterator = made.take();
  Ref result = Ref::copy(initial);
  for (;;) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) break;
    if (result) {
      result = TRY(call(ts, function, result, item));
    } else {
      result = std::move(item);
    }
  }
  if (!result) return raise(ts, Exc::kTypeError, "reduce() of empty iterable with no initial value");
  return result;
}

// -- cmp_to_key ----------------------------------------------------------------------------------------------------------

/// What cmp_to_key(compare) gives, and what that makes of an object: compared by compare(a, b) < 0 and so on.
struct CompareKey : Object {
  static constexpr TypeId kId = ModuleType::kCompareKey;
  Value compare;  ///< owned
  Value object;   ///< owned; null in the one that makes the others
};

Result<Ref> new_key(ThreadState& ts, Value compare, Value object) {
  Own<CompareKey> key = TRY(new_native<CompareKey>(ts));
  key->compare = Ref::copy(compare).release();
  key->object = Ref::copy(object).release();
  gc_track(ts, key.get());
  return key;
}

Result<Ref> cmp_to_key(ThreadState& ts, Value mycmp) { return new_key(ts, mycmp, Value::null()); }

Result<Ref> key_of(ThreadState& ts, CompareKey& maker, Value obj) { return new_key(ts, maker.compare, obj); }

constexpr NativeMethod kKeyCall = method<key_of>("K", "(obj)", "");

Result<Ref> key_call(ThreadState& ts, Value self, CallArgs args) { return kKeyCall.entry(ts, kKeyCall, self, args); }

Result<Ref> key_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is<CompareKey>(left) || !is<CompareKey>(right)) return raise(ts, Exc::kTypeError, "other argument must be K instance");
  auto& a = as<CompareKey>(left);
  auto& b = as<CompareKey>(right);
  if (a.object.is_null() || b.object.is_null()) return raise(ts, Exc::kAttributeError, "object");
  Ref answer = TRY(call(ts, a.compare, a.object, b.object));
  return compare(ts, answer, Value::from_int(0), op);
}

constexpr Member kKeyMembers[] = {
    {"obj", Member::kValue, offsetof(CompareKey, object), Member::kReadWrite, "The object that the key stands for."},
};
using KeyOwned = OwnedFields<CompareKey, &CompareKey::compare, &CompareKey::object>;

constexpr NativeMethod kFunctions[] = {
    function<reduce>("reduce", "($module, function, iterable, initial=<unrepresentable>, /)",
                     "function(... function(function(first, second), third) ..., last), with initial before the first if given."),
    function<cmp_to_key>("cmp_to_key", "($module, mycmp)", "A key function for sorting, from a function that compares two objects."),
};

constexpr TypeId kTypes[] = {ModuleType::kPartial, ModuleType::kLruCache};

}  // namespace

constexpr TypeSpec kCompareKeySpec = {
    .name = "functools.KeyWrapper",
    .id = ModuleType::kCompareKey,
    .size = sizeof(CompareKey),
    .flags = Type::kCollected | Type::kNoNew,
    .members = kKeyMembers,
    .slots = {.call = key_call, .compare = key_compare},
    .traverse = KeyOwned::traverse,
    .clear = KeyOwned::clear,
    .dealloc = KeyOwned::dealloc,
};

constexpr NativeModule kFunctoolsModule = {
    .name = "_functools",
    .doc = "Tools for functions.",
    .functions = kFunctions,
    .types = kTypes,
};

}  // namespace pyemb
