// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/_collections.h"

#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "state/names.h"

// _collections: the native part of collections.

namespace pyemb {

namespace {

/// A dict or a subclass that has dict's own get and __setitem__: it can be counted in directly.
bool counts_like_dict(ThreadState& ts, Value mapping) {
  if (!is<Dict>(mapping)) return false;
  Type& dict = core_type(ts, TypeId::kDict);
  Type& type = type_of(ts, mapping);
  for (Str* name : {ts.names().get, ts.names().dunder_setitem}) {
    if (!(type_lookup(ts, type, name) == type_lookup(ts, dict, name))) return false;
  }
  return true;
}

Status count_in_dict(ThreadState& ts, Dict& dict, Value iterator) {
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return {};
    auto hash = static_cast<uint64_t>(TRY(hash_inline(ts, key)));
    int64_t entry = TRY(dict_find_entry(ts, dict, key, hash));
    if (entry < 0) {
      TRY(dict_append(ts, dict, std::move(key), hash, Ref::steal(Value::from_int(1))));
      continue;
    }
    Value& count = dict.entries[entry].value;
    if (LIKELY(count.is_int() && count.as_int() < Value::kMaxInt)) {
      count = Value::from_int(count.as_int() + 1);
      continue;
    }
    Ref old = Ref::copy(count);
    Ref more = TRY(number_add(ts, old, Value::from_int(1)));
    TRY(dict_set_hashed(ts, dict, key, hash, more));
  }
}

Status count_elements(ThreadState& ts, Value mapping, Value iterable) {
  Ref iterator = TRY(get_iter(ts, iterable));
  if (counts_like_dict(ts, mapping)) return count_in_dict(ts, as<Dict>(mapping), iterator);
  Ref get = TRY(get_attr(ts, mapping, ts.names().get));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return {};
    Ref count = TRY(call(ts, get, key, Value::from_int(0)));
    count = TRY(number_add(ts, count, Value::from_int(1)));
    TRY(set_item(ts, mapping, key, count));
  }
}

constexpr NativeMethod kFunctions[] = {
    function<count_elements>("_count_elements", "($module, mapping, iterable, /)",
                             "Add to the mapping how often each item occurs in the iterable."),
};

constexpr TypeId kTypes[] = {ModuleType::kDeque,         ModuleType::kDefaultDict, ModuleType::kOrderedDict, ModuleType::kDequeIterator,
                             ModuleType::kDequeReverseIterator, ModuleType::kTupleGetter};

}  // namespace

constexpr NativeModule kCollectionsModule = {
    .name = "_collections",
    .doc = "Containers: deque, defaultdict, OrderedDict.",
    .functions = kFunctions,
    .types = kTypes,
};

}  // namespace pyemb
