// SPDX-License-Identifier: MIT
#pragma once

// What a pattern is compiled into: a code list, once validated, is translated to nodes of one size with absolute targets.
//
//   - Everything that matches one character is a Test; its set, if it needs one, has a table for the characters below 256 in
//     which case and categories are already resolved. (Tables that depend on the locale are made anew for every call.)
//   - Literals in a row are one string.
//   - A node says what the next character must be for the rest to match (`hint`), where the analysis found out; a repeat of single
//     characters that can never give one back with success says so, and leaves no choice behind.
//
// A program is constant while it runs, and belongs to one Pattern object.

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "modules/sre/characters.h"
#include "objects/str.h"

namespace pyemb::sre {

/// A growing array of plain data in an interpreter's heap. A failed allocation is remembered; what was not pushed is then missing.
template <class T>
class HeapArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit HeapArray(Heap& heap) : heap_(heap) {}
  HeapArray(const HeapArray&) = delete;
  HeapArray& operator=(const HeapArray&) = delete;
  ~HeapArray() { heap_.release_buffer(data_, capacity_ * sizeof(T)); }

  bool push(const T& item) {
    if (UNLIKELY(size_ == capacity_) && !reserve(capacity_ == 0 ? 8 : capacity_ * 2)) return false;
    data_[size_++] = item;
    return true;
  }
  /// Appends items for which there is room.
  void append(const T* items, size_t count) {
    if (count > 0) std::memcpy(data_ + size_, items, count * sizeof(T));
    size_ += count;
  }
  /// Room for `capacity` items in all; false: out of memory, nothing raised.
  bool reserve(size_t capacity) {
    if (capacity <= capacity_) return true;
    void* grown = heap_.resize_buffer(data_, capacity_ * sizeof(T), capacity * sizeof(T));
    if (grown == nullptr) {
      failed_ = true;
      return false;
    }
    data_ = static_cast<T*>(grown);
    capacity_ = capacity;
    return true;
  }
  void clear() { size_ = 0; }
  uint32_t size() const { return static_cast<uint32_t>(size_); }
  size_t bytes() const { return capacity_ * sizeof(T); }
  bool failed() const { return failed_; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }

 private:
  Heap& heap_;
  T* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
  bool failed_ = false;
};

/// A question about one character.
struct Test {
  enum Kind : uint8_t {
    kAlways,   ///< of a hint: nothing is known, not even that there is a character
    kChar,     ///< `arg` is the character
    kNotChar,
    kNotLine,  ///< any character but a newline
    kAnyChar,
    kSet,      ///< `arg` is the number of the set
  };
  Kind kind = kAlways;
  uint32_t arg = 0;
  bool operator==(const Test&) const = default;
};

struct CharSet {
  enum Wide : uint8_t { kNone, kAll, kAsk };  ///< characters from 256 on: kAsk reads the code
  uint8_t narrow[256];                        ///< 1: in the set
  Wide wide;
  uint8_t classes;                            ///< of WideClass: what it may have from 256 on
  Fold fold;
  bool by_locale;                             ///< `narrow` must be made anew before it is used
  uint32_t code;                              ///< where its operations start in Program::codes
};

enum class Op : uint8_t {
  kFail,
  kSuccess,        ///< of the whole pattern
  kOne,            ///< one character that passes the test
  kChar,           ///< the same for the commonest test
  kSet,
  kString,         ///< the characters [arg, arg + least) of the program's texts
  kAt,             ///< arg: At
  kMark,           ///< arg
  kBranch,         ///< the alternatives [arg, arg + least)
  kJump,           ///< target
  kRepeat,         ///< enters a repeat, whose kMaxUntil or kMinUntil is at target
  kMaxUntil,       ///< the end of a round: target is the start of the body, hint what a further round starts with
  kMinUntil,
  kRepeatOne,      ///< greedy: from least to most characters that pass the test
  kMinRepeatOne,   ///< lazy
  kPossessiveOne,
  kPossessive,     ///< a repeat whose rounds are final; target is behind it
  kAtomic,         ///< the four that hold a pattern of its own up to kSubEnd; target is behind it
  kAssert,         ///< arg: how far to step back
  kAssertNot,
  kSubEnd,         ///< target: the node that holds the pattern
  kGroupRef,       ///< arg: the group
  kGroupRefFold,   ///< least: Fold
  kGroupExists,    ///< arg: the group; target: where to go if it has not matched
};

struct Node {
  Op op;
  bool final_narrow = false;  ///< kRepeatOne: never gives a character back, in text of 1-byte characters
  bool final_wide = false;    ///< the same in any text
  Str::Kind kind = Str::kOneByte;  ///< kString: the text has characters of this width
  Test test;
  uint32_t arg = 0;
  uint32_t least = 0;
  uint32_t most = 0;
  uint32_t target = 0;
  Test hint;
};

struct Alternative {
  uint32_t node;
  Test hint;
};

/// How a search finds the places that are worth a try.
struct SearchPlan {
  enum Kind : uint8_t {
    kEverywhere,
    kStart,   ///< only at the start of the text
    kLines,   ///< only at the start of a line
    kTest,    ///< where a character passes the test
    kString,  ///< where a string of the program's texts stands
  };
  Kind kind = kEverywhere;
  Test test;
  uint32_t text = 0;
  uint32_t length = 0;
  Str::Kind width = Str::kOneByte;
};

struct Program {
  explicit Program(Heap& heap)
      : codes(heap), nodes(heap), sets(heap), alternatives(heap), text1(heap), text2(heap), text4(heap) {}

  HeapArray<uint32_t> codes;   ///< the code list, and behind it sets that the translation made
  uint32_t code_size = 0;      ///< of the code list alone
  HeapArray<Node> nodes;
  HeapArray<CharSet> sets;
  HeapArray<Alternative> alternatives;
  HeapArray<uint8_t> text1;    ///< the texts of all strings, in each width
  HeapArray<char16_t> text2;
  HeapArray<char32_t> text4;
  uint32_t groups = 0;
  uint32_t least_width = 0;    ///< no match is shorter
  bool by_locale = false;      ///< some set depends on the locale
  SearchPlan plan;

  bool failed() const {
    return codes.failed() || nodes.failed() || sets.failed() || alternatives.failed() || text1.failed() || text2.failed() || text4.failed();
  }
  size_t bytes() const {
    return sizeof *this + codes.bytes() + nodes.bytes() + sets.bytes() + alternatives.bytes() + text1.bytes() + text2.bytes() + text4.bytes();
  }
  template <class Unit>
  const Unit* texts() const {
    if constexpr (sizeof(Unit) == 1) return text1.data();
    if constexpr (sizeof(Unit) == 2) return text2.data();
    if constexpr (sizeof(Unit) == 4) return text4.data();
  }
};

/// Fills `program`, whose codes hold a valid code list, with everything else.
[[nodiscard]] Status translate(ThreadState& ts, Program& program);
/// The second step: hints, final repeats, the plan of a search.
void analyse(Program& program);

/// Makes the table of a set.
void fill_set(const Program& program, CharSet& set);
/// Makes the tables anew that depend on the locale.
void refresh_locale(Program& program);

}  // namespace pyemb::sre
