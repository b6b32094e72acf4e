// SPDX-License-Identifier: MIT
#include <cstring>

#include "modules/io/text_wrapper.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/int.h"
#include "state/names.h"

// tell() and seek() of a TextIOWrapper, and the cookies in between.

namespace pyemb::io {
namespace {

/// What a cookie says: seek the buffer to `start`, set the decoder to `flags`, feed it `bytes_to_feed` bytes (and the end, if
/// `need_eof`), and skip `chars_to_skip` code points of what comes out. A stateless position is just `start`.
struct Cookie {
  int64_t start = 0;
  int32_t flags = 0;
  int32_t bytes_to_feed = 0;
  int32_t chars_to_skip = 0;
  uint8_t need_eof = 0;
};

// As an int the fields stand one after the other, `start` lowest: 64, 32, 32, 32 and 8 bits.
constexpr size_t kCookieBytes = 8 + 4 + 4 + 4 + 1;

Result<Ref> cookie_to_int(ThreadState& ts, const Cookie& cookie) {
  char bytes[kCookieBytes];
  std::memcpy(bytes, &cookie.start, 8);
  std::memcpy(bytes + 8, &cookie.flags, 4);
  std::memcpy(bytes + 12, &cookie.bytes_to_feed, 4);
  std::memcpy(bytes + 16, &cookie.chars_to_skip, 4);
  bytes[20] = static_cast<char>(cookie.need_eof);
  return int_from_bytes(ts, std::string_view(bytes, sizeof bytes), ByteOrder::kLittle, false);
}

Status cookie_from_int(ThreadState& ts, Value value, Cookie& cookie) {
  uint8_t bytes[kCookieBytes];
  TRY(int_to_bytes(ts, bytes, sizeof bytes, value, ByteOrder::kLittle, false));
  std::memcpy(&cookie.start, bytes, 8);
  std::memcpy(&cookie.flags, bytes + 8, 4);
  std::memcpy(&cookie.bytes_to_feed, bytes + 12, 4);
  std::memcpy(&cookie.chars_to_skip, bytes + 16, 4);
  cookie.need_eof = bytes[20];
  return {};
}

Status flush(ThreadState& ts, TextIOWrapper& self) {
  Ref kept = Ref::copy(&self);
  Ref ignored = TRY(call_method_of(ts, kept, Value::from_object(ts.names().flush)));
  return {};
}

/// Decodes a part of the snapshot's bytes; the number of code points.
Result<int64_t> feed(ThreadState& ts, TextIOWrapper& self, std::string_view bytes, bool last) {
  Own<Bytes> part = TRY(new_bytes(ts, bytes));
  Own<Str> text = TRY(decode_bytes(ts, self, part, last));
  return text->length;
}

/// Finds a place before the position, as late as may be, where the decoder holds no bytes back: guesses by the ratio of bytes to
/// characters, and goes back where the guess was too far. The decoder is left in its state there.
Status find_safe_start(ThreadState& ts, TextIOWrapper& self, std::string_view bytes, Cookie& cookie, int64_t& skipped) {
  Own<Bytes> nothing = TRY(new_bytes(ts, ""));
  auto guess = static_cast<int64_t>(self.bytes_per_char * cookie.chars_to_skip);
  guess = std::min(guess, static_cast<int64_t>(bytes.size()));
  int64_t step = 1;
  while (guess > 0) {
    TRY(set_decoder_state(ts, self, nothing, cookie.flags));
    int64_t chars = TRY(feed(ts, self, bytes.substr(0, static_cast<size_t>(guess)), false));
    if (chars <= cookie.chars_to_skip) {
      Ref waiting;
      int flags = TRY(get_decoder_state(ts, self, waiting));
      int64_t held = waiting.as<Bytes>()->size;
      if (held == 0) {
        cookie.flags = flags;
        cookie.chars_to_skip -= static_cast<int32_t>(chars);
        skipped = guess;
        return {};
      }
      guess -= held;
      step = 1;
    } else {
      guess -= step;
      step *= 2;
    }
  }
  skipped = 0;
  return set_decoder_state(ts, self, nothing, cookie.flags);
}

/// Feeds the bytes from the safe start one by one until the position is reached; each place without a held-back byte is a
/// better start.
Status walk_to_position(ThreadState& ts, TextIOWrapper& self, std::string_view bytes, Cookie& cookie) {
  int64_t chars = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    int64_t more = TRY(feed(ts, self, bytes.substr(i, 1), false));
    chars += more;
    ++cookie.bytes_to_feed;
    Ref waiting;
    int flags = TRY(get_decoder_state(ts, self, waiting));
    if (waiting.as<Bytes>()->size == 0 && chars <= cookie.chars_to_skip) {
      cookie.start += cookie.bytes_to_feed;
      cookie.chars_to_skip -= static_cast<int32_t>(chars);
      cookie.flags = flags;
      cookie.bytes_to_feed = 0;
      chars = 0;
    }
    if (chars >= cookie.chars_to_skip) return {};
  }
  int64_t more = TRY(feed(ts, self, "", true));
  cookie.need_eof = 1;
  if (chars + more < cookie.chars_to_skip) return raise(ts, Exc::kOSError, "can't reconstruct logical file position");
  return {};
}

Status reconstruct(ThreadState& ts, TextIOWrapper& self, std::string_view bytes, Cookie& cookie) {
  int64_t skipped = 0;
  TRY(find_safe_start(ts, self, bytes, cookie, skipped));
  cookie.start += skipped;
  if (cookie.chars_to_skip == 0) return {};
  return walk_to_position(ts, self, bytes.substr(static_cast<size_t>(skipped)), cookie);
}

}  // namespace

