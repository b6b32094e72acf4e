// SPDX-License-Identifier: MIT
#pragma once

// The arguments and the environment of a program to run: a row of C strings that ends with null.
//
//     StringRow argv(ts);
//     TRY(argv.add_paths(sequence));
//     ::execv(path, argv.data());

#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

class StringRow {
 public:
  explicit StringRow(ThreadState& ts) : ts_(ts) {}
  ~StringRow();
  StringRow(const StringRow&) = delete;
  StringRow& operator=(const StringRow&) = delete;

  /// The items of a list or tuple, each a path.
  [[nodiscard]] Status add_paths(Value sequence);
  /// "key=value" of each item of a mapping. ValueError "illegal environment variable name".
  [[nodiscard]] Status add_environment(Value mapping);
  [[nodiscard]] Status add(Value path);
  /// Makes the row; nothing may be added afterwards.
  [[nodiscard]] Status finish();

  char* const* data() const { return pointers_; }
  size_t size() const { return count_; }

 private:
  ThreadState& ts_;
  TextBuffer text_;    ///< the strings one after the other, each with its zero
  size_t count_ = 0;
  char** pointers_ = nullptr;
};

}  // namespace pyemb
