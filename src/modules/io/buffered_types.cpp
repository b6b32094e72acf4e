// SPDX-License-Identifier: MIT
#include <array>

#include "modules/io/buffered.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "state/names.h"

// The types BufferedReader, BufferedWriter and BufferedRandom: construction, moving, closing, and the tables of methods.

namespace pyemb {
namespace io {
namespace {

// -- the raw stream's own answers ------------------------------------------------------------------------------------------------------

/// raw.name()
template <const char* kName>
Result<Ref> forward(ThreadState& ts, Buffered& self) {
  TRY(buffered_check_ready(ts, self));
  Ref raw = Ref::copy(self.raw);
  return call_named(ts, raw, kName);
}
/// raw.name, an attribute
template <const char* kName>
Result<Ref> forward_attribute(ThreadState& ts, Buffered& self) {
  TRY(buffered_check_ready(ts, self));
  Ref raw = Ref::copy(self.raw);
  return get_attr(ts, raw, kName);
}
constexpr char kSeekable[] = "seekable", kReadable[] = "readable", kWritable[] = "writable", kFileno[] = "fileno", kIsatty[] = "isatty",
               kFlush[] = "flush", kName[] = "name", kMode[] = "mode";

// -- closing ---------------------------------------------------------------------------------------------------------------------------

/// raw._dealloc_warn(source); what it raises is dropped.
Status warn_unclosed(ThreadState& ts, Buffered& self, Value source) {
  if (!self.ready || self.raw.is_null()) return {};
  Ref raw = Ref::copy(self.raw);
  Result<Ref> result = call_named(ts, raw, "_dealloc_warn", source);
  if (result.raised()) {
    ts.clear_pending();
  } else {
    Ref ignored = result.take();
  }
  return {};
}

Status close_raw(ThreadState& ts, Buffered& self) {
  BufferLock lock(ts, self);
  TRY(lock.enter());
  Ref raw = Ref::copy(self.raw);
  Result<Ref> closed = call_method_of(ts, raw, Value::from_object(ts.names().close));
  ts.interp.heap.release_buffer(std::exchange(self.buffer, nullptr), static_cast<size_t>(self.buffer_size));
  self.forget_ahead();
  self.write_end = 0;
  if (closed.raised()) return Raised{};
  Ref ignored = closed.take();
  return {};
}

Status close(ThreadState& ts, Buffered& self) {
  TRY(buffered_check_ready(ts, self));
  {
    BufferLock lock(ts, self);
    TRY(lock.enter());
    bool closed = TRY(buffered_is_closed(ts, self));
    if (closed) return {};
  }
  Ref kept = Ref::copy(&self);
  if (self.finalizing) TRY(warn_unclosed(ts, self, kept));
  auto flush = [&]() -> Status {
    Ref ignored = TRY(call_method_of(ts, kept, Value::from_object(ts.names().flush)));
    return {};
  };
  return both(ts, flush, [&] { return close_raw(ts, self); });
}

Result<Ref> detach(ThreadState& ts, Buffered& self) {
  TRY(buffered_check_ready(ts, self));
  Ref kept = Ref::copy(&self);
  Ref ignored = TRY(call_method_of(ts, kept, Value::from_object(ts.names().flush)));
  BufferLock lock(ts, self);
  TRY(lock.enter());
  self.detached = true;
  self.ready = false;
  return Ref::steal(std::exchange(self.raw, Value::null()));
}

// -- moving ----------------------------------------------------------------------------------------------------------------------------

Result<int64_t> tell(ThreadState& ts, Buffered& self) {
  TRY(buffered_check_ready(ts, self));
  BufferLock lock(ts, self);
  TRY(lock.enter());
  int64_t at = TRY(raw_tell(ts, self));
  return at - self.ahead() + self.write_end;
}

/// Moves within what the buffer holds; answers the new position, -1 if that does not reach.
Result<int64_t> seek_in_buffer(ThreadState& ts, Buffered& self, int64_t target, int whence) {
  if (whence == 2 || !self.can_read || self.ahead() == 0) return int64_t{-1};
  int64_t raw_at = self.raw_position;
  if (raw_at < 0) raw_at = TRY(raw_tell(ts, self));
  int64_t here = raw_at - self.ahead();
  int64_t offset;
  if (whence == 1) {
    offset = target;
  } else if (__builtin_sub_overflow(target, here, &offset)) {
    return int64_t{-1};
  }
  if (offset < -self.position || offset > self.ahead()) return int64_t{-1};
  self.position += offset;
  return here + offset;
}

Result<int64_t> seek(ThreadState& ts, Buffered& self, Value target_value, std::optional<int> whence_value) {
  TRY(buffered_check_ready(ts, self));
  int whence = whence_value.value_or(0);
  if (whence < 0 || whence > 4) return raise(ts, Exc::kValueError, "whence value %d unsupported", whence);
  TRY(buffered_check_open(ts, self, "seek of closed file"));
  Ref raw = Ref::copy(self.raw);
  Ref seekable = TRY(call_named(ts, raw, "seekable"));
  if (!seekable.get().is_true()) return raise_unsupported(ts, "File or stream is not seekable.");
  int64_t target = TRY(to_offset(ts, target_value));
  BufferLock lock(ts, self);
  TRY(lock.enter());
  int64_t near = TRY(seek_in_buffer(ts, self, target, whence));
  if (near >= 0) return near;
  TRY(write_out(ts, self));
  if (whence == 1) target -= self.ahead();
  int64_t at = TRY(raw_seek(ts, self, target, whence));
  self.forget_ahead();
  return at;
}

Result<Ref> truncate(ThreadState& ts, Buffered& self, Value size) {
  TRY(buffered_check_ready(ts, self));
  TRY(buffered_check_open(ts, self, "truncate of closed file"));
  if (!self.can_write) return raise_unsupported(ts, "truncate");
  BufferLock lock(ts, self);
  TRY(lock.enter());
  TRY(flush_and_rewind(ts, self));
  Ref raw = Ref::copy(self.raw);
  Ref result = TRY(call_named(ts, raw, "truncate", size.is_null() ? Value::none() : size));
  if (raw_tell(ts, self).raised()) ts.clear_pending();
  return result;
}

// -- construction ------------------------------------------------------------------------------------------------------------------------

template <uint8_t kAbilities>
Status init(ThreadState& ts, Buffered& self, Value raw, std::optional<int64_t> buffer_size) {
  return buffered_init(ts, self, raw, buffer_size.value_or(kDefaultBufferSize), kAbilities);
}

Result<Ref> create(ThreadState& ts, Type& type, CallArgs) {
  Ref made = TRY(new_object(ts, type));
  static_cast<Buffered*>(made.object())->raw_position = -1;
  gc_track(ts, made.object());
  return made;
}

int64_t size_of(ThreadState&, Buffered& self) {
  return static_cast<int64_t>(sizeof(Buffered)) + (self.buffer != nullptr ? self.buffer_size : 0);
}

// -- tables ------------------------------------------------------------------------------------------------------------------------------

constexpr NativeMethod kCommon[] = {
    method<detach>("detach", "($self, /)", "Give up the raw stream and return it; the buffer cannot be used afterwards."),
    method<close>("close", "($self, /)", "Flush the buffer and close the raw stream."),
    method<forward<kSeekable>>("seekable", "($self, /)", nullptr),
    method<forward<kFileno>>("fileno", "($self, /)", nullptr),
    method<forward<kIsatty>>("isatty", "($self, /)", nullptr),
    method<warn_unclosed>("_dealloc_warn", "($self, source, /)", nullptr),
    method<seek>("seek", "($self, target, whence=0, /)", nullptr),
    method<tell>("tell", "($self, /)", nullptr),
    method<truncate>("truncate", "($self, pos=None, /)", nullptr),
    method<size_of>("__sizeof__", "($self, /)", nullptr),
};
constexpr NativeMethod kReading[] = {
    method<forward<kReadable>>("readable", "($self, /)", nullptr),
    method<buffered_read>("read", "($self, size=-1, /)", nullptr),
    method<buffered_peek>("peek", "($self, size=0, /)", nullptr),
    method<buffered_read1>("read1", "($self, size=-1, /)", nullptr),
    method<buffered_read_into>("readinto", "($self, buffer, /)", nullptr),
    method<buffered_read_into1>("readinto1", "($self, buffer, /)", nullptr),
    method<buffered_read_line>("readline", "($self, size=-1, /)", nullptr),
};
constexpr NativeMethod kWriting[] = {
    method<forward<kWritable>>("writable", "($self, /)", nullptr),
    method<buffered_write_method>("write", "($self, buffer, /)",
                                  "Put the bytes into the buffer and return their number; what does not fit goes to the raw stream."),
    method<buffered_flush>("flush", "($self, /)", nullptr),
};

template <size_t... kSizes>
constexpr auto joined(const NativeMethod (&... parts)[kSizes]) {
  std::array<NativeMethod, (kSizes + ...)> all = {};
  size_t at = 0;
  auto add = [&](const NativeMethod* part, size_t count) {
    for (size_t i = 0; i < count; ++i) all[at++] = part[i];
  };
  (add(parts, kSizes), ...);
  return all;
}
constexpr NativeMethod kReaderFlush[] = {method<forward<kFlush>>("flush", "($self, /)", nullptr)};
constexpr auto kReaderMethods = joined(kCommon, kReading, kReaderFlush);
constexpr auto kWriterMethods = joined(kCommon, kWriting);
constexpr auto kRandomMethods = joined(kCommon, kReading, kWriting);

Result<Ref> get_closed(ThreadState& ts, Buffered& self) {
  TRY(buffered_check_ready(ts, self));
  bool closed = TRY(buffered_is_closed(ts, self));
  return Result<Ref>::boolean(closed);
}
constexpr GetSet kGetSets[] = {
    getset<get_closed>("closed", nullptr),
    getset<forward_attribute<kName>>("name", nullptr),
    getset<forward_attribute<kMode>>("mode", nullptr),
};
constexpr Member kMembers[] = {{"raw", Member::kValueOrNone, offsetof(Buffered, raw), Member::kReadOnly, "The raw stream."}};

constexpr NativeMethod kReaderInit = method<init<kReads>>("BufferedReader", "($self, raw, buffer_size=8192)", "");
constexpr NativeMethod kWriterInit = method<init<kWrites>>("BufferedWriter", "($self, raw, buffer_size=8192)", "");
constexpr NativeMethod kRandomInit = method<init<kReads | kWrites>>("BufferedRandom", "($self, raw, buffer_size=8192)", "");

using Owned = OwnedFields<Buffered, &Buffered::dict, &Buffered::raw>;
void clear(ThreadState& ts, Object* object) {
  static_cast<Buffered*>(object)->ready = false;
  Owned::clear(ts, object);
}
void dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<Buffered*>(object);
  ts.interp.heap.release_buffer(std::exchange(self.buffer, nullptr), static_cast<size_t>(self.buffer_size));
  Owned::dealloc(ts, object);
}

}  // namespace
}  // namespace io

