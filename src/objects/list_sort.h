// SPDX-License-Identifier: MIT
#pragma once

// A stable merge sort that uses the order which is already there: Tim Peters's listsort, with the merge order of
// Munro and Wild's powersort.
//
// The array is cut into natural runs, short ones are extended by binary insertion, and neighbouring runs are merged as the
// run stack says. A merge that keeps taking from one side gallops: it looks for the place of the other side's head by
// doubling steps, and copies whole stretches.
//
// `Item` is trivially copyable. `Less` answers Result<bool>(a, b) and may run Python code or raise; whatever happens, the array
// ends as a permutation of what it was, since every merge returns what it holds aside (struct Aside) when it is left.

#include <algorithm>
#include <bit>
#include <cstring>

#include "state/heap.h"
#include "state/result.h"
#include "objects/raise.h"

namespace pyemb {

template <class Item, class Less>
class TimSort {
 public:
  TimSort(ThreadState& ts, Less less) : ts_(ts), less_(less) {}
  TimSort(const TimSort&) = delete;
  TimSort& operator=(const TimSort&) = delete;
  ~TimSort() { ts_.interp.heap.release_buffer(aside_, aside_capacity_ * sizeof(Item)); }

  [[nodiscard]] Status sort(Item* begin, int64_t size) {
    if (size < 2) return {};
    begin_ = begin;
    int64_t least = least_run(size);
    Item* end = begin + size;
    for (Item* at = begin; at < end;) {
      int64_t length = TRY(take_run(at, end));
      if (length < least) {
        int64_t forced = std::min<int64_t>(least, end - at);
        TRY(insert_each(at, at + length, at + forced));
        length = forced;
      }
      TRY(push_run(Run{at, length, 0}, size));
      at += length;
    }
    while (depth_ > 1) TRY(merge_top());
    return {};
  }

 private:
  static constexpr int kMaxRuns = 85;      ///< powers strictly grow down the stack, and are below 64
  static constexpr int64_t kMinGallop = 7;

  struct Run {
    Item* base;
    int64_t length;
    int power;  ///< of the boundary to the next run
  };

  /// Items that a merge holds outside of the array, and the gap where they go in the end.
  struct Aside {
    Item* from;
    Item* to;
    int64_t count;
    ~Aside() { std::memmove(static_cast<void*>(to), from, static_cast<size_t>(count) * sizeof(Item)); }
  };

  /// A run length k, 32 <= k <= 64, such that size / k is close to a power of two, but not above it.
  static int64_t least_run(int64_t size) {
    int64_t odd = 0;
    while (size >= 64) {
      odd |= size & 1;
      size >>= 1;
    }
    return size + odd;
  }

  /// The length of the run that starts at `at`; a strictly descending one is reversed.
  Result<int64_t> take_run(Item* at, Item* end) {
    Item* next = at + 1;
    if (next == end) return 1;
    bool descending = TRY(less_(*next, *at));
    for (++next; next < end; ++next) {
      bool below = TRY(less_(*next, next[-1]));
      if (below != descending) break;
    }
    if (descending) std::reverse(at, next);
    return next - at;
  }

