// SPDX-License-Identifier: MIT
#pragma once

// Builds the repr of a container piece by piece: brackets, the repr of each item, separators.
//
//     ReprWriter out(ts);
//     out.text("[");
//     TRY(out.item(value));
//     out.separator();               // ", " from the second call on
//     ...
//     return out.finish();
//
// Running out of memory sticks, and finish() raises; only the repr of an item can fail at once.

#include "objects/list.h"
#include "objects/str.h"
#include "objects/string_builder.h"

namespace pyemb {

class ReprWriter {
 public:
  explicit ReprWriter(ThreadState& ts) : ts_(ts), out_(ts) {}
  ReprWriter(const ReprWriter&) = delete;
  ReprWriter& operator=(const ReprWriter&) = delete;

  /// ASCII text as it is.
  void text(std::string_view ascii) { out_.append(ascii); }
  /// A string as it is.
  void string(const Str& str) { out_.append(str); }
  void separator() {
    if (separate_) out_.append(", ");
    separate_ = true;
  }
  /// repr(value); the value is kept alive meanwhile.
  [[nodiscard]] Status item(Value value) {
    Ref kept = Ref::copy(value);
    Own<Str> piece = TRY(repr(ts_, kept));
    out_.append(*piece);
    return {};
  }
  [[nodiscard]] Result<Ref> finish() { return out_.finish(); }

 private:
  ThreadState& ts_;
  StringBuilder out_;
  bool separate_ = false;
};

/// The repr of a sequence whose items `at(i)` gives while i < size: open, items with commas, close.
template <class Sequence>
[[nodiscard]] Result<Ref> repr_of_items(ThreadState& ts, const Sequence& sequence, std::string_view open,
                                        std::string_view close) {
  ReprWriter out(ts);
  out.text(open);
  for (int64_t i = 0; i < sequence.size; ++i) {  // size re-read: __repr__ may change the sequence
    out.separator();
    TRY(out.item(sequence.at(i)));
  }
  out.text(close);
  return out.finish();
}

}  // namespace pyemb
