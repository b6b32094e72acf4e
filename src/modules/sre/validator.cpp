// SPDX-License-Identifier: MIT
#include "modules/sre/validator.h"

#include "modules/sre/characters.h"
#include "modules/sre/codes.h"

// A recursive descent over the words [at, end). Each function answers where the construct that it read ends, or kBad.

namespace pyemb::sre {

namespace {

constexpr int64_t kBad = -1;

class Validator {
 public:
  Validator(ThreadState& ts, const uint32_t* code, int64_t groups) : ts_(ts), code_(code), groups_(groups) {}

  Result<bool> pattern(int64_t at, int64_t end);

 private:
  Code op(int64_t at) const { return static_cast<Code>(code_[at]); }
  bool is(int64_t at, Code code) const { return op(at) == code; }
  /// Where the skip at `at` leads; kBad beyond `end`.
  int64_t target(int64_t at, int64_t end) const {
    if (at >= end) return kBad;
    int64_t skip = code_[at];
    return skip > end - at ? kBad : at + skip;
  }
  /// A pattern between `at` and `end - 1`, and `last` behind it.
  Result<bool> closed(int64_t at, int64_t end, Code last) {
    if (end == kBad || end <= at || !is(end - 1, last)) return false;
    return pattern(at, end - 1);
  }

  bool set_item(int64_t at, int64_t end) const;
  bool set(int64_t at, int64_t end) const;
  bool info(int64_t at, int64_t end) const;
  int64_t simple(int64_t at, int64_t end) const;
  bool single(int64_t at, int64_t end) const;
  Result<int64_t> nested(int64_t at, int64_t end);
  Result<int64_t> branch(int64_t at, int64_t end);
  Result<int64_t> repeat(int64_t at, int64_t end);
  Result<int64_t> group_exists(int64_t at, int64_t end);

