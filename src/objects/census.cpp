// SPDX-License-Identifier: MIT
#include "objects/census.h"

#include "objects/call.h"
#include "objects/destroy.h"
#include "objects/gc_cycle.h"
#include "objects/gc_roots.h"
#include "objects/raise.h"
#include "objects/str.h"

namespace pyemb {
namespace {

constexpr size_t kFirstCapacity = 256;

/// The native type that an object's type is, or derives from: its methods run no Python code.
Type& native_type(Type& type) {
  Type* native = &type;
  while (native->has_flag(Type::kHeapType) && native->base != nullptr) native = native->base;
  return *native;
}

}  // namespace

int64_t object_bytes(ThreadState& ts, Object* object) {
  int64_t head = has_gc_head(object) ? static_cast<int64_t>(sizeof(GcHead)) : 0;
  Result<Own<Str>> name = intern(ts, "__sizeof__");
  if (name.raised()) return ts.clear_pending(), head;
  Own<Str> held = name.take();
  Value method = type_lookup(ts, native_type(*object->type), held.get());
  if (method.is_null()) return head;
  Result<Ref> size = call(ts, method, Value::from_object(object));
  if (size.raised()) return ts.clear_pending(), head;
  Ref bytes = size.take();
  return head + (bytes.get().is_int() ? bytes.get().as_int() : 0);
}

/// Counts what the collector does not know, once, or takes the marks away again.
struct Census::Others : GcVisitor {
  Census& census;
  bool counts;
  bool ok = true;
  static void see(GcVisitor& visitor, Object* object) {
    auto& self = static_cast<Others&>(visitor);
    if (has_gc_head(object) || object->has(Object::kMark) == self.counts) return;
    if (self.counts) {
      object->set(Object::kMark);
      self.ok = self.ok && self.census.add(object);
    } else {
      object->unset(Object::kMark);
    }
  }
  Others(Census& owner, bool counting) : GcVisitor{see}, census(owner), counts(counting) {}
};

Census::~Census() {
  for (const CensusRow& row : rows()) {
    if (row.type != nullptr) decref(static_cast<Object*>(row.type));
  }
  memory_release(Domain::kRaw, rows_);
}

CensusRow& Census::place(Type* type) {
  size_t mask = capacity_ - 1;
  size_t at = (reinterpret_cast<uintptr_t>(type) >> 4) * 0x9e3779b97f4a7c15u >> 20 & mask;
  while (rows_[at].type != nullptr && rows_[at].type != type) at = (at + 1) & mask;
  return rows_[at];
}

bool Census::grow() {
  size_t capacity = capacity_ == 0 ? kFirstCapacity : capacity_ * 2;
  auto* rows = static_cast<CensusRow*>(memory_allocate_zeroed(Domain::kRaw, capacity, sizeof(CensusRow)));
  if (rows == nullptr) return false;
  std::span<const CensusRow> old = this->rows();
  CensusRow* old_rows = std::exchange(rows_, rows);
  capacity_ = capacity;
  for (const CensusRow& row : old) {
    if (row.type != nullptr) place(row.type) = row;
  }
  memory_release(Domain::kRaw, old_rows);
  return true;
}

bool Census::add(Object* object) {
  if (used_ * 4 >= capacity_ * 3 && !grow()) return false;
  CensusRow& row = place(object->type);
  if (row.type == nullptr) {
    incref(static_cast<Object*>(object->type));
    row.type = object->type;
    ++used_;
  }
  ++row.objects;
  row.bytes += object_bytes(ts_, object);
  return true;
}

bool Census::visit_list(GcHead& list, GcVisitor& visit, bool counting) {
  for (GcHead* head = list.next; head != &list; head = head->next) {
    if (counting && !add(gc_object(head))) return false;
    traverse_object(gc_object(head), visit);
  }
  return true;
}

bool Census::visit_lists(GcVisitor& visit, bool counting) {
  GcState& gc = ts_.interp.gc;
  bool ok = visit_list(gc.frozen, visit, counting);
  for (GcHead& list : gc.generations) ok = ok && visit_list(list, visit, counting);
  if (gc_cycle_is_open(ts_.interp)) {
    for (GcHead& list : gc_cycle(ts_.interp)->lists) ok = ok && visit_list(list, visit, counting);
  }
  gc_visit_types(ts_.interp, 0, kTypeCount, visit);
  return ok;
}

Status Census::take() {
  GcState& gc = ts_.interp.gc;
  if (gc.collecting) return raise(ts_, Exc::kRuntimeError, "objects cannot be counted while the collector works");
  gc.collecting = true;
  Ref pending = ts_.take_pending();
  Others counted(*this, true);
  bool ok = visit_lists(counted, true) && counted.ok;
  Others unmarked(*this, false);
  visit_lists(unmarked, false);
  ts_.pending = pending.release();
  gc.collecting = false;
  return ok ? Status() : Status(raise_no_memory(ts_));
}

}  // namespace pyemb
