// SPDX-License-Identifier: MIT
#include "objects/weakref.h"

#include <bit>

#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {
namespace {

// -- the table -----------------------------------------------------------------------------------------------------------

constexpr uint64_t kFirstCapacity = 64;

uint64_t place_of(const WeakRefTable& table, const Object* key) {
  uint64_t mixed = reinterpret_cast<uintptr_t>(key) * 0x9e3779b97f4a7c15u;
  return (mixed >> 20) & (table.capacity - 1);
}

WeakRefTable::Entry* find_entry(const WeakRefTable& table, const Object* key) {
  if (table.capacity == 0) return nullptr;
  for (uint64_t i = place_of(table, key);; i = (i + 1) & (table.capacity - 1)) {
    WeakRefTable::Entry& entry = table.entries[i];
    if (entry.key == key) return &entry;
    if (entry.key == nullptr) return nullptr;
  }
}

void put(WeakRefTable& table, Object* key, WeakRef* first) {
  uint64_t i = place_of(table, key);
  while (table.entries[i].key != nullptr) i = (i + 1) & (table.capacity - 1);
  table.entries[i] = {key, first};
  ++table.used;
}

/// Takes an entry out and closes the gap, so that no tombstones are needed.
void remove_entry(WeakRefTable& table, WeakRefTable::Entry* entry) {
  uint64_t hole = static_cast<uint64_t>(entry - table.entries);
  for (uint64_t i = (hole + 1) & (table.capacity - 1); table.entries[i].key != nullptr; i = (i + 1) & (table.capacity - 1)) {
    uint64_t home = place_of(table, table.entries[i].key);
    bool stays = hole <= i ? (hole < home && home <= i) : (hole < home || home <= i);
    if (stays) continue;
    table.entries[hole] = table.entries[i];
    hole = i;
  }
  table.entries[hole] = {nullptr, nullptr};
  --table.used;
}

bool grow(Interpreter& interp, WeakRefTable& table) {
  uint64_t capacity = table.capacity == 0 ? kFirstCapacity : table.capacity * 2;
  size_t size = capacity * sizeof(WeakRefTable::Entry);
  auto* entries = static_cast<WeakRefTable::Entry*>(interp.heap.allocate_buffer(size));
  if (entries == nullptr) return false;
  for (uint64_t i = 0; i < capacity; ++i) entries[i] = {nullptr, nullptr};
  WeakRefTable old = table;
  table = {entries, capacity, 0};
  for (uint64_t i = 0; i < old.capacity; ++i) {
    if (old.entries[i].key != nullptr) put(table, old.entries[i].key, old.entries[i].first);
  }
  interp.heap.release_buffer(old.entries, old.capacity * sizeof(WeakRefTable::Entry));
  return true;
}

// -- chains ----------------------------------------------------------------------------------------------------------------

bool is_plain_ref(const WeakRef* ref) { return ref != nullptr && ref->callback.is_null() && ref->is_exactly(TypeId::kWeakRef); }
bool is_plain_proxy(const WeakRef* ref) {
  return ref != nullptr && ref->callback.is_null() &&
         (ref->is_exactly(TypeId::kWeakProxy) || ref->is_exactly(TypeId::kWeakCallableProxy));
}

/// The object's plain reference or proxy that may be handed out again, or null.
WeakRef* find_plain(WeakRef* first, bool proxy) {
  if (!proxy) return is_plain_ref(first) && first->refcount > 0 ? first : nullptr;
  WeakRef* candidate = is_plain_ref(first) ? first->next : first;
  return is_plain_proxy(candidate) && candidate->refcount > 0 ? candidate : nullptr;
}

[[nodiscard]] Status link(ThreadState& ts, WeakRef& ref, Object* referent) {
  WeakRefTable& table = *ts.interp.weakrefs;
  WeakRefTable::Entry* entry = referent->has(Object::kHasWeakrefs) ? find_entry(table, referent) : nullptr;
  if (entry == nullptr) {
    if (table.used * 2 >= table.capacity && !grow(ts.interp, table)) return raise_no_memory(ts);
    put(table, referent, &ref);
    referent->set(Object::kHasWeakrefs);
    ref.referent = referent;
    return {};
  }
  WeakRef* after = nullptr;  // the shared ones stay in front
  if (!is_plain_ref(&ref)) {
    if (is_plain_ref(entry->first)) after = entry->first;
    WeakRef* second = after != nullptr ? after->next : entry->first;
    if (!is_plain_proxy(&ref) && is_plain_proxy(second)) after = second;
  }
  ref.referent = referent;
  ref.previous = after;
  ref.next = after != nullptr ? after->next : entry->first;
  if (ref.next != nullptr) ref.next->previous = &ref;
  if (after != nullptr) {
    after->next = &ref;
  } else {
    entry->first = &ref;
  }
  return {};
}

/// Takes a living reference out of its referent's chain; it is dead then.
void unlink(Interpreter& interp, WeakRef& ref) {
  if (ref.referent == nullptr) return;
  if (ref.next != nullptr) ref.next->previous = ref.previous;
  if (ref.previous != nullptr) {
    ref.previous->next = ref.next;
  } else {
    WeakRefTable::Entry* entry = find_entry(*interp.weakrefs, ref.referent);
    if (ref.next != nullptr) {
      entry->first = ref.next;
    } else {
      remove_entry(*interp.weakrefs, entry);
      ref.referent->unset(Object::kHasWeakrefs);
    }
  }
  ref.referent = nullptr;
  ref.previous = ref.next = nullptr;
}

void weakref_traverse(Object* self, GcVisitor& visit) { visit(static_cast<WeakRef*>(self)->callback); }

void weakref_clear(ThreadState& ts, Object* self) {
  auto& ref = *static_cast<WeakRef*>(self);
  unlink(ts.interp, ref);
  decref(std::exchange(ref.callback, Value::null()));
}

// -- weakref.ref ---------------------------------------------------------------------------------------------------------

Result<Ref> ref_create(ThreadState& ts, Type& type, CallArgs args) {
  TRY(require_positional(ts, "__new__", args, 1, 2));
  return new_weakref(ts, type, args.values[0], args.count > 1 ? args.values[1] : Value::null());
}

Status ref_init(ThreadState& ts, Value, CallArgs args) {
  if (!args.names.is_null() && as<Tuple>(args.names).size > 0) return raise(ts, Exc::kTypeError, "ref() takes no keyword arguments");
  if (args.count >= 1 && args.count <= 2) return {};
  return raise(ts, Exc::kTypeError, args.count < 1 ? "__init__ expected at least 1 argument, got 0" : "__init__ expected at most 2 arguments, got %zu",
               args.count);
}

Result<Ref> ref_call(ThreadState&, WeakRef& self) { return weakref_get(self); }
constexpr NativeMethod kRefCall = method<ref_call>("__call__", "($self)", nullptr);

Result<Ref> ref_call_slot(ThreadState& ts, Value self, CallArgs args) { return kRefCall.entry(ts, kRefCall, self, args); }

Result<int64_t> ref_hash(ThreadState& ts, Value value) {
  auto& self = as<WeakRef>(value);
  if (self.hash != -1) return self.hash;
  Ref referent = weakref_get(self);
  if (referent.is_none()) return raise(ts, Exc::kTypeError, "weak object has gone away");
  self.hash = TRY(hash(ts, referent));
  return self.hash;
}

Result<Ref> ref_compare(ThreadState& ts, Value left, Value right, Compare op) {
  bool both = is<WeakRef>(left) && is<WeakRef>(right);
  if (!both || (op != Compare::kEq && op != Compare::kNe)) return Result<Ref>::not_implemented();
  Ref a = weakref_get(as<WeakRef>(left));
  Ref b = weakref_get(as<WeakRef>(right));
  if (a.is_none() || b.is_none()) return Result<Ref>::boolean((left == right) == (op == Compare::kEq));
  return compare(ts, a, b, op);
}

Result<Ref> ref_repr(ThreadState& ts, Value value) {
  void* self = value.as_object();
  Ref referent = weakref_get(as<WeakRef>(value));
  if (referent.is_none()) return new_str_format(ts, "<weakref at %p; dead>", self);
  Ref name = TRY(find_attr(ts, referent, ts.names().dunder_name == nullptr ? Value::null() : Value::from_object(ts.names().dunder_name)));
  void* address = referent.object();
  const char* type = type_name(ts, referent);
  if (name.is_absent() || !is<Str>(name)) return new_str_format(ts, "<weakref at %p; to '%s' at %p>", self, type, address);
  return new_str_format(ts, "<weakref at %p; to '%s' at %p (%s)>", self, type, address, Utf8(ts, name).c_str());
}

Result<Ref> ref_callback(ThreadState&, WeakRef& self) {
  return Ref::copy(self.referent == nullptr || self.callback.is_null() ? Value::none() : self.callback);
}

constexpr GetSet kRefGetSets[] = {getset<ref_callback>("__callback__", nullptr)};

}  // namespace

