// SPDX-License-Identifier: MIT
// The marshal module: dump, dumps, load, loads.
#include "modules/marshal/marshal.h"

#include "modules/native_modules.h"
#include "objects/audit.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/str.h"

namespace pyemb {
namespace {

Result<Ref> dumps(ThreadState& ts, Value value, std::optional<int> version) {
  Ref shown = TRY(new_int(ts, version.value_or(marshal::kVersion)));
  TRY(audit(ts, "marshal.dumps", value, shown));
  marshal::Writer writer(ts, version.value_or(marshal::kVersion));
  TRY(writer.write(value));
  if (!writer.ok()) return raise_no_memory(ts);
  return new_bytes(ts, writer.view());
}

Result<Ref> dump(ThreadState& ts, Value value, Value file, std::optional<int> version) {
  Ref data = TRY(dumps(ts, value, version));
  Own<Str> name = TRY(intern(ts, "write"));
  return call_method_of(ts, file, name, data);
}

Result<Ref> loads(ThreadState& ts, Value bytes) {
  Buffer buffer(ts);
  TRY(buffer.open(bytes));
  TRY(audit(ts, "marshal.loads", bytes));
  marshal::Reader reader(ts, buffer.view());
  return reader.read();
}

Result<Ref> load(ThreadState& ts, Value file) {
  // Reading nothing tells whether it is a binary file.
  Own<Str> name = TRY(intern(ts, "read"));
  Ref nothing = TRY(call_method_of(ts, file, name, Value::from_int(0)));
  if (!is<Bytes>(nothing)) return raise(ts, Exc::kTypeError, "file.read() returned not bytes but %.100s", type_name(ts, nothing));
  TRY(audit(ts, "marshal.load"));
  marshal::Reader reader(ts, file);
  return reader.read();
}

constexpr NativeMethod kFunctions[] = {
    function<dump>("dump", "($module, value, file, version=4, /)", "Write the value, as dumps() gives it, to an open binary file."),
    function<dumps>("dumps", "($module, value, version=4, /)", "The bytes that stand for the value."),
    function<load>("load", "($module, file, /)", "Read one value from an open binary file."),
    function<loads>("loads", "($module, bytes, /)", "The value that the bytes stand for; what follows it is ignored."),
};

Status exec(ThreadState& ts, Module& module) { return module_add(ts, module, "version", Value::from_int(marshal::kVersion)); }

}  // namespace

constexpr NativeModule kMarshalModule = {
    .name = "marshal",
    .doc = "Values as bytes, in the form of .pyc files: numbers, text, containers and code.",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
