// SPDX-License-Identifier: MIT
#include "modules/sys/text_stream.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "config/config.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "modules/module_type_specs.h"
#include "objects/utf8.h"
#include "state/gil.h"

namespace pyemb {
namespace {

// -- writing -----------------------------------------------------------------------------------------------------------------

/// Gives bytes to the host or the descriptor; the errno of what went wrong, or 0.
int write_out(ThreadState& ts, const TextStream& stream, const char* data, size_t size) {
  const Config* config = ts.interp.config;
  if (config != nullptr && config->write != nullptr && stream.fd <= 2) {
    return config->write(config->write_context, stream.fd, data, size) ? 0 : EIO;
  }
  WithoutGil unlocked(ts);
  while (size > 0) {
    ssize_t written = ::write(stream.fd, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    data += written;
    size -= static_cast<size_t>(written);
  }
  return 0;
}

Status check_open(ThreadState& ts, const TextStream& stream) {
  if (stream.closed) return raise(ts, Exc::kValueError, "I/O operation on closed file.");
  return {};
}

Status put(ThreadState& ts, TextStream& stream, std::string_view bytes) {
  if (stream.used + bytes.size() > TextStream::kBufferSize) TRY(text_stream_flush(ts, stream));
  if (bytes.size() >= TextStream::kBufferSize) {
    int error = write_out(ts, stream, bytes.data(), bytes.size());
    if (error != 0) return raise_os_error(ts, error, Value::null());
    return {};
  }
  std::memcpy(stream.buffer + stream.used, bytes.data(), bytes.size());
  stream.used += static_cast<uint32_t>(bytes.size());
  return {};
}

/// The UTF-8 of a text with lone surrogates, by the stream's error handler.
Status encode_surrogates(ThreadState& ts, const TextStream& stream, Str& text, TextBuffer& out) {
  for (int64_t i = 0; i < text.length; ++i) {
    char32_t c = text.at(i);
    char unit[4];
    if (c < 0xd800 || c > 0xdfff) {
      out.append(std::string_view(unit, static_cast<size_t>(utf8_put(unit, c) - unit)));
    } else if (stream.errors == TextStream::kSurrogateEscape && c >= 0xdc80 && c <= 0xdcff) {
      out.append(static_cast<char>(c - 0xdc00));
    } else if (stream.errors == TextStream::kBackslashReplace) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      out.append(std::string_view(escape, 6));
    } else {
      return raise_encode_error(ts, "utf-8", Value::from_object(&text), i, i + 1, "surrogates not allowed");
    }
  }
  if (!out.ok()) return raise_no_memory(ts);
  return {};
}

bool has_surrogates(const Str& text) {
  if (text.kind == Str::kOneByte) return false;
  for (int64_t i = 0; i < text.length; ++i) {
    if ((text.at(i) & ~0x7ffu) == 0xd800) return true;
  }
  return false;
}

// -- reading -----------------------------------------------------------------------------------------------------------------

/// Reads more bytes; false at the end.
Result<bool> fill(ThreadState& ts, TextStream& stream) {
  ssize_t got;
  {
    WithoutGil unlocked(ts);
    do got = ::read(stream.fd, stream.buffer, TextStream::kBufferSize);
    while (got < 0 && errno == EINTR);
  }
  if (got < 0) return raise_os_error(ts, errno, Value::null());
  stream.position = 0;
  stream.used = static_cast<uint32_t>(got);
  return got > 0;
}

/// Up to `limit` bytes (negative: all), and no further than a newline if `line`. \r\n and \r read as \n.
Result<Ref> read_text(ThreadState& ts, TextStream& stream, int64_t limit, bool line) {
  TRY(check_open(ts, stream));
  if (!stream.readable) return raise(ts, Exc::kOSError, "not readable");
  TextBuffer text;
  int64_t taken = 0;
  bool after_return = false;
  while (limit < 0 || taken < limit) {
    if (stream.position == stream.used) {
      bool more = TRY(fill(ts, stream));
      if (!more) break;
    }
    char c = stream.buffer[stream.position++];
    if (after_return && c == '\n') {
      after_return = false;
      continue;
    }
    after_return = c == '\r';
    text.append(after_return ? '\n' : c);
    ++taken;
    if (line && (c == '\n')) break;
  }
  if (!text.ok()) return raise_no_memory(ts);
  auto* data = reinterpret_cast<const uint8_t*>(text.data());
  size_t valid = utf8_scan(data, text.size(), Surrogates::kRefuse).bytes;
  if (valid == text.size()) return new_str(ts, text.view());
  return new_str_format(ts, "%.*s", static_cast<int>(text.size()), text.data());
}

// -- methods -------------------------------------------------------------------------------------------------------------------

Result<int64_t> write(ThreadState& ts, TextStream& self, Value text) {
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "write() argument must be str, not %s", type_name(ts, text));
  TRY(text_stream_write(ts, self, text));
  return as<Str>(text).length;
}
Status write_lines(ThreadState& ts, TextStream& self, Value lines) {
  Ref iterator = TRY(get_iter(ts, lines));
  while (true) {
    Ref line = TRY(next_item(ts, iterator));
    if (line.is_absent()) return {};
    int64_t ignored = TRY(write(ts, self, line));
    static_cast<void>(ignored);
  }
}
Status flush(ThreadState& ts, TextStream& self) {
  TRY(check_open(ts, self));
  return text_stream_flush(ts, self);
}
Status close(ThreadState& ts, TextStream& self) {
  if (self.closed) return {};
  Status flushed = text_stream_flush(ts, self);
  self.closed = true;
  return flushed;
}
Result<bool> is_a_tty(ThreadState& ts, TextStream& self) {
  TRY(check_open(ts, self));
  return ::isatty(self.fd) != 0;
}
Result<int64_t> file_number(ThreadState& ts, TextStream& self) {
  TRY(check_open(ts, self));
  return int64_t{self.fd};
}
bool readable(ThreadState&, TextStream& self) { return self.readable; }
bool writable(ThreadState&, TextStream& self) { return !self.readable; }
bool seekable(ThreadState&, TextStream&) { return false; }
Result<Ref> read(ThreadState& ts, TextStream& self, Value size) {
  int64_t limit = -1;
  if (!size.is_null() && !size.is_none()) limit = TRY(to_index(ts, size));
  return read_text(ts, self, limit, false);
}
Result<Ref> read_line(ThreadState& ts, TextStream& self, Value size) {
  int64_t limit = -1;
  if (!size.is_null() && !size.is_none()) limit = TRY(to_index(ts, size));
  return read_text(ts, self, limit, true);
}
Result<Ref> read_lines(ThreadState& ts, TextStream& self) {
  Own<List> lines = TRY(new_list(ts));
  while (true) {
    Ref line = TRY(read_text(ts, self, -1, true));
    if (line.as<Str>()->length == 0) return lines;
    TRY(list_append(ts, *lines, std::move(line)));
  }
}
Result<Ref> enter(ThreadState& ts, TextStream& self) {
  TRY(check_open(ts, self));
  return Ref::copy(&self);
}
Status leave(ThreadState& ts, TextStream& self, Rest) { return close(ts, self); }
Status reconfigure(ThreadState& ts, TextStream& self, Value, Value errors, Value, Value line_buffering, Value write_through) {
  TRY(text_stream_flush(ts, self));
  if (!line_buffering.is_null() && !line_buffering.is_none()) self.line_buffered = TRY(truth(ts, line_buffering));
  if (!write_through.is_null() && !write_through.is_none()) self.line_buffered = TRY(truth(ts, write_through));
  if (errors.is_null() || !is<Str>(errors)) return {};
  auto& text = as<Str>(errors);
  if (str_equal(text, "strict")) self.errors = TextStream::kStrict;
  if (str_equal(text, "surrogateescape")) self.errors = TextStream::kSurrogateEscape;
  if (str_equal(text, "backslashreplace")) self.errors = TextStream::kBackslashReplace;
  return {};
}

constexpr NativeMethod kMethods[] = {
    method<write>("write", "($self, text, /)", "Writes a str; answers its length."),
    method<write_lines>("writelines", "($self, lines, /)", "Writes each str of an iterable."),
    method<flush>("flush", "($self, /)", "Writes out what waits in the buffer."),
    method<close>("close", "($self, /)", "Flushes; reading and writing are errors from then on."),
    method<is_a_tty>("isatty", "($self, /)", "Whether the stream is a terminal."),
    method<file_number>("fileno", "($self, /)", "The file descriptor."),
    method<readable>("readable", "($self, /)", "Whether the stream can be read."),
    method<writable>("writable", "($self, /)", "Whether the stream can be written."),
    method<seekable>("seekable", "($self, /)", "False."),
    method<read>("read", "($self, size=-1, /)", "Reads up to size characters; all without one."),
    method<read_line>("readline", "($self, size=-1, /)", "Reads a line with its newline; an empty str at the end."),
    method<read_lines>("readlines", "($self, /)", "Reads all lines into a list."),
    method<enter>("__enter__", "($self, /)", nullptr),
    method<leave>("__exit__", "($self, /, *args)", nullptr),
    method<reconfigure>("reconfigure", "($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
                        "Changes how the stream writes."),
};

Result<Ref> get_encoding(ThreadState& ts, TextStream&) { return new_str(ts, "utf-8"); }
Result<Ref> get_errors(ThreadState& ts, TextStream& self) {
  static constexpr const char* kNames[] = {"strict", "surrogateescape", "backslashreplace"};
  return new_str(ts, kNames[self.errors]);
}
Result<Ref> get_mode(ThreadState& ts, TextStream& self) { return new_str(ts, self.readable ? "r" : "w"); }
Value get_name(ThreadState&, TextStream& self) { return self.name; }
bool get_closed(ThreadState&, TextStream& self) { return self.closed; }
bool get_line_buffering(ThreadState&, TextStream& self) { return self.line_buffered; }
Value get_newlines(ThreadState&, TextStream&) { return Value::none(); }

constexpr GetSet kGetSets[] = {
    getset<get_encoding>("encoding", nullptr), getset<get_errors>("errors", nullptr),
    getset<get_mode>("mode", nullptr),         getset<get_name>("name", nullptr),
    getset<get_closed>("closed", nullptr),     getset<get_line_buffering>("line_buffering", nullptr),
    getset<get_newlines>("newlines", nullptr),
};

Result<Ref> stream_repr(ThreadState& ts, Value value) {
  auto& self = as<TextStream>(value);
  Own<Str> name = TRY(repr(ts, self.name));
  return new_str_format(ts, "<_io.TextIOWrapper name=%s mode='%s' encoding='utf-8'>", Utf8(ts, *name).c_str(), self.readable ? "r" : "w");
}
Result<Ref> stream_iter(ThreadState&, Value self) { return Ref::copy(self); }
Result<Ref> stream_next(ThreadState& ts, Value self) {
  Ref line = TRY(read_text(ts, as<TextStream>(self), -1, true));
  if (line.as<Str>()->length == 0) return Result<Ref>::absent();
  return line;
}

void stream_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<TextStream*>(object);
  Ref pending = ts.take_pending();
  if (!self.closed && text_stream_flush(ts, self).raised()) ts.clear_pending();
  ts.pending = pending.release();
  ts.interp.heap.release_buffer(self.buffer, TextStream::kBufferSize);
  decref(std::exchange(self.name, Value::null()));
}

}  // namespace

