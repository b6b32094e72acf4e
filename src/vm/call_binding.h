// SPDX-License-Identifier: MIT
#pragma once

// Binding the arguments of a call to the parameters of a Python function: keywords, defaults, *args and **kwargs, and the errors.
//
// It happens inside the callee's window, after its frame was pushed: what runs meanwhile (nothing does, but for finalizers) finds
// the stack in order, and a failed binding is undone by popping the frame.

#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/frame.h"

namespace pyemb {

/// The arguments that do not stand where their parameter does: keyword values, and positional ones beyond the parameters.
class Surplus {
 public:
  explicit Surplus(ThreadState& ts) : ts_(ts) {}
  ~Surplus();
  Surplus(const Surplus&) = delete;
  Surplus& operator=(const Surplus&) = delete;

  /// Moves them out of the window, which holds `count` positional arguments and then one for each name.
  [[nodiscard]] Status take(const Code& code, Value* window, size_t count, Tuple* names);

  Ref take_keyword(size_t i) { return Ref::steal(std::exchange(keywords_[i], Value::null())); }
  Ref take_rest() { return std::move(rest_); }
  bool has_rest() const { return static_cast<bool>(rest_); }

 private:
  static constexpr size_t kInline = 12;
  ThreadState& ts_;
  Value inline_[kInline] = {};
  Value* keywords_ = inline_;
  size_t keyword_count_ = 0;
  Ref rest_;  ///< tuple, or nothing
};

/// Fills the parameters of a frame that has its leading positional arguments. `given` is how many positional ones the call had.
[[nodiscard]] Status bind_surplus(ThreadState& ts, Frame& frame, int64_t given, Tuple* names, Surplus& surplus);

// The TypeErrors of wrong calls.
COLD Raised raise_too_many_arguments(ThreadState& ts, Frame& frame, int64_t given);
COLD Raised raise_missing_arguments(ThreadState& ts, Frame& frame, bool keyword_only);
/// A keyword that no parameter takes: positional-only, or unknown.
COLD Raised raise_unexpected_keyword(ThreadState& ts, Frame& frame, Tuple& names, Value name);

}  // namespace pyemb
