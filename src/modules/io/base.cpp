// SPDX-License-Identifier: MIT
#include <cerrno>

#include "config/config.h"
#include "modules/io/io.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "state/names.h"

// _io._IOBase, _RawIOBase, _BufferedIOBase and _TextIOBase: what a stream does that defines no more than it must.

namespace pyemb {
namespace io {

// -- calling other streams -----------------------------------------------------------------------------------------------------

Result<Ref> call_named_with(ThreadState& ts, Value stream, const char* name, std::span<const Value> args) {
  Own<Str> key = TRY(intern(ts, name));
  return call_method(ts, stream, key, args);
}

Result<bool> ask(ThreadState& ts, Value stream, const char* name) {
  Ref answer = TRY(call_named(ts, stream, name));
  return truth(ts, answer);
}

Result<bool> is_closed(ThreadState& ts, Value stream) {
  Ref closed = TRY(get_attr(ts, stream, "closed"));
  return truth(ts, closed);
}

Status chain(ThreadState& ts, Ref earlier) {
  if (!earlier) return ts.has_pending() ? Status(Raised{}) : Status();
  if (!ts.has_pending()) return ts.set_pending(std::move(earlier));
  if (is_exception(ts.pending) && ts.pending != earlier.get()) chain_context(as<Exception>(ts.pending), earlier);
  return Raised{};
}

// -- arguments -----------------------------------------------------------------------------------------------------------------

Result<int64_t> size_argument(ThreadState& ts, Value size) {
  if (size.is_null() || size.is_none()) return int64_t{-1};
  if (size.is_int()) return size.as_int();
  Own<Str> name = TRY(intern(ts, "__index__"));
  Ref found = TRY(find_special(ts, size, name.get()));
  if (!is_any_int(size) && found.is_absent()) {
    return raise(ts, Exc::kTypeError, "argument should be integer or None, not '%.200s'", type_name(ts, size));
  }
  return to_index(ts, size);
}

Result<int64_t> to_offset(ThreadState& ts, Value position) {
  if (position.is_int()) return position.as_int();
  return to_index(ts, position);
}


Raised raise_unsupported(ThreadState& ts, const char* message) {
  Module* module = find_native_module(ts, kIoModule);
  if (module == nullptr) return raise(ts, Exc::kOSError, "%s", message);  // it is gone
  Ref type = TRY(unsupported_operation(ts, *module));
  Own<Str> text = TRY(new_str(ts, message));
  return raise_value(ts, *type.as<Type>(), text);
}

Raised raise_closed(ThreadState& ts) { return raise(ts, Exc::kValueError, "I/O operation on closed file."); }

Status poll_signals(ThreadState& ts) {
  if (ts.breaker.load(std::memory_order_relaxed) != 0 && ts.interp.hooks.handle_breaker != nullptr) return ts.interp.hooks.handle_breaker(ts);
  return {};
}

bool trap_interrupt(ThreadState& ts) {
  if (!ts.has_pending() || !pending_is(ts, Exc::kOSError)) return false;
  Value error = as<OsErrorLayout>(ts.pending).error;
  if (!error.is_int() || error.as_int() != EINTR) return false;
  ts.clear_pending();
  return true;
}

Status check_buffer_size(ThreadState& ts, int64_t size) {
  if (size <= 0) return raise(ts, Exc::kValueError, "buffer size must be strictly positive");
  if (size > int64_t{1} << 56) return raise_no_memory(ts);
  return {};
}

Result<Ref> stream_repr(ThreadState& ts, Value self) {
  const char* type = type_name(ts, self);
  Result<Ref> found = find_attr(ts, self, "name");
  if (found.raised()) {
    if (!clear_pending_if(ts, Exc::kValueError)) return Raised{};  // detached
    return new_str_format(ts, "<%s>", type);
  }
  Ref name = found.take();
  if (name.is_absent()) return new_str_format(ts, "<%s>", type);
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return raise(ts, Exc::kRuntimeError, "reentrant call inside %s.__repr__", type);
  Own<Str> text = TRY(repr(ts, name));
  return new_str_format(ts, "<%s name=%s>", type, Utf8(ts, *text).c_str());
}

// -- the end ---------------------------------------------------------------------------------------------------------------------

void stream_finalize(ThreadState& ts, Value self) {
  auto& stream = as<IOBase>(self);
  Result<bool> closed = is_closed(ts, self);
  if (closed.raised()) return ts.clear_pending();
  if (closed.take()) return;
  stream.finalizing = true;
  Result<Ref> done = call_method_of(ts, self, Value::from_object(ts.names().close));
  if (!done.raised()) {
    Ref ignored = done.take();
  } else if (ts.interp.config != nullptr && ts.interp.config->dev_mode > 0) {
    report_unraisable(ts, nullptr, self);
  } else {
    ts.clear_pending();
  }
}

Status base_close(ThreadState& ts, IOBase& self) {
  if (self.base_closed) return {};
  Ref kept = Ref::copy(&self);
  Result<Ref> flushed = call_method_of(ts, kept, Value::from_object(ts.names().flush));
  self.base_closed = true;
  if (flushed.raised()) return Raised{};
  Ref ignored = flushed.take();
  return {};
}

Status check_not_closed(ThreadState& ts, Value stream) {
  bool closed = TRY(is_closed(ts, stream));
  return closed ? Status(raise_closed(ts)) : Status();
}

Result<Ref> stream_iter(ThreadState& ts, Value self) {
  TRY(check_not_closed(ts, self));
  return Ref::copy(self);
}

Result<Ref> stream_next(ThreadState& ts, Value self) {
  Ref line = TRY(call_method_of(ts, self, Value::from_object(ts.names().readline)));
  int64_t size = TRY(length(ts, line));
  if (size == 0) return Result<Ref>::absent();
  return line;
}

namespace {

// -- _IOBase ---------------------------------------------------------------------------------------------------------------------

template <const char* kName>
Result<Ref> unsupported(ThreadState& ts, Value, CallArgs) {
  return raise_unsupported(ts, kName);
}
constexpr char kSeek[] = "seek", kTruncate[] = "truncate", kFileno[] = "fileno", kDetach[] = "detach", kRead[] = "read", kRead1[] = "read1",
               kWrite[] = "write", kReadline[] = "readline";

Result<Ref> base_tell(ThreadState& ts, Value self) { return call_named(ts, self, "seek", Value::from_int(0), Value::from_int(1)); }
Status base_flush(ThreadState& ts, IOBase& self) {
  if (self.base_closed) return raise_closed(ts);
  return {};
}
bool no(ThreadState&, Value) { return false; }

template <const char* kQuestion, const char* kMessage>
Result<Ref> check_ability(ThreadState& ts, Value self, Rest) {
  Ref answer = TRY(call_named(ts, self, kQuestion));
  if (answer.get().is_true()) return answer;
  return raise_unsupported(ts, kMessage);
}
constexpr char kSeekable[] = "seekable", kReadable[] = "readable", kWritable[] = "writable";
constexpr char kNotSeekable[] = "File or stream is not seekable.", kNotReadable[] = "File or stream is not readable.",
               kNotWritable[] = "File or stream is not writable.";

Status check_closed_method(ThreadState& ts, Value self, Rest) { return check_not_closed(ts, self); }
Result<bool> base_is_a_tty(ThreadState& ts, Value self) {
  TRY(check_not_closed(ts, self));
  return false;
}
Result<Ref> base_enter(ThreadState& ts, Value self) {
  TRY(check_not_closed(ts, self));
  return Ref::copy(self);
}
Result<Ref> base_exit(ThreadState& ts, Value self, Rest) { return call_method_of(ts, self, Value::from_object(ts.names().close)); }

/// How many bytes may be read at once without going past the end of the line: what peek() shows.
Result<int64_t> bytes_to_newline(ThreadState& ts, Value peek, int64_t limit) {
  while (true) {
    Result<Ref> result = call(ts, peek, Value::from_int(1));
    if (result.raised()) {
      if (trap_interrupt(ts)) continue;
      return Raised{};
    }
    Ref shown = result.take();
    if (!is<Bytes>(shown)) return raise(ts, Exc::kOSError, "peek() should have returned a bytes object, not '%.200s'", type_name(ts, shown));
    std::string_view view = shown.as<Bytes>()->view();
    if (limit >= 0) view = view.substr(0, static_cast<size_t>(limit));
    if (view.empty()) return int64_t{1};
    size_t newline = view.find('\n');
    return static_cast<int64_t>(newline == view.npos ? view.size() : newline + 1);
  }
}

Result<Ref> base_readline(ThreadState& ts, Value self, Value size) {
  int64_t limit = TRY(size_argument(ts, size));
  Ref peek = TRY(find_attr(ts, self, "peek"));
  TextBuffer line;
  while (limit < 0 || static_cast<int64_t>(line.size()) < limit) {
    int64_t step = 1;
    if (!peek.is_absent()) step = TRY(bytes_to_newline(ts, peek, limit < 0 ? -1 : limit - static_cast<int64_t>(line.size())));
    Result<Ref> result = call_method_of(ts, self, Value::from_object(ts.names().read), Value::from_int(step));
    if (result.raised()) {
      if (trap_interrupt(ts)) continue;
      return Raised{};
    }
    Ref got = result.take();
    if (!is<Bytes>(got)) return raise(ts, Exc::kOSError, "read() should have returned a bytes object, not '%.200s'", type_name(ts, got));
    std::string_view view = got.as<Bytes>()->view();
    if (view.empty()) break;
    line.append(view);
    if (view.back() == '\n') break;
  }
  if (!line.ok()) return raise_no_memory(ts);
  return new_bytes(ts, line.view());
}

Result<Ref> base_readlines(ThreadState& ts, Value self, Value hint) {
  int64_t limit = TRY(size_argument(ts, hint));
  Own<List> lines = TRY(new_list(ts));
  Ref iterator = TRY(get_iter(ts, self));
  for (int64_t total = 0; limit <= 0 || total < limit;) {
    Ref line = TRY(next_item(ts, iterator));
    if (line.is_absent()) break;
    if (limit > 0) {
      int64_t size = TRY(length(ts, line));
      total += size;
    }
    TRY(list_append(ts, *lines, std::move(line)));
  }
  return lines;
}

Status base_writelines(ThreadState& ts, Value self, Value lines) {
  TRY(check_not_closed(ts, self));
  Ref iterator = TRY(get_iter(ts, lines));
  while (true) {
    Ref line = TRY(next_item(ts, iterator));
    if (line.is_absent()) return {};
    while (true) {
      Result<Ref> written = call_method_of(ts, self, Value::from_object(ts.names().write), line);
      if (!written.raised()) {
        Ref ignored = written.take();
        break;
      }
      if (!trap_interrupt(ts)) return Raised{};
    }
  }
}

bool base_get_closed(ThreadState&, IOBase& self) { return self.base_closed; }

constexpr NativeMethod kBaseMethods[] = {
    method<unsupported<kSeek>>("seek", "($self, /, *args)", "Change the stream position; the offset is relative to what whence says: 0 start, 1 here, 2 end."),
    method<base_tell>("tell", "($self, /)", "Return current stream position."),
    method<unsupported<kTruncate>>("truncate", "($self, /, *args)", "Cut the file off at a position, by default here. Returns the new size."),
    method<base_flush>("flush", "($self, /)", "Write out what is buffered. Does nothing for read-only and non-blocking streams."),
    method<base_close>("close", "($self, /)", "Flush and close the stream; without effect on a closed one."),
    method<no>("seekable", "($self, /)", "Whether seek(), tell() and truncate() work."),
    method<no>("readable", "($self, /)", "Whether the stream can be read."),
    method<no>("writable", "($self, /)", "Whether the stream can be written."),
    method<check_closed_method>("_checkClosed", "($self, /, *args)", nullptr),
    method<check_ability<kSeekable, kNotSeekable>>("_checkSeekable", "($self, /, *args)", nullptr),
    method<check_ability<kReadable, kNotReadable>>("_checkReadable", "($self, /, *args)", nullptr),
    method<check_ability<kWritable, kNotWritable>>("_checkWritable", "($self, /, *args)", nullptr),
    method<unsupported<kFileno>>("fileno", "($self, /, *args)", "The file descriptor; OSError for a stream that has none."),
    method<base_is_a_tty>("isatty", "($self, /)", "Whether the stream is interactive."),
    method<base_enter>("__enter__", "($self, /)", nullptr),
    method<base_exit>("__exit__", "($self, /, *args)", nullptr),
    method<base_readline>("readline", "($self, size=-1, /)", "Read and return a line; at most size bytes of it."),
    method<base_readlines>("readlines", "($self, hint=-1, /)", "A list of the lines; no more are read once they have hint bytes."),
    method<base_writelines>("writelines", "($self, lines, /)", "Write each of the lines; no line ends are added."),
};
constexpr GetSet kBaseGetSets[] = {getset<base_get_closed>("closed", nullptr)};
using Owned = OwnedFields<IOBase, &IOBase::dict>;

// -- _RawIOBase ------------------------------------------------------------------------------------------------------------------

Result<Ref> raw_read(ThreadState& ts, Value self, Value size_value) {
  int64_t size = -1;
  if (!size_value.is_null()) size = TRY(to_index(ts, size_value));
  if (size < 0) return call_named(ts, self, "readall");
  Own<ByteArray> buffer = TRY(new_byte_array_buffer(ts, size));
  Ref result = TRY(call_named(ts, self, "readinto", buffer));
  if (result.is_none()) return result;
  int64_t got = TRY(to_index(ts, result));
  if (got < 0 || got > buffer->size) {
    return raise(ts, Exc::kValueError, "readinto returned %lld outside buffer size %lld", static_cast<long long>(got), static_cast<long long>(buffer->size));
  }
  return new_bytes(ts, buffer->view().substr(0, static_cast<size_t>(got)));
}

Result<Ref> raw_readall(ThreadState& ts, Value self) {
  TextBuffer all;
  while (true) {
    Result<Ref> result = call_method_of(ts, self, Value::from_object(ts.names().read), Value::from_int(kDefaultBufferSize));
    if (result.raised()) {
      if (trap_interrupt(ts)) continue;
      return Raised{};
    }
    Ref data = result.take();
    if (data.is_none()) {
      if (all.size() == 0) return data;
      break;
    }
    if (!is<Bytes>(data)) return raise(ts, Exc::kTypeError, "read() should return bytes");
    if (data.as<Bytes>()->size == 0) break;
    all.append(data.as<Bytes>()->view());
  }
  if (!all.ok()) return raise_no_memory(ts);
  return new_bytes(ts, all.view());
}

constexpr NativeMethod kRawMethods[] = {
    method<raw_read>("read", "($self, size=-1, /)", nullptr),
    method<raw_readall>("readall", "($self, /)", "Read until EOF, using multiple read() call."),
};

// -- _BufferedIOBase ---------------------------------------------------------------------------------------------------------------

Result<int64_t> read_into_by(ThreadState& ts, Value self, Value target, const char* reader) {
  Buffer buffer(ts);
  TRY(buffer.open_writable(target, reader == std::string_view("read1") ? "readinto1" : "readinto"));
  Ref data = TRY(call_named(ts, self, reader, Value::from_int(buffer.size())));
  if (!is<Bytes>(data)) return raise(ts, Exc::kTypeError, "read() should return bytes");
  std::string_view got = data.as<Bytes>()->view();
  if (static_cast<int64_t>(got.size()) > buffer.size()) {
    return raise(ts, Exc::kValueError, "read() returned too much data: %lld bytes requested, %zu returned", static_cast<long long>(buffer.size()),
                 got.size());
  }
  std::memcpy(buffer.data(), got.data(), got.size());
  return static_cast<int64_t>(got.size());
}
Result<int64_t> buffered_readinto(ThreadState& ts, Value self, Value buffer) { return read_into_by(ts, self, buffer, "read"); }
Result<int64_t> buffered_readinto1(ThreadState& ts, Value self, Value buffer) { return read_into_by(ts, self, buffer, "read1"); }

constexpr NativeMethod kBufferedMethods[] = {
    method<unsupported<kDetach>>("detach", "($self, /, *args)", "Give up the raw stream and return it."),
    method<unsupported<kRead>>("read", "($self, /, *args)", "Read and return up to size bytes; all until the end without one."),
    method<unsupported<kRead1>>("read1", "($self, /, *args)", "Read and return up to size bytes, with at most one call to the raw stream."),
    method<buffered_readinto>("readinto", "($self, buffer, /)", nullptr),
    method<buffered_readinto1>("readinto1", "($self, buffer, /)", nullptr),
    method<unsupported<kWrite>>("write", "($self, /, *args)", "Write the bytes and return their number."),
};

// -- _TextIOBase -------------------------------------------------------------------------------------------------------------------

Value none(ThreadState&, Value) { return Value::none(); }

constexpr NativeMethod kTextMethods[] = {
    method<unsupported<kDetach>>("detach", "($self, /, *args)", "Give up the buffer and return it."),
    method<unsupported<kRead>>("read", "($self, /, *args)", "Read and return up to size characters; all until the end without one."),
    method<unsupported<kReadline>>("readline", "($self, /, *args)", "Read up to the next newline or the end; '' at the end."),
    method<unsupported<kWrite>>("write", "($self, /, *args)", "Write the text and return the number of characters."),
};
constexpr GetSet kTextGetSets[] = {
    getset<none>("encoding", "The encoding; None in the base class."),
    getset<none>("newlines", "The line ends seen so far; None in the base class."),
    getset<none>("errors", "How encoding errors are handled; None in the base class."),
};

}  // namespace
}  // namespace io

using io::IOBase;

constexpr TypeSpec kIOBaseSpec = {
    .name = "_io._IOBase",
    .doc = "The base of all streams.\n\nIts methods do nothing or raise UnsupportedOperation; a stream overrides what it can do.",
    .id = ModuleType::kIOBase,
    .size = sizeof(IOBase),
    .flags = io::kStreamFlags,
    .dict_offset = offsetof(IOBase, dict),
    .methods = io::kBaseMethods,
    .getsets = io::kBaseGetSets,
    .slots = {.iter = io::stream_iter, .next = io::stream_next, .finalize = io::stream_finalize},
    .traverse = io::Owned::traverse,
    .clear = io::Owned::clear,
    .dealloc = io::Owned::dealloc,
};

constexpr TypeSpec kRawIOBaseSpec = {
    .name = "_io._RawIOBase",
    .doc = "Base class for raw binary I/O.",
    .id = ModuleType::kRawIOBase,
    .base = ModuleType::kIOBase,
    .size = sizeof(IOBase),
    .flags = io::kStreamFlags,
    .methods = io::kRawMethods,
    .traverse = io::Owned::traverse,
    .clear = io::Owned::clear,
    .dealloc = io::Owned::dealloc,
};

constexpr TypeSpec kBufferedIOBaseSpec = {
    .name = "_io._BufferedIOBase",
    .doc = "Base class for buffered streams: reading and writing do not give less than was asked for.",
    .id = ModuleType::kBufferedIOBase,
    .base = ModuleType::kIOBase,
    .size = sizeof(IOBase),
    .flags = io::kStreamFlags,
    .methods = io::kBufferedMethods,
    .traverse = io::Owned::traverse,
    .clear = io::Owned::clear,
    .dealloc = io::Owned::dealloc,
};

constexpr TypeSpec kTextIOBaseSpec = {
    .name = "_io._TextIOBase",
    .doc = "Base class for text streams: characters and lines.",
    .id = ModuleType::kTextIOBase,
    .base = ModuleType::kIOBase,
    .size = sizeof(IOBase),
    .flags = io::kStreamFlags,
    .methods = io::kTextMethods,
    .getsets = io::kTextGetSets,
    .traverse = io::Owned::traverse,
    .clear = io::Owned::clear,
    .dealloc = io::Owned::dealloc,
};

}  // namespace pyemb