constexpr TypeSpec kWeakRefSpec = {
    .name = "weakref.ReferenceType",
    .id = TypeId::kWeakRef,
    .size = sizeof(WeakRef),
    .flags = Type::kCollected | Type::kSubclassable,
    .getsets = kRefGetSets,
    .slots = {.repr = ref_repr, .hash = ref_hash, .call = ref_call_slot, .compare = ref_compare, .init = ref_init, .new_ = ref_create},
    .traverse = weakref_traverse,
    .clear = weakref_clear,
    .dealloc = weakref_clear,
};

bool new_weakref_table(Interpreter& interp) {
  interp.weakrefs = static_cast<WeakRefTable*>(interp.heap.allocate_buffer(sizeof(WeakRefTable)));
  if (interp.weakrefs != nullptr) *interp.weakrefs = {};
  return interp.weakrefs != nullptr;
}

void release_weakref_table(Interpreter& interp) {
  if (interp.weakrefs == nullptr) return;
  interp.heap.release_buffer(interp.weakrefs->entries, interp.weakrefs->capacity * sizeof(WeakRefTable::Entry));
  interp.heap.release_buffer(interp.weakrefs, sizeof(WeakRefTable));
  interp.weakrefs = nullptr;
}

Result<Ref> new_weakref(ThreadState& ts, Type& type, Value object, Value callback) {
  if (!object.is_heap() || !object.as_object()->type->has_flag(Type::kWeakrefable)) {
    return raise(ts, Exc::kTypeError, "cannot create weak reference to '%s' object", type_name(ts, object));
  }
  if (callback.is_none()) callback = Value::null();
  Object* referent = object.as_object();
  bool proxy = type.id == TypeId::kWeakProxy || type.id == TypeId::kWeakCallableProxy;
  bool sharable = callback.is_null() && (proxy || type.id == TypeId::kWeakRef);
  if (sharable) {
    WeakRef* plain = find_plain(weakref_chain(ts, referent), proxy);
    if (plain != nullptr) return Ref::copy(plain);
  }
  Own<WeakRef> made = TRY(new_native<WeakRef>(ts, type));
  made->hash = -1;
  made->callback = Ref::copy(callback).release();
  TRY(link(ts, *made, referent));
  gc_track(ts, made.get());
  return made;
}

