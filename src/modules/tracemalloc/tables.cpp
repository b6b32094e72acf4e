// SPDX-License-Identifier: MIT
#include <cstring>

#include "modules/tracemalloc/tracer.h"
#include "objects/str.h"
#include "state/memory.h"

namespace pyemb {
namespace {

constexpr size_t kLeastCapacity = 256;

/// Three quarters of a table may be full.
bool is_crowded(size_t count, size_t capacity) { return count >= capacity / 4 * 3; }

bool same_place(const TracedPlace& a, const TracedPlace& b) {
  if (a.hash != b.hash || a.count != b.count || a.total != b.total) return false;
  for (uint32_t i = 0; i < a.count; ++i) {
    if (a.frames[i].line != b.frames[i].line || !str_equal(*a.frames[i].filename, *b.frames[i].filename)) return false;
  }
  return true;
}

}  // namespace

// -- blocks --------------------------------------------------------------------------------------------------------------------

size_t BlockTable::home(const void* block) const {
  return (reinterpret_cast<uintptr_t>(block) / Heap::kGranule * 0x9e3779b97f4a7c15u >> 20) & (capacity_ - 1);
}

TracedBlock* BlockTable::find(const void* block, uint32_t domain) const {
  if (capacity_ == 0) return nullptr;
  for (size_t at = home(block); rows_[at].block != nullptr; at = (at + 1) & (capacity_ - 1)) {
    if (rows_[at].block == block && rows_[at].domain == domain) return &rows_[at];
  }
  return nullptr;
}

bool BlockTable::grow() {
  const size_t capacity = capacity_ == 0 ? kLeastCapacity : capacity_ * 2;
  auto* rows = static_cast<TracedBlock*>(memory_allocate_zeroed(Domain::kRaw, capacity, sizeof(TracedBlock)));
  if (rows == nullptr) return false;
  TracedBlock* old = std::exchange(rows_, rows);
  const size_t old_capacity = std::exchange(capacity_, capacity);
  for (size_t i = 0; i < old_capacity; ++i) {
    if (old[i].block == nullptr) continue;
    size_t at = home(old[i].block);
    while (rows_[at].block != nullptr) at = (at + 1) & (capacity_ - 1);
    rows_[at] = old[i];
  }
  memory_release(Domain::kRaw, old);
  return true;
}

TracedBlock* BlockTable::insert(const void* block, uint32_t domain) {
  if (is_crowded(count_, capacity_) && !grow()) return nullptr;
  size_t at = home(block);
  while (rows_[at].block != nullptr && (rows_[at].block != block || rows_[at].domain != domain)) at = (at + 1) & (capacity_ - 1);
  if (rows_[at].block == nullptr) {
    ++count_;
    rows_[at] = {block, 0, nullptr, domain};
  }
  return &rows_[at];
}

void BlockTable::remove(TracedBlock* row) {
  const size_t mask = capacity_ - 1;
  auto gap = static_cast<size_t>(row - rows_);
  for (size_t at = (gap + 1) & mask; rows_[at].block != nullptr; at = (at + 1) & mask) {
    const size_t distance = (at - home(rows_[at].block)) & mask;  // how far it stands from where it belongs
    if (distance < ((at - gap) & mask)) continue;                 // the gap comes before its home
    rows_[gap] = rows_[at];
    gap = at;
  }
  rows_[gap].block = nullptr;
  --count_;
}

void BlockTable::clear() {
  memory_release(Domain::kRaw, std::exchange(rows_, nullptr));
  capacity_ = count_ = 0;
}

const TracedBlock* BlockTable::next(size_t* position) const {
  while (*position < capacity_) {
    const TracedBlock& row = rows_[(*position)++];
    if (row.block != nullptr) return &row;
  }
  return nullptr;
}

// -- places --------------------------------------------------------------------------------------------------------------------

bool PlaceTable::grow() {
  const size_t capacity = capacity_ == 0 ? kLeastCapacity : capacity_ * 2;
  auto** places = static_cast<TracedPlace**>(memory_allocate_zeroed(Domain::kRaw, capacity, sizeof(TracedPlace*)));
  if (places == nullptr) return false;
  for (size_t i = 0; i < capacity_; ++i) {
    if (places_[i] == nullptr) continue;
    size_t at = places_[i]->hash & (capacity - 1);
    while (places[at] != nullptr) at = (at + 1) & (capacity - 1);
    places[at] = places_[i];
  }
  memory_release(Domain::kRaw, places_);
  places_ = places;
  capacity_ = capacity;
  return true;
}

const TracedPlace* PlaceTable::intern(const TracedPlace& wanted) {
  if (is_crowded(count_, capacity_) && !grow()) return nullptr;
  size_t at = wanted.hash & (capacity_ - 1);
  for (; places_[at] != nullptr; at = (at + 1) & (capacity_ - 1)) {
    if (same_place(*places_[at], wanted)) return places_[at];
  }
  const size_t size = TracedPlace::bytes_for(wanted.count);
  auto* place = static_cast<TracedPlace*>(memory_allocate(Domain::kRaw, size));
  if (place == nullptr) return nullptr;
  std::memcpy(static_cast<void*>(place), &wanted, size);
  for (uint32_t i = 0; i < place->count; ++i) incref(place->frames[i].filename);
  places_[at] = place;
  ++count_;
  place_bytes_ += size;
  return place;
}

TracedPlace* PlaceTable::take_all() {
  TracedPlace* first = nullptr;
  for (size_t i = 0; i < capacity_; ++i) {
    if (places_[i] == nullptr) continue;
    places_[i]->hash = reinterpret_cast<uintptr_t>(first);
    first = places_[i];
  }
  memory_release(Domain::kRaw, std::exchange(places_, nullptr));
  capacity_ = count_ = place_bytes_ = 0;
  return first;
}

}  // namespace pyemb
