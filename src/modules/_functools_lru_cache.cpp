// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "objects/key_compare.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"
#include "state/names.h"

// functools.lru_cache: results by arguments. The cache is one dict, whose order is that of use: a hit moves its entry to the
// end, and what falls out of a full cache is the first entry.

namespace pyemb {

namespace {

struct LruCache : Object {
  static constexpr TypeId kId = ModuleType::kLruCache;
  static constexpr int64_t kUnbounded = -1;
  Value function;    ///< owned
  Dict* cache;       ///< owned
  Value info_type;   ///< owned: makes the answer of cache_info
  Value mark;        ///< owned: an object that no argument is, between positional and keyword arguments in a key
  Value dict;        ///< owned: __dict__, null until asked for
  int64_t most;      ///< how many results are kept; 0: none, kUnbounded: all
  int64_t hits;
  int64_t misses;
  bool typed;        ///< arguments of different types differ
};

Result<Ref> lru_cache_new(ThreadState& ts, Type& type, Value user_function, Value maxsize, bool typed, Value cache_info_type) {
  if (!is_callable(ts, user_function)) return raise(ts, Exc::kTypeError, "the first argument must be callable");
  int64_t most = LruCache::kUnbounded;
  if (!maxsize.is_none()) {
    if (type_of(ts, maxsize).slots.index == nullptr) return raise(ts, Exc::kTypeError, "maxsize should be integer or None");
    most = TRY(to_index(ts, maxsize));
    if (most < 0) most = 0;
  }
  Own<Dict> cache = TRY(new_dict(ts));
  Ref mark = TRY(new_object(ts, core_type(ts, TypeId::kObject)));
  Own<LruCache> made = TRY(new_native<LruCache>(ts, type));
  made->function = Ref::copy(user_function).release();
  made->cache = cache.release();
  made->info_type = Ref::copy(cache_info_type).release();
  made->mark = mark.release();
  made->most = most;
  made->typed = typed;
  gc_track(ts, made.get());
  return made;
}

/// What the arguments are remembered by: the argument itself for a single int or str, else a tuple of all that matters.
Result<Ref> key_of(ThreadState& ts, const LruCache& self, CallArgs args) {
  auto positional = static_cast<int64_t>(args.count);
  auto named = static_cast<int64_t>(keyword_count(args));
  if (!self.typed && named == 0 && positional == 1) {
    Value only = args.values[0];
    if (only.is_int() || is_str(only) || is_exactly(only, TypeId::kInt)) return Ref::copy(only);
  }
  int64_t size = positional + (named > 0 ? 1 + 2 * named : 0) + (self.typed ? positional + named : 0);
  Own<Tuple> key = TRY(new_tuple(ts, size));
  int64_t at = 0;
  for (int64_t i = 0; i < positional; ++i) key->set(at++, Ref::copy(args.values[i]));
  if (named > 0) key->set(at++, Ref::copy(self.mark));
  for (int64_t i = 0; i < named; ++i) {
    key->set(at++, Ref::copy(as<Tuple>(args.names).at(i)));
    key->set(at++, Ref::copy(args.values[positional + i]));
  }
  for (int64_t i = 0; self.typed && i < positional + named; ++i) key->set(at++, Ref::copy(&type_of(ts, args.values[i])));
  return key;
}

Result<Ref> lru_cache_call(ThreadState& ts, Value callee, CallArgs args) {
  auto& self = as<LruCache>(callee);
  if (self.most == 0) {
    ++self.misses;
    return call(ts, self.function, args);
  }
  Ref key = TRY(key_of(ts, self, args));
  auto hash = static_cast<uint64_t>(TRY(hash_inline(ts, key)));
  Own<Dict> cache = Own<Dict>::copy(self.cache);
  int64_t found = TRY(dict_find_entry(ts, *cache, key, hash));
  if (found >= 0) {
    ++self.hits;
    Ref result = Ref::copy(cache->entries[found].value);
    if (self.most != LruCache::kUnbounded) TRY(dict_move_to_end(ts, *cache, found));
    return result;
  }
  ++self.misses;
  Ref result = TRY(call(ts, self.function, args));
  found = TRY(dict_find_entry(ts, *cache, key, hash));  // the call may have remembered it
  if (found >= 0) return result;
  if (self.most != LruCache::kUnbounded && cache->size >= self.most) {
    DictEntry oldest = dict_take_entry(*cache, dict_first_entry(*cache));
    Ref old_key = Ref::steal(oldest.key);
    Ref old_result = Ref::steal(oldest.value);  // both die when the cache is whole again
    TRY(dict_append(ts, *cache, std::move(key), hash, Ref::copy(result)));
    return result;
  }
  TRY(dict_append(ts, *cache, std::move(key), hash, Ref::copy(result)));
  return result;
}

Result<Ref> lru_cache_info(ThreadState& ts, LruCache& self) {
  Ref hits = TRY(new_int(ts, self.hits));
  Ref misses = TRY(new_int(ts, self.misses));
  Ref most = Ref::none();
  if (self.most != LruCache::kUnbounded) most = TRY(new_int(ts, self.most));
  return call(ts, self.info_type, hits, misses, most, Value::from_int(self.cache->size));
}

Status lru_cache_clear(ThreadState& ts, LruCache& self) {
  self.hits = self.misses = 0;
  dict_clear(ts, *self.cache);
  return {};
}

Result<Ref> lru_cache_reduce(ThreadState& ts, LruCache& self) {
  return get_attr(ts, Value::from_object(&self), ts.names().dunder_qualname);
}

Result<Ref> lru_cache_copy(ThreadState&, LruCache& self) { return Ref::copy(&self); }
Result<Ref> lru_cache_deepcopy(ThreadState&, LruCache& self, Value) { return Ref::copy(&self); }

Result<Ref> lru_cache_descr_get(ThreadState& ts, Value self, Value instance, Value) {
  if (instance.is_null() || instance.is_none()) return Ref::copy(self);
  return new_method(ts, self, instance);
}

constexpr NativeMethod kNew = class_method<lru_cache_new>("lru_cache", "(user_function, maxsize, typed, cache_info_type)", "");

constexpr NativeMethod kMethods[] = {
    method<lru_cache_info>("cache_info", "($self, /)", "How often the cache answered, how often it did not, its limit and its size."),
    method<lru_cache_clear>("cache_clear", "($self, /)", "Forget all results and counts."),
    method<lru_cache_reduce>("__reduce__", "($self, /)", "The name of the function, for pickling."),
    method<lru_cache_copy>("__copy__", "($self, /)", "The object itself."),
    method<lru_cache_deepcopy>("__deepcopy__", "($self, memo, /)", "The object itself."),
};

using Owned = OwnedFields<LruCache, &LruCache::function, &LruCache::cache, &LruCache::info_type, &LruCache::mark, &LruCache::dict>;

/// The cache is emptied only: the object stays callable.
void lru_cache_gc_clear(ThreadState& ts, Object* object) { dict_clear(ts, *static_cast<LruCache*>(object)->cache); }

}  // namespace

constexpr TypeSpec kLruCacheSpec = {
    .name = "functools._lru_cache_wrapper",
    .doc = "A function with a memory of its results.\n\nuser_function: what is called\nmaxsize: 0 for no cache, None for one "
           "without limit\ntyped: whether arguments of different types differ\ncache_info_type: makes the answer of cache_info",
    .id = ModuleType::kLruCache,
    .size = sizeof(LruCache),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable | Type::kMethodDescriptor,
    .dict_offset = offsetof(LruCache, dict),
    .methods = kMethods,
    .slots = {.call = lru_cache_call, .descr_get = lru_cache_descr_get, .new_ = new_from<kNew>},
    .traverse = Owned::traverse,
    .clear = lru_cache_gc_clear,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
