// SPDX-License-Identifier: MIT
#pragma once

// Arguments that are file names, and bytes-like arguments, for native modules.

#include <string_view>

#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {

struct Mount;  // config/mounts.h
struct Str;

/// A str of a path given as str, bytes (decoded as file names are) or os.PathLike.
[[nodiscard]] Result<Ref> to_path_str(ThreadState& ts, Value path, const char* function);
/// The str of a file name: in the file system's encoding, where bytes that are not valid become lone surrogates (PEP 383).
[[nodiscard]] Result<Ref> decode_file_name(ThreadState& ts, std::string_view name);

/// The bytes of a file name for the system: the other way round.
///     FileName name;
///     TRY(name.init(ts, path));
///     open(name.c_str(), ...)
class FileName {
 public:
  [[nodiscard]] Status init(ThreadState& ts, Value path);
  const char* c_str() { return bytes_.data(); }
  /// The mount that it lies in (objects/mounted_file.h), which it is then the path in; null: it is the system's.
  Mount* enter_mount(ThreadState& ts);

 private:
  [[nodiscard]] Status encode(ThreadState& ts, const Str& text);
  [[nodiscard]] Status encode_utf8(ThreadState& ts, const Str& text);

  TextBuffer bytes_;
};

/// A str argument as text of C: UTF-8 without null bytes (ValueError "embedded null character", UnicodeEncodeError).
class PlainText {
 public:
  [[nodiscard]] Status init(ThreadState& ts, const Str& text);
  const char* c_str() const;

 private:
  Ref held_;
};

/// A bytes object with the contents of a bytes-like one.
[[nodiscard]] Result<Ref> copy_bytes(ThreadState& ts, Value bytes_like);
/// The contents of a bytes object, valid as long as it is.
[[nodiscard]] std::string_view bytes_view(Value bytes);

}  // namespace pyemb
