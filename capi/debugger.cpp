// SPDX-License-Identifier: MIT
// The debugger of an interpreter: pyemb_debug.h. The debugger itself is lib/pyemb_debug, which knows the transport as two functions.
#include <cstring>

#include "foreign_call.h"
#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/number.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

constexpr const char* kModule = "pyemb_debug";

/// The functions keep the structure in a bytes object.
PyEmb_DebugTransport transport_of(Value self) {
  PyEmb_DebugTransport transport;
  std::memcpy(&transport, as<Bytes>(self).data(), sizeof transport);
  return transport;
}

/// read(size, wait): bytes, or None where the client has gone.
Result<Ref> call_read(ThreadState& ts, const NativeMethod&, Value self, CallArgs args) {
  if (args.count != 2) return raise(ts, Exc::kTypeError, "read() takes 2 arguments");
  const int64_t size = TRY(to_int64(ts, args.values[0]));
  const bool wait = TRY(truth(ts, args.values[1]));
  Ref keep = Ref::copy(self);
  const PyEmb_DebugTransport transport = transport_of(self);
  if (size < 0) return raise(ts, Exc::kValueError, "a negative size");
  Own<Bytes> buffer = TRY(new_bytes_buffer(ts, size));
  Py_ssize_t count;
  {
    InC in_c(ts);
    count = transport.read(transport.context, reinterpret_cast<char*>(buffer->data()), size, wait ? 1 : 0);
  }
  if (ts.has_pending()) return Raised{};
  if (count < 0 || (count == 0 && wait)) return Ref::none();
  if (count > size) return raise(ts, Exc::kOSError, "the debugger's transport has read more bytes than were asked for");
  return new_bytes(ts, buffer->view().substr(0, static_cast<size_t>(count)));
}

/// write(data).
Result<Ref> call_write(ThreadState& ts, const NativeMethod&, Value self, CallArgs args) {
  if (args.count != 1 || !is<Bytes>(args.values[0])) return raise(ts, Exc::kTypeError, "write() takes bytes");
  Ref keep = Ref::copy(self);
  const PyEmb_DebugTransport transport = transport_of(self);
  Ref data = Ref::copy(args.values[0]);
  int status;
  {
    InC in_c(ts);
    status = transport.write(transport.context, reinterpret_cast<const char*>(data.as<Bytes>()->data()), data.as<Bytes>()->size);
  }
  if (ts.has_pending()) return Raised{};
  if (status < 0) return raise(ts, Exc::kOSError, "the debugger's transport cannot write");
  return Ref::none();
}

constexpr NativeMethod kRead = {.name = "read", .signature = nullptr, .doc = nullptr, .entry = call_read, .parameters = {}, .kind = NativeMethod::kFunction};
constexpr NativeMethod kWrite = {.name = "write", .signature = nullptr, .doc = nullptr, .entry = call_write, .parameters = {}, .kind = NativeMethod::kFunction};

Status attach(Api api, const PyEmb_DebugTransport* transport, bool wait) {
  if (transport == nullptr || transport->read == nullptr || transport->write == nullptr) return raise_null(api);
  Ref module = TRY(import_module(api, kModule));
  Ref function = TRY(get_attr(api, module, "attach"));
  Own<Bytes> copy = TRY(new_bytes(api, std::string_view(reinterpret_cast<const char*>(transport), sizeof *transport)));
  Ref read = TRY(new_builtin(api, kRead, copy, Value::null()));
  Ref write = TRY(new_builtin(api, kWrite, copy, Value::null()));
  Ref ignored = TRY(call(api, function, read, write, Value::boolean(wait)));
  return {};
}

/// A function of the module; absent where nobody has ever attached a debugger.
Result<Ref> find_function(ThreadState& ts, const char* name) {
  Ref module = Ref::copy(find_imported(ts, kModule));
  if (!module || module.is_none()) return Result<Ref>::absent();
  return get_attr(ts, module, name);
}

Result<bool> poll(ThreadState& ts) {
  Ref function = TRY(find_function(ts, "poll"));
  if (function.is_absent()) return raise(ts, Exc::kRuntimeError, "no debugger is attached");
  Ref answer = TRY(call(ts, function));
  return truth(ts, answer);
}

}  // namespace

int PyEmb_AttachDebugger(const PyEmb_DebugTransport* transport, int wait_for_client) {
  return api_int([&](Api api) { return attach(api, transport, wait_for_client != 0); });
}

int PyEmb_PollDebugger(void) {
  return api_truth([](ThreadState& ts) { return poll(ts); });
}

int PyEmb_DetachDebugger(void) {
  return api_int([](ThreadState& ts) -> Status {
    Ref function = TRY(find_function(ts, "detach"));
    if (function.is_absent()) return {};
    Ref ignored = TRY(call(ts, function));
    return {};
  });
}