Ref weakref_get(const WeakRef& ref) {
  // An object whose count is zero is on its way out, though its references may not have been told yet.
  if (ref.referent == nullptr || ref.referent->refcount == 0) return Ref::none();
  return Ref::copy(ref.referent);
}

WeakRef* weakref_chain(ThreadState& ts, Object* object) {
  if (!object->has(Object::kHasWeakrefs)) return nullptr;
  WeakRefTable::Entry* entry = find_entry(*ts.interp.weakrefs, object);
  return entry == nullptr ? nullptr : entry->first;
}

WeakRef* detach_weakrefs(ThreadState& ts, Object* object, WeakRef* waiting) {
  WeakRef* last = waiting;  // append, so that callbacks come in the order of the chain
  while (last != nullptr && last->next != nullptr) last = last->next;
  while (WeakRef* ref = weakref_chain(ts, object)) {
    unlink(ts.interp, *ref);
    if (ref->callback.is_null() || ref->refcount == 0 || ref->has(Object::kMark)) continue;
    incref(static_cast<Object*>(ref));
    if (last == nullptr) {
      waiting = ref;
    } else {
      last->next = ref;
    }
    last = ref;
  }
  return waiting;
}

void call_weakref_callbacks(ThreadState& ts, WeakRef* waiting) {
  if (waiting == nullptr) return;
  Ref pending = ts.take_pending();
  while (waiting != nullptr) {
    Ref ref = Ref::steal(waiting);
    waiting = std::exchange(waiting->next, nullptr);
    Ref callback = Ref::steal(std::exchange(ref.as<WeakRef>()->callback, Value::null()));
    if (!callback) continue;
    Result<Ref> result = call(ts, callback, ref);
    if (result.raised()) {
      report_unraisable(ts, nullptr, callback);
    } else {
      Ref ignored = result.take();
    }
  }
  ts.pending = pending.release();
}

void clear_weakrefs(ThreadState& ts, Object* object) { call_weakref_callbacks(ts, detach_weakrefs(ts, object, nullptr)); }

}  // namespace pyemb
