// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "modules/io/buffered.h"
#include "modules/io/text_wrapper.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/utf8.h"
#include "state/names.h"

// Writing to a TextIOWrapper.

namespace pyemb::io {
namespace {

bool is_plain_writer(Value buffer) { return is_plain(buffer, ModuleType::kBufferedWriter) || is_plain(buffer, ModuleType::kBufferedRandom); }

/// buffer.write(data), `bytes` null or an object of the same contents.
Status give(ThreadState& ts, Value buffer_value, std::string_view data, Ref bytes) {
  Ref buffer = Ref::copy(buffer_value);
  if (is_plain_writer(buffer)) {
    TRY(buffered_check_ready(ts, *buffer.as<Buffered>()));
    Result<int64_t> written = buffered_write(ts, *buffer.as<Buffered>(), data);
    return written.raised() ? Status(Raised{}) : Status();
  }
  if (!bytes) bytes = TRY(new_bytes(ts, data));
  while (true) {
    Result<Ref> result = call_method_of(ts, buffer, Value::from_object(ts.names().write), bytes);
    if (!result.raised()) {
      Ref ignored = result.take();
      return {};
    }
    if (!trap_interrupt(ts)) return Raised{};
    TRY(poll_signals(ts));
  }
}

/// Room for `extra` more bytes.
Status reserve_pending(ThreadState& ts, TextIOWrapper& self, int64_t extra) {
  int64_t needed = self.pending_size + extra;
  if (needed <= self.pending_capacity) return {};
  int64_t capacity = std::max(needed, self.chunk_size);
  void* grown = self.pending == nullptr ? ts.interp.heap.allocate_buffer(static_cast<size_t>(capacity))
                                        : ts.interp.heap.resize_buffer(self.pending, static_cast<size_t>(self.pending_capacity), static_cast<size_t>(capacity));
  if (grown == nullptr) return raise_no_memory(ts);
  self.pending = static_cast<char*>(grown);
  self.pending_capacity = capacity;
  return {};
}

/// Puts bytes behind what is pending, which goes out first if both are more than a chunk.
Status put(ThreadState& ts, TextIOWrapper& self, std::string_view data, Ref bytes) {
  auto size = static_cast<int64_t>(data.size());
  if (self.pending_size > 0 && self.pending_size + size > self.chunk_size) TRY(write_pending(ts, self));
  if (size >= self.chunk_size && self.pending_size == 0) return give(ts, self.buffer, data, std::move(bytes));
  TRY(reserve_pending(ts, self, size));
  if (size == 0) return {};
  std::memcpy(self.pending + self.pending_size, data.data(), data.size());
  self.pending_size += size;
  return self.pending_size >= self.chunk_size ? write_pending(ts, self) : Status();
}

/// Puts short text behind what is pending, if it can be encoded in place and nothing else is to be done. False: not even begun.
bool put_quickly(TextIOWrapper& self, const Str& text) {
  if (!self.ready || !self.can_write) return false;
  const int64_t room = std::min(self.pending_capacity, self.chunk_size) - self.pending_size;
  const int64_t most = text.ascii ? text.length : text.length * 4;
  if (self.pending == nullptr || most >= room || self.line_buffering || self.write_through || self.can_read) return false;
  if (!self.is_native() || self.write_newline != Newline::kLf || open_file_under(self.buffer) == nullptr) return false;
  char* to = self.pending + self.pending_size;
  if (text.ascii || (self.codec == NativeCodec::kLatin1 && text.kind == Str::kOneByte)) {
    std::memcpy(to, text.data(), static_cast<size_t>(text.length));
    self.pending_size += text.length;
    return true;
  }
  if (self.codec != NativeCodec::kUtf8) return false;
  return visit(Text(text), [&](const auto* units) {
    int64_t done = 0;
    const char* end = utf8_encode(units, text.length, to, Surrogates::kRefuse, &done);
    if (done < text.length) return false;
    self.pending_size += end - to;
    return true;
  });
}

}  // namespace

Status write_pending(ThreadState& ts, TextIOWrapper& self) {
  if (self.pending_size == 0) return {};
  // The block is taken out while it is written: the buffer may call back.
  char* data = std::exchange(self.pending, nullptr);
  int64_t size = std::exchange(self.pending_size, 0);
  int64_t capacity = std::exchange(self.pending_capacity, 0);
  Status outcome = give(ts, self.buffer, std::string_view(data, static_cast<size_t>(size)), Ref());
  if (self.pending == nullptr && self.ready) {
    self.pending = data;
    self.pending_capacity = capacity;
  } else {
    ts.interp.heap.release_buffer(data, static_cast<size_t>(capacity));
  }
  return outcome;
}

Status write_text(ThreadState& ts, TextIOWrapper& self, Str& given) {
  if (LIKELY(put_quickly(self, given))) return {};
  TRY(check_text_open(ts, self));
  if (!self.can_write) return raise_unsupported(ts, "not writable");
  Ref kept = Ref::copy(&self);
  Own<Str> text = Own<Str>::copy(&given);
  bool flush = self.line_buffering && (has_char(*text, '\n') || has_char(*text, '\r'));
  if (self.write_newline != Newline::kLf) text = TRY(replace_newlines(ts, std::move(text), self.write_newline));
  if (text->ascii && self.is_native()) {
    TRY(put(ts, self, text->ascii_view(), Ref()));
  } else {
    Ref bytes = TRY(encode_text(ts, self, *text));
    std::string_view view = bytes.as<Bytes>()->view();
    TRY(put(ts, self, view, Ref::copy(bytes)));
  }
  if (self.write_through || flush) TRY(write_pending(ts, self));
  if (flush) {
    Ref buffer = Ref::copy(self.buffer);
    if (is_plain_writer(buffer)) {
      TRY(buffered_flush(ts, *buffer.as<Buffered>()));
    } else {
      Ref ignored = TRY(call_method_of(ts, buffer, Value::from_object(ts.names().flush)));
    }
  }
  if (self.can_read) {
    forget_decoded(self);
    return reset_decoder(ts, self);
  }
  return {};
}

Result<int64_t> text_write(ThreadState& ts, TextIOWrapper& self, Value text) {
  TRY(check_attached(ts, self));
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "write() argument must be str, not %s", text.is_none() ? "None" : type_name(ts, text));
  TRY(write_text(ts, self, as<Str>(text)));
  return as<Str>(text).length;
}

Status text_flush(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_text_open(ts, self));
  self.telling = self.seekable;
  TRY(write_pending(ts, self));
  Ref buffer = Ref::copy(self.buffer);
  Ref ignored = TRY(call_method_of(ts, buffer, Value::from_object(ts.names().flush)));
  return {};
}

}  // namespace pyemb::io
