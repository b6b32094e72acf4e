// SPDX-License-Identifier: MIT
#pragma once

// The formats of Py_BuildValue (modsupport.cpp).

#include "format.h"

namespace pyemb::capi {

/// What the lengths of `s#` and its kin are counted in: Py_ssize_t where PY_SSIZE_T_CLEAN was defined, which these formats demand.
enum class SizeFormat : bool { kInt, kSize };

/// The value: none for an empty format, a tuple for several items.
[[nodiscard]] Result<Ref> build_value(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes);
/// The arguments of a call: always a tuple; the value itself if it is one.
[[nodiscard]] Result<Ref> build_arguments(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes);


/// The items of a format as the arguments of a call, without a tuple: up to kRoom of them.
class FormatRow {
 public:
  FormatRow() = default;
  ~FormatRow() { clear(); }
  FormatRow(const FormatRow&) = delete;
  FormatRow& operator=(const FormatRow&) = delete;

  /// The short way for formats of numbers and objects: "iOd". False: it needs the long way, and nothing was taken.
  [[nodiscard]] bool build_plain(const char* format, FormatArguments& arguments);
  /// False: there are more, and nothing was taken.
  [[nodiscard]] Result<bool> build(ThreadState& ts, const char* format, FormatArguments& arguments, SizeFormat sizes);
  CallArgs args() const { return {values_, count_}; }

 private:
  void clear() {
    while (count_ > 0) decref(values_[--count_]);
  }

  static constexpr size_t kRoom = 8;
  Value values_[kRoom];
  size_t count_ = 0;
};

}  // namespace pyemb::capi
