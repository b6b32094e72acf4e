// SPDX-License-Identifier: MIT
#pragma once

// Builds the repr of a container piece by piece: brackets, the repr of each item, separators.
//
//     ReprWriter out(ts);
//     TRY(out.text("["));
//     TRY(out.item(value));          // separators go between items by themselves
//     TRY(out.text("]"));
//     return out.finish();

#include "objects/list.h"
#include "objects/str.h"

namespace pyemb {

class ReprWriter {
 public:
  explicit ReprWriter(ThreadState& ts) : ts_(ts) {}
  ReprWriter(const ReprWriter&) = delete;
  ReprWriter& operator=(const ReprWriter&) = delete;

  /// ASCII text as it is.
  [[nodiscard]] Status text(std::string_view ascii);
  /// A string as it is.
  [[nodiscard]] Status string(Value str);
  /// repr(value); the value is kept alive meanwhile.
  [[nodiscard]] Status item(Value value);
  /// ", " from the second call on.
  [[nodiscard]] Status separator();
  [[nodiscard]] Result<Ref> finish();

 private:
  ThreadState& ts_;
  Own<List> pieces_;
  bool separate_ = false;
};

/// The repr of a sequence whose items `at(i)` gives while i < size(): open, items with commas, close.
template <class Sequence>
[[nodiscard]] Result<Ref> repr_of_items(ThreadState& ts, const Sequence& sequence, std::string_view open,
                                        std::string_view close) {
  ReprWriter out(ts);
  TRY(out.text(open));
  for (int64_t i = 0; i < sequence.size; ++i) {  // size re-read: __repr__ may change the sequence
    TRY(out.separator());
    TRY(out.item(sequence.at(i)));
  }
  TRY(out.text(close));
  return out.finish();
}

}  // namespace pyemb
