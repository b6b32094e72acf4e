// SPDX-License-Identifier: MIT
#pragma once

// TextIOWrapper: text over a buffered stream.
//
// Writing encodes into `pending`, which goes to the buffer when chunk_size bytes have come together, and at flush(). Reading takes a
// chunk of bytes from the buffer, decodes it as a whole into `decoded`, and gives out parts of that.
//
//     buffer     ... | bytes of the snapshot: decode to `decoded` | ... not read yet
//     decoded        [ given out | to come ]
//                      0           used
//
// tell() must say a position from which the rest can be decoded again. So with each chunk a snapshot is kept: the decoder's state before
// the chunk, and the bytes that were decoded from there. The cookie that tell() gives packs a byte position with the decoder's
// flags there, and with how many bytes to feed and characters to skip from there.
//
// UTF-8, Latin-1 and ASCII are encoded and decoded here (`codec`), without codec objects; other encodings by the incremental encoder
// and decoder that the registry gives.

#include "modules/io/newline.h"
#include "objects/str.h"

namespace pyemb::io {

struct FileIO;

enum class NativeCodec : uint8_t { kNone, kUtf8, kLatin1, kAscii };

struct TextIOWrapper : IOBase {
  static constexpr TypeId kId = ModuleType::kTextIOWrapper;

  Value buffer;           ///< owned; null: not initialized, or detached
  Value encoding;         ///< str, owned
  Value errors;           ///< str, owned
  Value encoder;          ///< owned; null: native, or not writable
  Value decoder;          ///< owned; null: native, or not readable
  Value mode;             ///< what open() was told; owned, null: no such attribute
  Str* decoded;           ///< owned; null: nothing
  Value snapshot;         ///< bytes, owned; null: none
  int64_t used;           ///< code points of `decoded` given out
  int32_t snapshot_flags; ///< of the decoder before the snapshot's bytes
  NativeCodec codec;
  Newline newline;        ///< of what is read
  Newline write_newline;  ///< what \n is written as; kLf: as it is
  bool ready;
  bool detached;
  bool can_read;
  bool can_write;
  bool line_buffering;
  bool write_through;     ///< nothing waits in `pending`
  bool seekable;
  bool telling;           ///< snapshots are kept; not while the file is iterated
  bool has_read1;
  uint8_t carry_size;     ///< native decoder: bytes of a sequence whose end has not come
  char carry[4];
  NewlineState newlines;  ///< native decoder
  char* pending;          ///< null: none yet
  int64_t pending_size;
  int64_t pending_capacity;
  int64_t chunk_size;
  double bytes_per_char;  ///< of the last chunk

  bool is_native() const { return codec != NativeCodec::kNone; }
  int64_t left() const { return decoded == nullptr ? 0 : decoded->length - used; }
};

// -- text_codec.cpp ------------------------------------------------------------------------------------------------------------------

/// Chooses the codec of self.encoding and makes encoder and decoder, as far as the stream can write and read.
[[nodiscard]] Status set_codec(ThreadState& ts, TextIOWrapper& self);
/// Tells an encoder that writes a byte order mark whether it is at the start of the stream.
[[nodiscard]] Status fix_encoder_state(ThreadState& ts, TextIOWrapper& self);
[[nodiscard]] Status reset_encoder(ThreadState& ts, TextIOWrapper& self, bool at_start);
/// The bytes of text.
[[nodiscard]] Result<Ref> encode_text(ThreadState& ts, TextIOWrapper& self, Str& text);
/// The text of bytes, line ends translated; `last`: nothing follows.
[[nodiscard]] Result<Own<Str>> decode_bytes(ThreadState& ts, TextIOWrapper& self, Value bytes, bool last);
/// Sets `buffer` to the bytes that wait in the decoder, and answers its flags.
[[nodiscard]] Result<int> get_decoder_state(ThreadState& ts, TextIOWrapper& self, Ref& buffer);
[[nodiscard]] Status set_decoder_state(ThreadState& ts, TextIOWrapper& self, Value buffer, int flags);
[[nodiscard]] Status reset_decoder(ThreadState& ts, TextIOWrapper& self);

// -- text_write.cpp ------------------------------------------------------------------------------------------------------------------

/// Gives what is pending to the buffer.
[[nodiscard]] Status write_pending(ThreadState& ts, TextIOWrapper& self);
/// write(text), for print(), too.
[[nodiscard]] Status write_text(ThreadState& ts, TextIOWrapper& self, Str& text);
[[nodiscard]] Result<int64_t> text_write(ThreadState& ts, TextIOWrapper& self, Value text);
[[nodiscard]] Status text_flush(ThreadState& ts, TextIOWrapper& self);

// -- text_read.cpp -------------------------------------------------------------------------------------------------------------------

[[nodiscard]] Result<Ref> text_read(ThreadState& ts, TextIOWrapper& self, Value size);
[[nodiscard]] Result<Ref> text_read_line(ThreadState& ts, TextIOWrapper& self, Value size);
[[nodiscard]] Result<Ref> text_next(ThreadState& ts, Value self);
/// Forgets what was decoded and the snapshot.
void forget_decoded(TextIOWrapper& self);
void set_decoded(TextIOWrapper& self, Own<Str> text);

// -- text_seek.cpp -------------------------------------------------------------------------------------------------------------------

[[nodiscard]] Result<Ref> text_tell(ThreadState& ts, TextIOWrapper& self);
[[nodiscard]] Result<Ref> text_seek(ThreadState& ts, TextIOWrapper& self, Value cookie, std::optional<int> whence);

// -- text_wrapper.cpp ------------------------------------------------------------------------------------------------------------------

[[nodiscard]] Status check_attached(ThreadState& ts, const TextIOWrapper& self);
/// The same, and ValueError if the buffer is closed.
[[nodiscard]] Status check_text_open(ThreadState& ts, TextIOWrapper& self);
/// The open file under a buffered stream, where nobody can have replaced a method of either; else null.
FileIO* open_file_under(Value buffer);
/// The encoding that the locale gives.
[[nodiscard]] Result<Own<Str>> locale_encoding(ThreadState& ts);

/// A text stream for the interpreter's own use. The stream's type must be built.
struct TextOptions {
  Value encoding;  ///< str
  Value errors;    ///< str
  Newline newline = Newline::kTranslate;
  bool line_buffering = false;
  bool write_through = false;
};
[[nodiscard]] Result<Own<TextIOWrapper>> new_text_wrapper(ThreadState& ts, Value buffer, const TextOptions& options);

}  // namespace pyemb::io