Result<Ref> text_tell(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_text_open(ts, self));
  if (!self.seekable) return raise_unsupported(ts, "underlying stream is not seekable");
  if (!self.telling) return raise(ts, Exc::kOSError, "telling position disabled by next() call");
  TRY(write_pending(ts, self));
  TRY(flush(ts, self));
  Ref buffer = Ref::copy(self.buffer);
  Ref position = TRY(call_named(ts, buffer, "tell"));
  if (!self.can_read || self.snapshot.is_null()) return position;
  Cookie cookie;
  cookie.start = TRY(to_offset(ts, position));
  Ref snapshot = Ref::copy(self.snapshot);
  std::string_view bytes = snapshot.as<Bytes>()->view();
  cookie.start -= static_cast<int64_t>(bytes.size());
  cookie.flags = self.snapshot_flags;
  cookie.chars_to_skip = static_cast<int32_t>(self.decoded == nullptr ? 0 : self.used);
  if (cookie.chars_to_skip == 0) return cookie_to_int(ts, cookie);
  Ref waiting;
  NewlineState newlines = self.newlines;
  int flags = TRY(get_decoder_state(ts, self, waiting));
  TRY(both(
      ts, [&] { return reconstruct(ts, self, bytes, cookie); },
      [&] { return set_decoder_state(ts, self, waiting, flags); }));
  self.newlines.seen = newlines.seen;
  return cookie_to_int(ts, cookie);
}

namespace {

Result<Ref> seek_to_end(ThreadState& ts, TextIOWrapper& self) {
  TRY(flush(ts, self));
  forget_decoded(self);
  if (self.can_read) TRY(reset_decoder(ts, self));
  Ref buffer = Ref::copy(self.buffer);
  Ref position = TRY(call_named(ts, buffer, "seek", Value::from_int(0), Value::from_int(2)));
  bool at_start = TRY(equal(ts, position, Value::from_int(0)));
  TRY(reset_encoder(ts, self, at_start));
  return position;
}

/// Decodes again what a cookie says, up to the position.
Status restore(ThreadState& ts, TextIOWrapper& self, const Cookie& cookie) {
  Own<Bytes> nothing = TRY(new_bytes(ts, ""));
  if (self.can_read) {
    if (cookie.start == 0 && cookie.flags == 0) {
      TRY(reset_decoder(ts, self));
    } else {
      TRY(set_decoder_state(ts, self, nothing, cookie.flags));
    }
  }
  self.snapshot_flags = cookie.flags;
  set_field(self.snapshot, Ref::copy(nothing.get()));
  if (cookie.chars_to_skip == 0) return {};
  Ref buffer = Ref::copy(self.buffer);
  Ref bytes = TRY(call_named(ts, buffer, "read", Value::from_int(cookie.bytes_to_feed)));
  if (!is<Bytes>(bytes)) return raise(ts, Exc::kTypeError, "underlying read() should have returned a bytes object, not '%.200s'", type_name(ts, bytes));
  set_field(self.snapshot, Ref::copy(bytes));
  if (!self.can_read) return raise_unsupported(ts, "not readable");
  Own<Str> text = TRY(decode_bytes(ts, self, bytes, cookie.need_eof != 0));
  bool enough = text->length >= cookie.chars_to_skip;
  set_decoded(self, std::move(text));
  if (!enough || cookie.chars_to_skip < 0) return raise(ts, Exc::kOSError, "can't restore logical file position");
  self.used = cookie.chars_to_skip;
  return {};
}

}  // namespace

Result<Ref> text_seek(ThreadState& ts, TextIOWrapper& self, Value cookie_value, std::optional<int> whence_value) {
  TRY(check_text_open(ts, self));
  if (!self.seekable) return raise_unsupported(ts, "underlying stream is not seekable");
  Ref target = Ref::copy(cookie_value);
  int whence = whence_value.value_or(0);
  if (whence == 1 || whence == 2) {
    bool zero = TRY(equal(ts, target, Value::from_int(0)));
    if (!zero) return raise_unsupported(ts, whence == 1 ? "can't do nonzero cur-relative seeks" : "can't do nonzero end-relative seeks");
    if (whence == 2) return seek_to_end(ts, self);
    target = TRY(call_named(ts, Value::from_object(&self), "tell"));
  } else if (whence != 0) {
    return raise(ts, Exc::kValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  bool negative = TRY(compare_bool(ts, target, Value::from_int(0), Compare::kLt));
  if (negative) {
    Own<Str> shown = TRY(repr(ts, target));
    return raise(ts, Exc::kValueError, "negative seek position %s", Utf8(ts, *shown).c_str());
  }
  TRY(flush(ts, self));
  Cookie cookie;
  if (!is_any_int(target)) return raise(ts, Exc::kTypeError, "an integer is required (got type %s)", type_name(ts, target));
  TRY(cookie_from_int(ts, target, cookie));
  Ref buffer = Ref::copy(self.buffer);
  Ref start = TRY(new_int(ts, cookie.start));
  Ref ignored = TRY(call_named(ts, buffer, "seek", start));
  forget_decoded(self);
  TRY(restore(ts, self, cookie));
  TRY(reset_encoder(ts, self, cookie.start == 0 && cookie.flags == 0));
  return target;
}

}  // namespace pyemb::io
