// SPDX-License-Identifier: MIT
#pragma once

// _io: the base classes of all streams, and what the sources of the module share.
//
// Three layers, as in CPython: raw (FileIO) moves bytes by system calls, buffered (buffered.h) collects them, text (text_wrapper.h)
// translates them to str. Each layer talks to the one below by calling its methods by name, since any object may stand
// there; where it is exactly the native type, and nobody has put attributes into the instance, it calls the native function.
//
// Every stream starts with an IOBase: `dict` is its __dict__, so that the instances of all native types may carry attributes.

#include "config/module_type_ids.h"
#include "objects/module.h"
#include "objects/native.h"
#include "objects/owned_fields.h"

namespace pyemb {

struct Bytes;

namespace io {

inline constexpr int64_t kDefaultBufferSize = 8192;
/// A raw stream had nothing to give, or could take nothing, without blocking.
inline constexpr int64_t kWouldBlock = -1;

struct IOBase : Object {
  static constexpr TypeId kId = ModuleType::kIOBase;

  Value dict;        ///< __dict__; null until asked for
  bool base_closed;  ///< _IOBase.close() has run
  bool finalizing;   ///< its end has come without a close(): closing warns
};

/// What a stream type has in its TypeSpec, besides fields and methods.
inline constexpr uint32_t kStreamFlags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable;

// -- calling other streams ---------------------------------------------------------------------------------------------------

/// Whether nobody can have replaced a method: exactly of the native type, with nothing in its __dict__.
inline bool is_plain(Value stream, TypeId id) { return is_exactly(stream, id) && static_cast<IOBase*>(stream.as_object())->dict.is_null(); }

/// stream.name(arguments...); `name` is an attribute's name as text.
[[nodiscard]] Result<Ref> call_named_with(ThreadState& ts, Value stream, const char* name, std::span<const Value> args);
template <class... Values>
[[nodiscard]] inline Result<Ref> call_named(ThreadState& ts, Value stream, const char* name, const Values&... values) {
  const Value array[] = {static_cast<Value>(values)..., Value::null()};
  return call_named_with(ts, stream, name, std::span<const Value>(array, sizeof...(values)));
}
/// The truth of stream.name().
[[nodiscard]] Result<bool> ask(ThreadState& ts, Value stream, const char* name);
/// The truth of stream.closed.
[[nodiscard]] Result<bool> is_closed(ThreadState& ts, Value stream);

/// Runs two steps one after the other, the second whatever becomes of the first; of two exceptions the first is the context.
template <class First, class Second>
[[nodiscard]] Status both(ThreadState& ts, First&& first, Second&& second);
/// The pending exception gets `earlier` (may be null) as context; without a pending one `earlier` is raised again.
[[nodiscard]] Status chain(ThreadState& ts, Ref earlier);

// -- arguments ---------------------------------------------------------------------------------------------------------------

/// A size that may be None or left out (then -1): TypeError "argument should be integer or None, not 'x'".
[[nodiscard]] Result<int64_t> size_argument(ThreadState& ts, Value size);
/// A position in a file, which need not fit a C ssize_t but an off_t.
[[nodiscard]] Result<int64_t> to_offset(ThreadState& ts, Value position);
/// io.UnsupportedOperation(message).
COLD Raised raise_unsupported(ThreadState& ts, const char* message);
COLD Raised raise_closed(ThreadState& ts);

/// Runs the handlers of signals that have come.
[[nodiscard]] Status poll_signals(ThreadState& ts);
/// Whether the pending exception is an OSError with errno EINTR; then it is forgotten.
bool trap_interrupt(ThreadState& ts);
/// ValueError unless the size of a buffer is positive.
[[nodiscard]] Status check_buffer_size(ThreadState& ts, int64_t size);

/// "<_io.X name=NAME>", or "<_io.X>" for a stream without a name. RuntimeError for one whose name is itself.
[[nodiscard]] Result<Ref> stream_repr(ThreadState& ts, Value self);

// -- the base classes ----------------------------------------------------------------------------------------------------------

/// The finalize slot of all streams: closes what was left open. Exceptions are dropped, but told of in development mode.
void stream_finalize(ThreadState& ts, Value self);
/// _IOBase.close(): flushes once, then counts as closed.
[[nodiscard]] Status base_close(ThreadState& ts, IOBase& self);
/// ValueError "I/O operation on closed file." if stream.closed is true.
[[nodiscard]] Status check_not_closed(ThreadState& ts, Value stream);
/// The iter and next slots.
[[nodiscard]] Result<Ref> stream_iter(ThreadState& ts, Value self);
[[nodiscard]] Result<Ref> stream_next(ThreadState& ts, Value self);

// -- module state --------------------------------------------------------------------------------------------------------------

struct State {
  Value unsupported_operation;  ///< the class, owned
};
/// The class io.UnsupportedOperation.
[[nodiscard]] Result<Ref> unsupported_operation(ThreadState& ts, Module& module);

/// open(); null arguments are left out.
struct OpenArguments {
  Value file;
  Value mode = Value::null();
  int64_t buffering = -1;
  Value encoding = Value::null();
  Value errors = Value::null();
  Value newline = Value::null();
  bool close_fd = true;
  Value opener = Value::null();
};
[[nodiscard]] Result<Ref> open_file(ThreadState& ts, const OpenArguments& arguments);

// -- template definitions --------------------------------------------------------------------------------------------------------

template <class First, class Second>
Status both(ThreadState& ts, First&& first, Second&& second) {
  Ref earlier;
  if (first().raised()) earlier = ts.take_pending();
  if (second().raised()) return chain(ts, std::move(earlier));
  if (earlier) return ts.set_pending(std::move(earlier));
  return {};
}

}  // namespace io
}  // namespace pyemb
