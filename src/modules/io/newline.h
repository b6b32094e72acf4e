// SPDX-License-Identifier: MIT
#pragma once

// Line ends of text streams: what the newline argument means, translating \r\n and \r to \n piece by piece, and finding the end of
// a line. Shared by StringIO, TextIOWrapper and IncrementalNewlineDecoder.

#include "modules/io/io.h"
#include "objects/text_view.h"

namespace pyemb::io {

/// The newline argument: None, '', '\n', '\r', '\r\n'.
enum class Newline : uint8_t { kTranslate, kUniversal, kLf, kCr, kCrLf };
/// Whether all kinds of line ends are recognized in what is read.
inline bool is_universal(Newline newline) { return newline <= Newline::kUniversal; }

/// The argument's meaning; nullopt for an unknown text.
std::optional<Newline> newline_of(const Str& text);
/// The argument that `newline` was: borrowed text, or null for None.
const char* newline_text(Newline newline);

/// Which kinds of line ends were seen.
enum SeenLineEnd : uint8_t { kSeenCr = 1, kSeenLf = 2, kSeenCrLf = 4, kSeenAll = 7 };

/// Recognizes line ends in text that comes in pieces. A \r at the end of a piece waits for what follows.
struct NewlineState {
  bool translate = false;
  bool pending_return = false;
  uint8_t seen = 0;

  /// The text, which the caller gives away, with line ends translated if `translate`; `last`: nothing follows.
  [[nodiscard]] Result<Own<Str>> decode(ThreadState& ts, Own<Str> text, bool last);
  void reset() { pending_return = false, seen = 0; }
};
/// None, a str, or a tuple of str: the attribute `newlines`.
[[nodiscard]] Result<Ref> seen_line_ends(ThreadState& ts, uint8_t seen);

/// Where the first line of text[from:] ends, its end included; -1: nowhere. Then *searched tells from where to search once more text
/// follows.
int64_t find_line_end(const Text& text, int64_t from, Newline newline, int64_t* searched);

/// text.replace("\n", line_end), the same object if there is none.
[[nodiscard]] Result<Own<Str>> replace_newlines(ThreadState& ts, Own<Str> text, Newline newline);
/// Whether the text has this ASCII character.
bool has_char(const Str& text, char c);

struct NewlineDecoder : Object {
  static constexpr TypeId kId = ModuleType::kIncrementalNewlineDecoder;

  Value decoder;  ///< owned; None: input is text already; null: __init__ was not called
  Value errors;   ///< owned
  NewlineState state;
};
/// IncrementalNewlineDecoder(decoder, translate)
[[nodiscard]] Result<Own<NewlineDecoder>> new_newline_decoder(ThreadState& ts, Value decoder, bool translate);
/// decoder.decode(input, last), without a call by name where it is exactly an IncrementalNewlineDecoder.
[[nodiscard]] Result<Own<Str>> incremental_decode(ThreadState& ts, Value decoder, Value input, bool last);

}  // namespace pyemb::io
