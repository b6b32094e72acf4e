// SPDX-License-Identifier: MIT
#pragma once

// The text that compile(), exec(), eval() and symtable() are given: a str, or an object with bytes.

#include <optional>
#include <string_view>

#include "modules/paths.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/raise.h"
#include "objects/str.h"

namespace pyemb::builtins {

/// The name of the file that a text is said to come from: a path, or (deprecated) any object with bytes.
inline Result<Ref> to_source_name(ThreadState& ts, Value name) {
  if (is<Str>(name) || is<Bytes>(name) || !has_buffer(ts, name)) return to_path_str(ts, name, "compile");
  TRY(warn(ts, Exc::kDeprecationWarning, 1, "path should be string, bytes, or os.PathLike, not %.200s", type_name(ts, name)));
  Ref bytes = TRY(copy_bytes(ts, name));
  return decode_file_name(ts, bytes_view(bytes));
}

/// The text of a source object, for as long as this lives.
class SourceText {
 public:
  /// `what` names the function and the argument for the message.
  Status init(ThreadState& ts, Value value, const char* what, const char* kinds) {
    if (is<Str>(value)) {
      utf8_ = true;
      text_.emplace(ts, value);
      if (!text_->ok()) return raise_no_memory(ts);
      view_ = text_->view();
    } else {
      std::optional<std::string_view> bytes = TRY(read_bytes(ts, value));
      if (!bytes.has_value()) return raise(ts, Exc::kTypeError, "%s must be a %s", what, kinds);
      view_ = *bytes;
    }
    if (view_.find('\0') == view_.npos) return {};
    return raise(ts, Exc::kValueError, "source code string cannot contain null bytes");
  }
  std::string_view view() const { return view_; }
  bool is_utf8() const { return utf8_; }
  void skip_blanks() {
    while (!view_.empty() && (view_[0] == ' ' || view_[0] == '\t')) view_.remove_prefix(1);
  }

 private:
  /// bytes, bytearray, memoryview: copied, since the object may change while it is compiled. Nothing: no such object.
  Result<std::optional<std::string_view>> read_bytes(ThreadState& ts, Value value) {
    if (!value.is_heap() || type_of(ts, value).spec->get_buffer == nullptr) return std::optional<std::string_view>();
    copy_ = TRY(copy_bytes(ts, value));
    return std::optional<std::string_view>(bytes_view(copy_));
  }

  std::optional<Utf8> text_;
  Ref copy_;
  std::string_view view_;
  bool utf8_ = false;
};

}  // namespace pyemb::builtins
