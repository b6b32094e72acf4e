// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "modules/io/buffered.h"
#include "modules/io/text_wrapper.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/string_builder.h"

// Reading from a TextIOWrapper.

namespace pyemb::io {

void set_decoded(TextIOWrapper& self, Own<Str> text) {
  Own<Str> old = Own<Str>::steal(std::exchange(self.decoded, text.release()));
  self.used = 0;
}

void forget_decoded(TextIOWrapper& self) {
  set_decoded(self, Own<Str>());
  set_field(self.snapshot, Ref());
}

namespace {

bool is_plain_reader(Value buffer) { return is_plain(buffer, ModuleType::kBufferedReader) || is_plain(buffer, ModuleType::kBufferedRandom); }

/// The next up to `size` bytes of the buffer: a bytes-like object, empty at the end.
Result<Ref> read_bytes(ThreadState& ts, TextIOWrapper& self, int64_t size) {
  Ref buffer = Ref::copy(self.buffer);
  if (is_plain_reader(buffer)) return buffered_read1(ts, *buffer.as<Buffered>(), Value::from_int(size));
  const char* name = self.has_read1 ? "read1" : "read";
  while (true) {
    Result<Ref> result = call_named(ts, buffer, name, Value::from_int(size));
    if (result.raised()) {
      if (!trap_interrupt(ts)) return Raised{};
      TRY(poll_signals(ts));
      continue;
    }
    Ref data = result.take();
    if (has_buffer(ts, data)) return data;
    return raise(ts, Exc::kTypeError, "underlying %s() should have returned a bytes-like object, not '%.200s'", name, type_name(ts, data));
  }
}

/// Both one after the other, as bytes.
Result<Ref> join_bytes(ThreadState& ts, Value first, std::string_view second, Value second_object) {
  std::string_view head = as<Bytes>(first).view();
  if (head.empty() && is_bytes(second_object)) return Ref::copy(second_object);
  Own<Bytes> joined = TRY(new_bytes_buffer(ts, static_cast<int64_t>(head.size() + second.size())));
  std::memcpy(joined->data(), head.data(), head.size());
  std::memcpy(joined->data() + head.size(), second.data(), second.size());
  return joined;
}

constexpr int64_t kChunksAhead = 8;
/// Whether a file is gone through line by line, so that larger chunks save calls to the system. Nobody can ask meanwhile where it stands.
bool reads_ahead(const TextIOWrapper& self) {
  return !self.telling && self.seekable && self.chunk_size == kDefaultBufferSize && open_file_under(self.buffer) != nullptr;
}

/// Reads and decodes the next chunk in place of what was decoded. False: the end. `hint`: how many characters are asked for.
Result<bool> read_chunk(ThreadState& ts, TextIOWrapper& self, int64_t hint) {
  if (!self.can_read) return raise_unsupported(ts, "not readable");
  Ref waiting;
  int flags = 0;
  if (self.telling) flags = TRY(get_decoder_state(ts, self, waiting));
  int64_t size = self.chunk_size;
  if (hint > 0) size = std::max(size, static_cast<int64_t>(std::max(self.bytes_per_char, 1.0) * static_cast<double>(hint)));
  if (reads_ahead(self)) size *= kChunksAhead;
  Ref data = TRY(read_bytes(ts, self, size));
  Buffer bytes(ts);
  TRY(bytes.open(data));
  bool at_end = bytes.size() == 0;
  Own<Str> text = TRY(decode_bytes(ts, self, data, at_end));
  int64_t chars = text->length;
  self.bytes_per_char = chars > 0 ? static_cast<double>(bytes.size()) / static_cast<double>(chars) : 0.0;
  set_decoded(self, std::move(text));
  if (self.telling && waiting) {
    Ref snapshot = TRY(join_bytes(ts, waiting, bytes.view(), data));
    set_field(self.snapshot, std::move(snapshot));
    self.snapshot_flags = flags;
  }
  return !at_end || chars > 0;
}

/// Takes `count` code points of what is decoded (there are that many).
Result<Ref> take(ThreadState& ts, TextIOWrapper& self, int64_t count) {
  int64_t start = std::exchange(self.used, self.used + count);
  const Str& all = *self.decoded;
  if (count == all.length) return Ref::copy(&all);
  if (all.ascii) {
    if (count == 1) return new_str_char(ts, all.latin1()[start]);
    Own<Str> part = TRY(new_str_buffer(ts, count, 0x7f));
    std::memcpy(part->data(), all.latin1() + start, static_cast<size_t>(count));
    return part;
  }
  return new_str(ts, Text(all).part(start, start + count));
}

Status start_reading(ThreadState& ts, TextIOWrapper& self) {
  if (LIKELY(self.ready && self.can_read && self.pending_size == 0 && open_file_under(self.buffer) != nullptr)) return {};
  TRY(check_text_open(ts, self));
  if (!self.can_read) return raise_unsupported(ts, "not readable");
  return write_pending(ts, self);
}

Result<Ref> read_all(ThreadState& ts, TextIOWrapper& self) {
  Ref buffer = Ref::copy(self.buffer);
  Ref bytes = TRY(is_plain_reader(buffer) ? buffered_read_all(ts, *buffer.as<Buffered>()) : call_named(ts, buffer, "read"));
  Own<Str> rest = TRY(decode_bytes(ts, self, bytes, true));
  Ref result;
  if (self.left() == 0) {
    result = Ref::copy(rest.get());
  } else {
    Ref head = TRY(take(ts, self, self.left()));
    result = TRY(str_append(ts, std::move(head), rest));
  }
  bool had_snapshot = !self.snapshot.is_null();
  if (had_snapshot) {
    forget_decoded(self);
  } else {
    set_decoded(self, Own<Str>());
  }
  return result;
}

/// A line that does not end in what is decoded, at most `limit` code points of it.
Result<Ref> read_long_line(ThreadState& ts, TextIOWrapper& self, int64_t limit) {
  StringBuilder line(ts);
  while (true) {
    if (self.left() == 0) {
      bool more = TRY(read_chunk(ts, self, 0));
      if (!more) {
        forget_decoded(self);
        break;
      }
      if (self.left() == 0) continue;
    }
    Text text(*self.decoded);
    int64_t last = text.length;
    if (limit >= 0) last = std::min(last, self.used + limit - line.length());
    int64_t end, searched;
    bool split_pair = self.newline == Newline::kCrLf && line.length() > 0 && line.at(line.length() - 1) == U'\r' && text.at(self.used) == U'\n';
    if (split_pair && last > self.used) {
      end = self.used + 1;
    } else {
      end = find_line_end(text.part(0, last), self.used, self.newline, &searched);
    }
    int64_t stop = end < 0 ? last : end;
    line.append(*self.decoded, self.used, stop);
    self.used = stop;
    if (end >= 0 || (limit >= 0 && line.length() >= limit)) break;
  }
  return line.finish();
}

/// The length of the next line where the text is ASCII, its lines end in \n, and the end is decoded already; else 0.
int64_t plain_line_length(const TextIOWrapper& self) {
  if (self.left() == 0 || !self.decoded->ascii || (self.newline != Newline::kTranslate && self.newline != Newline::kLf)) return 0;
  const auto* from = self.decoded->latin1() + self.used;
  const void* end = std::memchr(from, '\n', static_cast<size_t>(self.left()));
  return end == nullptr ? 0 : static_cast<const uint8_t*>(end) + 1 - from;
}

Result<Ref> read_line(ThreadState& ts, TextIOWrapper& self, int64_t limit) {
  TRY(start_reading(ts, self));
  if (limit < 0) {
    int64_t length = plain_line_length(self);
    if (LIKELY(length > 0)) return take(ts, self, length);
  }
  if (self.left() > 0) {
    Text text(*self.decoded);
    int64_t last = limit >= 0 && limit < self.left() ? self.used + limit : text.length;
    int64_t searched;
    int64_t end = find_line_end(text.part(0, last), self.used, self.newline, &searched);
    if (end < 0 && limit >= 0 && last - self.used == limit) end = last;
    if (end >= 0) return take(ts, self, end - self.used);
  }
  if (limit == 0) return new_str(ts, "");
  return read_long_line(ts, self, limit);
}

}  // namespace

Result<Ref> text_read(ThreadState& ts, TextIOWrapper& self, Value size_value) {
  TRY(check_attached(ts, self));
  int64_t size = TRY(size_argument(ts, size_value));
  TRY(start_reading(ts, self));
  if (size < 0) return read_all(ts, self);
  if (size <= self.left()) return size == 0 ? Result<Ref>(new_str(ts, "")) : take(ts, self, size);
  StringBuilder out(ts);
  while (true) {
    if (int64_t count = std::min(self.left(), size - out.length()); count > 0) {
      out.append(*self.decoded, self.used, self.used + count);
      self.used += count;
    }
    if (out.length() == size) break;
    bool more = TRY(read_chunk(ts, self, size - out.length()));
    if (!more) break;
  }
  return out.finish();
}

Result<Ref> text_read_line(ThreadState& ts, TextIOWrapper& self, Value size_value) {
  TRY(check_attached(ts, self));
  int64_t limit = TRY(size_argument(ts, size_value));
  return read_line(ts, self, limit < 0 ? -1 : limit);
}

Result<Ref> text_next(ThreadState& ts, Value value) {
  auto& self = as<TextIOWrapper>(value);
  TRY(check_attached(ts, self));
  self.telling = false;
  Ref line;
  if (is_plain(value, ModuleType::kTextIOWrapper)) {
    line = TRY(read_line(ts, self, -1));
  } else {
    line = TRY(call_named(ts, value, "readline"));
    if (!is<Str>(line)) return raise(ts, Exc::kOSError, "readline() should have returned an str object, not '%.200s'", type_name(ts, line));
  }
  if (line.as<Str>()->length > 0) return line;
  set_field(self.snapshot, Ref());
  self.telling = self.seekable;
  return Result<Ref>::absent();
}

}  // namespace pyemb::io
