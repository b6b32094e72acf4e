// SPDX-License-Identifier: MIT
#include "modules/native_modules.h"

// marshal: the import system names it, but as long as no compiled code is kept in files it never calls it.

namespace pyemb {
namespace {

Raised refuse(ThreadState& ts, const char* function) { return raise(ts, Exc::kNotImplementedError, "marshal.%s() is not supported yet", function); }

Result<Ref> dumps(ThreadState& ts, Value, Value) { return refuse(ts, "dumps"); }
Result<Ref> loads(ThreadState& ts, Value) { return refuse(ts, "loads"); }

constexpr NativeMethod kFunctions[] = {
    function<dumps>("dumps", "($module, value, version=4, /)", "Not supported yet."),
    function<loads>("loads", "($module, bytes, /)", "Not supported yet."),
};

Status exec(ThreadState& ts, Module& module) { return module_add(ts, module, "version", Value::from_int(4)); }

}  // namespace

constexpr NativeModule kMarshalModule = {.name = "marshal", .doc = "Objects as bytes.", .functions = kFunctions, .exec = exec};

}  // namespace pyemb
