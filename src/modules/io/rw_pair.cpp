// SPDX-License-Identifier: MIT
#include "modules/io/io.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"

// _io.BufferedRWPair: a BufferedReader and a BufferedWriter over two raw streams, as one object. Each method is that of one of them.

namespace pyemb {
namespace io {
namespace {

struct RWPair : IOBase {
  static constexpr TypeId kId = ModuleType::kBufferedRWPair;
  Value reader;  ///< owned; null: not initialized
  Value writer;  ///< owned
};

Status require(ThreadState& ts, Value raw, const char* question, const char* message) {
  Ref answer = TRY(call_named(ts, raw, question));
  if (answer.get().is_true()) return {};
  return raise_unsupported(ts, message);
}

Result<Ref> make(ThreadState& ts, TypeId id, Value raw, std::optional<int64_t> size) {
  Type* type = TRY(find_type(ts, id));
  Ref buffer_size = TRY(new_int(ts, size.value_or(kDefaultBufferSize)));
  return call(ts, Value::from_object(type), raw, buffer_size);
}

Status init(ThreadState& ts, RWPair& self, Value reader, Value writer, std::optional<int64_t> buffer_size) {
  TRY(require(ts, reader, "readable", "File or stream is not readable."));
  TRY(require(ts, writer, "writable", "File or stream is not writable."));
  Ref reading = TRY(make(ts, ModuleType::kBufferedReader, reader, buffer_size));
  Ref writing = TRY(make(ts, ModuleType::kBufferedWriter, writer, buffer_size));
  set_field(self.reader, std::move(reading));
  set_field(self.writer, std::move(writing));
  return {};
}

Result<Ref> create(ThreadState& ts, Type& type, CallArgs) {
  Own<RWPair> self = TRY(new_native<RWPair>(ts, type));
  gc_track(ts, self.get());
  return self;
}

/// part.name(arguments...)
template <Value RWPair::*kPart, const char* kName>
Result<Ref> forward(ThreadState& ts, RWPair& self, CallArgs args) {
  Ref part = Ref::copy(self.*kPart);
  if (!part) return raise(ts, Exc::kValueError, "I/O operation on uninitialized object");
  Ref function = TRY(get_attr(ts, part, kName));
  return call(ts, function, args);
}
constexpr char kRead[] = "read", kPeek[] = "peek", kRead1[] = "read1", kReadinto[] = "readinto", kReadinto1[] = "readinto1", kWrite[] = "write",
               kFlush[] = "flush", kReadable[] = "readable", kWritable[] = "writable", kClose[] = "close", kIsatty[] = "isatty";

Result<Ref> close(ThreadState& ts, RWPair& self) {
  Ref kept = Ref::copy(&self);
  auto close_part = [&](Value part) -> Status {
    Ref stream = Ref::copy(part);
    if (!stream) return raise(ts, Exc::kValueError, "I/O operation on uninitialized object");
    Ref ignored = TRY(call_named(ts, stream, kClose));
    return {};
  };
  TRY(both(ts, [&] { return close_part(self.writer); }, [&] { return close_part(self.reader); }));
  return Ref::none();
}

Result<Ref> is_a_tty(ThreadState& ts, RWPair& self, CallArgs args) {
  Ref writing = TRY((forward<&RWPair::writer, kIsatty>(ts, self, args)));
  if (!writing.get().is_false()) return writing;
  return forward<&RWPair::reader, kIsatty>(ts, self, args);
}

Result<Ref> get_closed(ThreadState& ts, RWPair& self) {
  Ref writer = Ref::copy(self.writer);
  if (!writer) return raise(ts, Exc::kRuntimeError, "the BufferedRWPair object is being garbage-collected");
  return get_attr(ts, writer, "closed");
}

constexpr NativeMethod kInit = method<init>("BufferedRWPair", "($self, reader, writer, buffer_size=8192, /)", "");
constexpr NativeMethod kMethods[] = {
    method<forward<&RWPair::reader, kRead>>("read", "($self, size=-1, /)", nullptr),
    method<forward<&RWPair::reader, kPeek>>("peek", "($self, size=0, /)", nullptr),
    method<forward<&RWPair::reader, kRead1>>("read1", "($self, size=-1, /)", nullptr),
    method<forward<&RWPair::reader, kReadinto>>("readinto", "($self, buffer, /)", nullptr),
    method<forward<&RWPair::reader, kReadinto1>>("readinto1", "($self, buffer, /)", nullptr),
    method<forward<&RWPair::writer, kWrite>>("write", "($self, buffer, /)", nullptr),
    method<forward<&RWPair::writer, kFlush>>("flush", "($self, /)", nullptr),
    method<forward<&RWPair::reader, kReadable>>("readable", "($self, /)", nullptr),
    method<forward<&RWPair::writer, kWritable>>("writable", "($self, /)", nullptr),
    method<close>("close", "($self, /)", nullptr),
    method<is_a_tty>("isatty", "($self, /)", nullptr),
};
constexpr GetSet kGetSets[] = {getset<get_closed>("closed", nullptr)};
using Owned = OwnedFields<RWPair, &RWPair::dict, &RWPair::reader, &RWPair::writer>;

}  // namespace
}  // namespace io

constexpr TypeSpec kBufferedRWPairSpec = {
    .name = "_io.BufferedRWPair",
    .doc = "BufferedRWPair(reader, writer, buffer_size=8192)\n\nA reader and a writer as one stream: for pipes and sockets, which cannot seek.",
    .id = ModuleType::kBufferedRWPair,
    .base = ModuleType::kBufferedIOBase,
    .size = sizeof(io::RWPair),
    .flags = io::kStreamFlags,
    .methods = io::kMethods,
    .getsets = io::kGetSets,
    .slots = {.init = init_from<io::kInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::Owned::clear,
    .dealloc = io::Owned::dealloc,
};

}  // namespace pyemb
