// SPDX-License-Identifier: MIT
// _socket: the module.
#include "modules/native_modules.h"
#include "modules/socket/socket.h"
#include "objects/str.h"

namespace pyemb {
namespace sockets {
namespace {

Status add_exceptions(ThreadState& ts, Module& module) {
  Type& base = core_type(ts, Exc::kOSError);
  Ref herror = TRY(herror_class(ts));
  Ref gaierror = TRY(gaierror_class(ts));
  TRY(module_add(ts, module, "error", Value::from_object(&base)));
  TRY(module_add(ts, module, "herror", herror));
  TRY(module_add(ts, module, "gaierror", gaierror));
  return module_add(ts, module, "timeout", Value::from_object(&core_type(ts, Exc::kTimeoutError)));
}

Status add_text(ThreadState& ts, Module& module, const char* name, const char* text) {
  Own<Str> value = TRY(new_str(ts, text));
  return module_add(ts, module, name, value);
}

Status exec(ThreadState& ts, Module& module) {
  module_state<State>(module).default_timeout = kForever;
  for (auto& functions : {kDescriptorFunctions, kMessageFunctions, kHostFunctions, kServiceFunctions, kNumberFunctions, kInterfaceFunctions}) {
    TRY(module_add_functions(ts, module, functions));
  }
  TRY(add_exceptions(ts, module));
  Type* type = TRY(find_type(ts, ModuleType::kSocket));
  TRY(module_add(ts, module, "SocketType", Value::from_object(type)));
  TRY(module_add(ts, module, "socket", Value::from_object(type)));
  TRY(module_add(ts, module, "has_ipv6", Value::boolean(true)));
  TRY(add_text(ts, module, "BDADDR_ANY", "00:00:00:00:00:00"));
  TRY(add_text(ts, module, "BDADDR_LOCAL", "00:00:00:FF:FF:FF"));
  return module_add_integers(ts, module, kNumbers);
}

}  // namespace
}  // namespace sockets

constexpr NativeModule kSocketModule = {
    .name = "_socket",
    .doc = "Sockets of the system. Programs import socket.",
    .exec = sockets::exec,
    .state_size = sizeof(sockets::State),
};

}  // namespace pyemb