constexpr TypeSpec kTextStreamSpec = {
    .name = "_io.TextIOWrapper",
    .id = ModuleType::kTextStream,
    .size = sizeof(TextStream),
    .flags = Type::kNoNew,
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.repr = stream_repr, .iter = stream_iter, .next = stream_next},
    .dealloc = stream_dealloc,
};

Result<Ref> new_text_stream(ThreadState& ts, int fd) {
  static constexpr const char* kNames[] = {"<stdin>", "<stdout>", "<stderr>"};
  Own<TextStream> stream = TRY(new_native<TextStream>(ts));
  stream->fd = fd;
  stream->buffer = static_cast<char*>(ts.interp.heap.allocate_buffer(TextStream::kBufferSize));
  if (stream->buffer == nullptr) {
    stream->closed = true;
    return raise_no_memory(ts);
  }
  const Config* config = ts.interp.config;
  bool unbuffered = config != nullptr && config->buffered_stdio == 0;
  stream->readable = fd == 0;
  stream->line_buffered = fd == 2 || unbuffered || ::isatty(fd) != 0;
  stream->errors = fd == 2 ? TextStream::kBackslashReplace : TextStream::kStrict;
  stream->name = Ref(TRY(intern(ts, kNames[fd]))).release();
  return stream;
}