  /// Binary insertion of [sorted, end) into the sorted [begin, sorted).
  Status insert_each(Item* begin, Item* sorted, Item* end) {
    for (; sorted < end; ++sorted) {
      Item item = *sorted;
      Item* low = begin;
      Item* high = sorted;
      while (low < high) {
        Item* middle = low + (high - low) / 2;
        bool below = TRY(less_(item, *middle));
        if (below) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      std::memmove(static_cast<void*>(low + 1), low, static_cast<size_t>(sorted - low) * sizeof(Item));
      *low = item;
    }
    return {};
  }

  // -- the run stack ---------------------------------------------------------------------------------------------------

  /// The depth, in a perfectly balanced merge tree over the whole array, of the node between two neighbouring runs.
  int boundary_power(const Run& left, int64_t right_length, int64_t size) const {
    int64_t a = 2 * (left.base - begin_) + left.length;  // twice the middle of each run
    int64_t b = a + left.length + right_length;
    int power = 0;
    for (;;) {  // the first binary digit in which a / 2n and b / 2n differ
      ++power;
      if (a >= size) {
        a -= size;
        b -= size;
      } else if (b >= size) {
        return power;
      }
      a *= 2;
      b *= 2;
    }
  }

  Status push_run(Run run, int64_t size) {
    if (depth_ > 0) {
      int power = boundary_power(runs_[depth_ - 1], run.length, size);
      while (depth_ > 1 && runs_[depth_ - 2].power > power) TRY(merge_top());
      runs_[depth_ - 1].power = power;
    }
    runs_[depth_++] = run;
    return {};
  }

  /// Merges the two topmost runs.
  Status merge_top() {
    Run& left = runs_[depth_ - 2];
    Run right = runs_[depth_ - 1];
    Item* a = left.base;
    int64_t a_length = left.length;
    left.length += right.length;
    left.power = right.power;
    --depth_;
    int64_t in_place = TRY(gallop_right(*right.base, a, a_length, 0));
    a += in_place;
    a_length -= in_place;
    if (a_length == 0) return {};
    int64_t b_length = TRY(gallop_left(a[a_length - 1], right.base, right.length, right.length - 1));
    if (b_length == 0) return {};
    return a_length <= b_length ? merge_low(a, a_length, right.base, b_length) : merge_high(a, a_length, right.base, b_length);
  }

  // -- galloping -------------------------------------------------------------------------------------------------------

  /// How many of `run` are below `key`. Starts looking at `hint`.
  Result<int64_t> gallop_left(const Item& key, const Item* run, int64_t length, int64_t hint) {
    int64_t low, high;  // run[low - 1] < key <= run[high]
    bool right_of_hint = TRY(less_(run[hint], key));
    int64_t step = 1;
    if (right_of_hint) {
      low = hint + 1;
      for (high = low; high < length; high = hint + step) {
        bool below = TRY(less_(run[high], key));
        if (!below) break;
        low = high + 1;
        step = step * 2 + 1;
      }
      high = std::min(high, length);
    } else {
      high = hint;
      for (low = hint - 1; low >= 0; low = hint - step) {
        bool below = TRY(less_(run[low], key));
        if (below) break;
        high = low;
        step = step * 2 + 1;
      }
      low = std::max<int64_t>(low + 1, 0);
    }
    while (low < high) {
      int64_t middle = low + (high - low) / 2;
      bool below = TRY(less_(run[middle], key));
      if (below) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// How many of `run` are not above `key`.
  Result<int64_t> gallop_right(const Item& key, const Item* run, int64_t length, int64_t hint) {
    int64_t low, high;  // run[low - 1] <= key < run[high]
    bool left_of_hint = TRY(less_(key, run[hint]));
    int64_t step = 1;
    if (left_of_hint) {
      high = hint;
      for (low = hint - 1; low >= 0; low = hint - step) {
        bool above = TRY(less_(key, run[low]));
        if (!above) break;
        high = low;
        step = step * 2 + 1;
      }
      low = std::max<int64_t>(low + 1, 0);
    } else {
      low = hint + 1;
      for (high = low; high < length; high = hint + step) {
        bool above = TRY(less_(key, run[high]));
        if (above) break;
        low = high + 1;
        step = step * 2 + 1;
      }
      high = std::min(high, length);
    }
    while (low < high) {
      int64_t middle = low + (high - low) / 2;
      bool above = TRY(less_(key, run[middle]));
      if (above) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  // -- merging ---------------------------------------------------------------------------------------------------------

  Status reserve(int64_t count) {
    auto needed = static_cast<size_t>(count);
    if (needed <= aside_capacity_) return {};
    Heap& heap = ts_.interp.heap;
    heap.release_buffer(aside_, aside_capacity_ * sizeof(Item));
    aside_capacity_ = 0;
    aside_ = static_cast<Item*>(heap.allocate_buffer(needed * sizeof(Item)));
    if (aside_ == nullptr) return raise_no_memory(ts_);
    aside_capacity_ = needed;
    return {};
  }

  /// Merges neighbours, the left one not longer: it is set aside, and the array is filled from the left.
  Status merge_low(Item* a, int64_t a_length, Item* b, int64_t b_length) {
    TRY(reserve(a_length));
    std::memcpy(static_cast<void*>(aside_), a, static_cast<size_t>(a_length) * sizeof(Item));
    Aside left = {aside_, a, a_length};  // what is left of a; `to` is where the next item goes
    Item* b_end = b + b_length;
    *left.to++ = *b++;  // merge_top() has made sure that b starts below a
    int64_t min_gallop = min_gallop_;
    while (left.count > 0 && b < b_end) {
      int64_t a_wins = 0, b_wins = 0;
      while (left.count > 0 && b < b_end && std::max(a_wins, b_wins) < min_gallop) {
        bool below = TRY(less_(*b, *left.from));
        if (below) {
          *left.to++ = *b++;
          ++b_wins;
          a_wins = 0;
        } else {
          take_front(left, 1);
          ++a_wins;
          b_wins = 0;
        }
      }
      while (left.count > 0 && b < b_end) {
        min_gallop -= min_gallop > 1;
        a_wins = TRY(gallop_right(*b, left.from, left.count, 0));
        take_front(left, a_wins);
        if (left.count == 0) break;
        *left.to++ = *b++;
        if (b == b_end) break;
        b_wins = TRY(gallop_left(*left.from, b, b_end - b, 0));
        std::memmove(static_cast<void*>(left.to), b, static_cast<size_t>(b_wins) * sizeof(Item));
        left.to += b_wins;
        b += b_wins;
        if (b == b_end) break;
        take_front(left, 1);
        if (a_wins < kMinGallop && b_wins < kMinGallop) break;
      }
      ++min_gallop;  // leaving the gallop has a price
      min_gallop_ = min_gallop;
    }
    return {};
  }

  static void take_front(Aside& left, int64_t count) {
    std::memcpy(static_cast<void*>(left.to), left.from, static_cast<size_t>(count) * sizeof(Item));
    left.from += count;
    left.to += count;
    left.count -= count;
  }

  /// Merges neighbours, the right one shorter: it is set aside, and the array is filled from the right.
  Status merge_high(Item* a, int64_t a_length, Item* b, int64_t b_length) {
    TRY(reserve(b_length));
    std::memcpy(static_cast<void*>(aside_), b, static_cast<size_t>(b_length) * sizeof(Item));
    Aside right = {aside_, a + a_length, b_length};  // what is left of b; the gap of that length starts at `to`
    move_back(right, a, a_length, 1);                // merge_top() has made sure that a ends above b
    int64_t min_gallop = min_gallop_;
    while (right.count > 0 && a_length > 0) {
      int64_t a_wins = 0, b_wins = 0;
      while (right.count > 0 && a_length > 0 && std::max(a_wins, b_wins) < min_gallop) {
        bool below = TRY(less_(right.from[right.count - 1], a[a_length - 1]));
        if (below) {
          move_back(right, a, a_length, 1);
          ++a_wins;
          b_wins = 0;
        } else {
          take_back(right, 1);
          ++b_wins;
          a_wins = 0;
        }
      }
      while (right.count > 0 && a_length > 0) {
        min_gallop -= min_gallop > 1;
        int64_t below = TRY(gallop_right(right.from[right.count - 1], a, a_length, a_length - 1));
        a_wins = a_length - below;
        move_back(right, a, a_length, a_wins);
        if (a_length == 0) break;
        take_back(right, 1);
        if (right.count == 0) break;
        below = TRY(gallop_left(a[a_length - 1], right.from, right.count, right.count - 1));
        b_wins = right.count - below;
        take_back(right, b_wins);
        if (right.count == 0) break;
        move_back(right, a, a_length, 1);
        if (a_wins < kMinGallop && b_wins < kMinGallop) break;
      }
      ++min_gallop;
      min_gallop_ = min_gallop;
    }
    return {};
  }

  /// The last `count` of the left run go to the end of the gap.
  static void move_back(Aside& right, Item* a, int64_t& a_length, int64_t count) {
    a_length -= count;
    right.to = a + a_length;
    std::memmove(static_cast<void*>(right.to + right.count), right.to, static_cast<size_t>(count) * sizeof(Item));
  }
  /// The last `count` of those aside go to the end of the gap.
  static void take_back(Aside& right, int64_t count) {
    right.count -= count;
    std::memcpy(static_cast<void*>(right.to + right.count), right.from + right.count, static_cast<size_t>(count) * sizeof(Item));
  }

  ThreadState& ts_;
  Less less_;
  Item* begin_ = nullptr;
  Item* aside_ = nullptr;
  size_t aside_capacity_ = 0;
  int64_t min_gallop_ = kMinGallop;
  int depth_ = 0;
  Run runs_[kMaxRuns];
};

}  // namespace pyemb
