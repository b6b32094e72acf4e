// SPDX-License-Identifier: MIT
#pragma once

// What all the parsers of one text share: the parser of the text itself, those of the expressions inside its f-strings,
// and the diagnosing ones. Internal to the frontend.

#include <cstdint>
#include <string_view>

#include "config/build.h"
#include "frontend/ast.h"
#include "frontend/parser.h"
#include "frontend/source.h"
#include "frontend/token.h"
#include "frontend/tokenizer.h"

namespace pyemb {

/// A place in the text, as nodes carry it.
struct Place {
  int32_t lineno;
  int32_t col_offset;
};

/// One text being parsed, and how far the nesting has gone. The unit of depth is one rule of CPython's grammar, so that
/// what is too deep for it is too deep here.
struct ParseState {
  static constexpr int kMaxDepth = 5969;

  NameTable& names;
  const ParseOptions& options;
  Source source = {};
  WarningList warnings = {};
  SyntaxError error = {};
  uintptr_t stack_limit = 0;
  int depth = 0;
  bool too_deep = false;

  [[nodiscard]] Arena& arena() { return names.arena(); }
  /// What no diagnosis can explain: memory or stack ran out.
  [[nodiscard]] bool is_exhausted() { return too_deep || arena().failed(); }
};

/// Where the native stack stands, which grows downwards.
ALWAYS_INLINE uintptr_t native_stack_position() { return reinterpret_cast<uintptr_t>(__builtin_frame_address(0)); }

/// Entered by every function that recurses on the text; false when the text nests too deeply.
class Nesting {
 public:
  Nesting(ParseState& state, int weight) : state_(state), weight_(weight) {
    state_.depth += weight;
    if (UNLIKELY(state_.depth > ParseState::kMaxDepth || native_stack_position() < state_.stack_limit))
      state_.too_deep = true;
  }
  ~Nesting() { state_.depth -= weight_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;
  explicit operator bool() const { return !state_.too_deep; }

 private:
  ParseState& state_;
  int weight_;
};

/// Children of nodes under construction. A list is pushed item by item behind those of the nodes around it, then
/// copied to the arena in one piece.
class Scratch {
 public:
  explicit Scratch(Arena& arena) : arena_(arena) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  [[nodiscard]] uint32_t mark() const { return size_; }
  [[nodiscard]] bool push(const void* item) {
    if (UNLIKELY(size_ == capacity_) && !grow()) return false;
    items_[size_++] = const_cast<void*>(item);
    return true;
  }
  [[nodiscard]] uint32_t count_since(uint32_t mark) const { return size_ - mark; }
  void drop_to(uint32_t mark) { size_ = mark; }

  /// What was pushed since `mark`, moved to the arena. False: memory ran out.
  template <typename T>
  [[nodiscard]] bool take(uint32_t mark, Seq<T>* list) {
    uint32_t count = size_ - mark;
    size_ = mark;
    *list = {};
    if (count == 0) return true;
    T* data = arena_.make_array<T>(count);
    if (data == nullptr) return false;
    std::memcpy(data, items_ + mark, count * sizeof(void*));
    *list = {data, count};
    return true;
  }

 private:
  bool grow();

  Arena& arena_;  ///< is told when there is no memory
  void** items_ = nullptr;
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;
};

}  // namespace pyemb