  ThreadState& ts_;
  const uint32_t* code_;
  int64_t groups_;
};

/// The operands of one operation of a set lie before `end`.
bool Validator::set_item(int64_t at, int64_t end) const {
  int64_t room = end - at - 1;
  switch (op(at)) {
    case Code::kNegate: return true;
    case Code::kLiteral: return room >= 1;
    case Code::kRange:
    case Code::kRangeUniIgnore: return room >= 2;
    case Code::kCharset: return room >= kBitmapWords;
    case Code::kCategory: return room >= 1 && code_[at + 1] < static_cast<uint32_t>(Category::kCount);
    case Code::kBigCharset: {
      if (room < 1 + static_cast<int64_t>(kBlockMapWords)) return false;
      int64_t blocks = code_[at + 1];
      if (blocks > 256 || room < 1 + static_cast<int64_t>(kBlockMapWords) + blocks * kBitmapWords) return false;
      const auto* map = reinterpret_cast<const uint8_t*>(code_ + at + 2);
      for (int i = 0; i < 256; ++i) {
        if (map[i] >= blocks) return false;
      }
      return true;
    }
    default: return false;
  }
}

/// A set that ends in kFailure just before `end`.
bool Validator::set(int64_t at, int64_t end) const {
  if (end == kBad || end <= at || !is(end - 1, Code::kFailure)) return false;
  while (at < end - 1) {
    if (!set_item(at, end - 1)) return false;
    at += set_item_words(code_ + at);
  }
  return at == end - 1;
}

/// What stands behind the skip of kInfo.
bool Validator::info(int64_t at, int64_t end) const {
  if (end == kBad || end - at < 3) return false;
  uint32_t flags = code_[at];
  at += 3;
  if ((flags & ~(kInfoPrefix | kInfoLiteral | kInfoCharset)) != 0) return false;
  if ((flags & kInfoPrefix) != 0 && (flags & kInfoCharset) != 0) return false;
  if ((flags & kInfoLiteral) != 0 && (flags & kInfoPrefix) == 0) return false;
  if ((flags & kInfoPrefix) != 0) {
    if (end - at < 2) return false;
    int64_t length = code_[at], skip = code_[at + 1];
    at += 2;
    if (length > end - at || skip > length || length > (end - at) / 2) return false;
    at += length;
    for (int64_t i = 0; i < length; ++i) {
      if (code_[at + i] >= length) return false;
    }
    at += length;
  }
  if ((flags & kInfoCharset) != 0) return set(at, end);
  return at == end;
}

/// An operation that holds no other pattern. kBad also for those that do.
int64_t Validator::simple(int64_t at, int64_t end) const {
  Code code = op(at++);
  switch (code) {
    case Code::kSuccess:
    case Code::kFailure:
    case Code::kAny:
    case Code::kAnyAll: return at;
    case Code::kLiteral:
    case Code::kNotLiteral:
    case Code::kLiteralIgnore:
    case Code::kNotLiteralIgnore:
    case Code::kLiteralLocIgnore:
    case Code::kNotLiteralLocIgnore:
    case Code::kLiteralUniIgnore:
    case Code::kNotLiteralUniIgnore: return at < end ? at + 1 : kBad;
    case Code::kMark: return at < end && code_[at] < 2 * groups_ ? at + 1 : kBad;
    case Code::kAt: return at < end && code_[at] < static_cast<uint32_t>(At::kCount) ? at + 1 : kBad;
    case Code::kCategory: return at < end && code_[at] < static_cast<uint32_t>(Category::kCount) ? at + 1 : kBad;
    case Code::kGroupRef:
    case Code::kGroupRefIgnore:
    case Code::kGroupRefLocIgnore:
    case Code::kGroupRefUniIgnore: return at < end && code_[at] < groups_ ? at + 1 : kBad;
    case Code::kIn:
    case Code::kInIgnore:
    case Code::kInLocIgnore:
    case Code::kInUniIgnore: {
      int64_t past = target(at, end);
      return set(at + 1, past) ? past : kBad;
    }
    case Code::kInfo: {
      int64_t past = target(at, end);
      return info(at + 1, past) ? past : kBad;
    }
    default: return kBad;
  }
}

/// Exactly one operation that matches one character, in [at, end).
bool Validator::single(int64_t at, int64_t end) const {
  if (at >= end) return false;
  switch (op(at)) {
    case Code::kSuccess:
    case Code::kFailure:
    case Code::kMark:
    case Code::kAt:
    case Code::kGroupRef:
    case Code::kGroupRefIgnore:
    case Code::kGroupRefLocIgnore:
    case Code::kGroupRefUniIgnore:
    case Code::kInfo: return false;
    default: return simple(at, end) == end;
  }
}

Result<int64_t> Validator::branch(int64_t at, int64_t end) {
  int64_t joined = kBad;
  for (;;) {
    if (at >= end) return kBad;
    if (code_[at] == 0) return joined == kBad || joined == at + 1 ? at + 1 : kBad;
    int64_t past = target(at, end);
    if (past == kBad || past - at < 3 || !is(past - 2, Code::kJump)) return kBad;
    bool good = TRY(pattern(at + 1, past - 2));
    int64_t join = target(past - 1, end);
    if (!good || join == kBad || (joined != kBad && join != joined)) return kBad;
    joined = join;
    at = past;
  }
}

/// Repeats: at the skip, behind the operation.
Result<int64_t> Validator::repeat(int64_t at, int64_t end) {
  Code code = op(at - 1);
  int64_t past = target(at, end);
  if (past == kBad || past - at < 3 || code_[at + 1] > code_[at + 2]) return kBad;
  int64_t body = at + 3;
  bool good;
  switch (code) {
    case Code::kRepeat:
      if (past >= end || !(is(past, Code::kMaxUntil) || is(past, Code::kMinUntil))) return kBad;
      good = TRY(pattern(body, past));
      return good ? past + 1 : kBad;
    case Code::kPossessiveRepeat:  // its kSuccess stands behind what is skipped
      if (past >= end || !is(past, Code::kSuccess)) return kBad;
      good = TRY(pattern(body, past));
      return good ? past + 1 : kBad;
    default:
      return past > body && is(past - 1, Code::kSuccess) && single(body, past - 1) ? past : kBad;
  }
}

Result<int64_t> Validator::group_exists(int64_t at, int64_t end) {
  if (at >= end || code_[at] >= groups_) return kBad;
  int64_t skip_at = at + 1;
  int64_t past = target(skip_at, end + 1);  // the skip of re._compiler counts one more
  if (past == kBad || past <= skip_at + 1) return kBad;
  --past;
  int64_t body = skip_at + 1;
  // With a second pattern the first one ends in a jump behind it.
  if (past <= end && past - body >= 2 && is(past - 2, Code::kJump)) {
    int64_t join = target(past - 1, end);
    if (join != kBad && join >= past) {
      bool yes = TRY(pattern(body, past - 2));
      if (yes) {
        bool no = TRY(pattern(past, join));
        return no ? join : kBad;
      }
    }
  }
  bool good = TRY(pattern(body, past));
  return good ? past : kBad;
}

/// An operation that holds other patterns, or any other.
Result<int64_t> Validator::nested(int64_t at, int64_t end) {
  bool good;
  int64_t past;
  switch (op(at++)) {
    case Code::kBranch: return branch(at, end);
    case Code::kRepeat:
    case Code::kPossessiveRepeat:
    case Code::kRepeatOne:
    case Code::kMinRepeatOne:
    case Code::kPossessiveRepeatOne: return repeat(at, end);
    case Code::kAtomicGroup:
      past = target(at, end);
      good = TRY(closed(at + 1, past, Code::kSuccess));
      return good ? past : kBad;
    case Code::kAssert:
    case Code::kAssertNot:
      past = target(at, end);
      if (past == kBad || past - at < 2 || (code_[at + 1] & 0x80000000) != 0) return kBad;
      good = TRY(closed(at + 2, past, Code::kSuccess));
      return good ? past : kBad;
    case Code::kGroupRefExists: return group_exists(at, end);
    default: return simple(at - 1, end);
  }
}

Result<bool> Validator::pattern(int64_t at, int64_t end) {
  RecursionGuard guard(ts_, " while compiling a regular expression");
  if (guard.exceeded()) return guard.raise();
  while (at < end) {
    at = TRY(nested(at, end));
    if (at == kBad) return false;
  }
  return at == end;
}

}  // namespace

Result<bool> is_valid_code(ThreadState& ts, const uint32_t* code, int64_t size, int64_t groups) {
  if (groups < 0 || groups > kMaxGroups || size < 1 || static_cast<Code>(code[size - 1]) != Code::kSuccess) return false;
  return Validator(ts, code, groups).pattern(0, size - 1);
}

}  // namespace pyemb::sre