constexpr TypeSpec kBufferedReaderSpec = {
    .name = "_io.BufferedReader",
    .doc = "BufferedReader(raw, buffer_size=8192)\n\nReads ahead from a raw stream.",
    .id = ModuleType::kBufferedReader,
    .base = ModuleType::kBufferedIOBase,
    .size = sizeof(io::Buffered),
    .flags = io::kStreamFlags,
    .methods = io::kReaderMethods,
    .getsets = io::kGetSets,
    .members = io::kMembers,
    .slots = {.repr = io::stream_repr, .next = io::buffered_next, .init = init_from<io::kReaderInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::clear,
    .dealloc = io::dealloc,
};

constexpr TypeSpec kBufferedWriterSpec = {
    .name = "_io.BufferedWriter",
    .doc = "BufferedWriter(raw, buffer_size=8192)\n\nCollects what is written to a raw stream.",
    .id = ModuleType::kBufferedWriter,
    .base = ModuleType::kBufferedIOBase,
    .size = sizeof(io::Buffered),
    .flags = io::kStreamFlags,
    .methods = io::kWriterMethods,
    .getsets = io::kGetSets,
    .members = io::kMembers,
    .slots = {.repr = io::stream_repr, .init = init_from<io::kWriterInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::clear,
    .dealloc = io::dealloc,
};

constexpr TypeSpec kBufferedRandomSpec = {
    .name = "_io.BufferedRandom",
    .doc = "BufferedRandom(raw, buffer_size=8192)\n\nReads and writes a raw stream that can seek, by way of one buffer.",
    .id = ModuleType::kBufferedRandom,
    .base = ModuleType::kBufferedIOBase,
    .size = sizeof(io::Buffered),
    .flags = io::kStreamFlags,
    .methods = io::kRandomMethods,
    .getsets = io::kGetSets,
    .members = io::kMembers,
    .slots = {.repr = io::stream_repr, .next = io::buffered_next, .init = init_from<io::kRandomInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::clear,
    .dealloc = io::dealloc,
};

}  // namespace pyemb
