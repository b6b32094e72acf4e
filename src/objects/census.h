// SPDX-License-Identifier: MIT
#pragma once

// How many objects of each type there are, and what they take.
//
// What is counted: every object that the collector knows, and the others (strings, numbers, bytes, ...) as far as one of those or a built-in type
// refers to them. Not counted: what only a field of the interpreter or native code holds, and what frames hold in their registers. Object::kMark tells which of
// the others were seen, so that nothing has to be remembered but a row for each type.

#include "objects/type.h"

namespace pyemb {

struct CensusRow {
  Type* type;  ///< owned; null: free
  int64_t objects;
  int64_t bytes;  ///< blocks of the objects and their own buffers, as __sizeof__() of the native type says, and GcHeads
};

class Census {
 public:
  explicit Census(ThreadState& ts) : ts_(ts) {}
  Census(const Census&) = delete;
  Census& operator=(const Census&) = delete;
  ~Census();

  /// Counts. Raises MemoryError. Runs no Python code.
  [[nodiscard]] Status take();
  /// Places, of which some are free.
  std::span<const CensusRow> rows() const { return {rows_, capacity_}; }

 private:
  struct Others;
  [[nodiscard]] bool add(Object* object);
  [[nodiscard]] bool grow();
  CensusRow& place(Type* type);
  bool visit_lists(GcVisitor& visit, bool counting);
  bool visit_list(GcHead& list, GcVisitor& visit, bool counting);

  ThreadState& ts_;
  CensusRow* rows_ = nullptr;
  size_t capacity_ = 0;
  size_t used_ = 0;
};

/// What the object takes: what __sizeof__() of the nearest native type says, and its GcHead.
int64_t object_bytes(ThreadState& ts, Object* object);

}  // namespace pyemb