Status text_stream_flush(ThreadState& ts, TextStream& stream) {
  if (stream.readable || stream.used == 0) return {};
  size_t size = std::exchange(stream.used, 0);
  int error = write_out(ts, stream, stream.buffer, size);
  if (error != 0) return raise_os_error(ts, error, Value::null());
  return {};
}

Status text_stream_write(ThreadState& ts, TextStream& stream, Value value) {
  TRY(check_open(ts, stream));
  if (stream.readable) return raise(ts, Exc::kOSError, "not writable");
  auto& text = as<Str>(value);
  if (text.ascii) {
    TRY(put(ts, stream, text.ascii_view()));
    if (stream.line_buffered && std::memchr(text.data(), '\n', static_cast<size_t>(text.length)) != nullptr) return text_stream_flush(ts, stream);
    return {};
  }
  if (has_surrogates(text)) {
    TextBuffer encoded;
    TRY(encode_surrogates(ts, stream, text, encoded));
    TRY(put(ts, stream, encoded.view()));
  } else {
    Utf8 utf8(ts, text);
    if (!utf8.ok()) return raise_no_memory(ts);
    TRY(put(ts, stream, utf8.view()));
  }
  return stream.line_buffered ? text_stream_flush(ts, stream) : Status();
}

}  // namespace pyemb
