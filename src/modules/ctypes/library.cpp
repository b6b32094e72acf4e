// SPDX-License-Identifier: MIT
// Shared libraries, and the thread's own copy of errno.
#include <dlfcn.h>

#include "modules/ctypes/call.h"
#include "modules/ctypes/module_functions.h"
#include "modules/paths.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/int.h"
#include "objects/str.h"

namespace pyemb::ctypes {
namespace {

/// A number as an address; it may be 0, the handle of what is loaded already.
Result<uint64_t> address_of_number(ThreadState& ts, Value number, const char* message) {
  if (!is_any_int(number)) return raise(ts, Exc::kTypeError, "%s", message);
  uint64_t address = 0;
  Ref ignored = TRY(find_kind('P')->store(ts, reinterpret_cast<char*>(&address), number, {}));
  return address;
}

const char* last_error() {
  const char* text = dlerror();
  return text != nullptr ? text : "ctypes.dlsym failed";
}

/// The name as text that C understands.
Result<Own<Bytes>> symbol_name(ThreadState& ts, Value name) {
  Own<Bytes> bytes;
  if (is<Bytes>(name)) {
    bytes = Own<Bytes>::copy(&as<Bytes>(name));
  } else {
    const std::string_view text = TRY(str_utf8(ts, as<Str>(name)));
    bytes = TRY(new_bytes(ts, text));
  }
  if (bytes->view().find('\0') != std::string_view::npos) return raise(ts, Exc::kValueError, "embedded null character");
  return bytes;
}

/// A symbol at no address is as good as none.
void* symbol_in(uint64_t library, const char* name) {
  dlerror();
  return dlsym(reinterpret_cast<void*>(library), name);
}

}  // namespace

Result<void*> find_symbol(ThreadState& ts, Value library, Value name, Exc missing) {
  Ref handle = TRY(get_attr(ts, library, "_handle"));
  const uint64_t loaded = TRY(address_of_number(ts, handle, "the _handle attribute of the second argument must be an integer"));
  Own<Bytes> text = TRY(symbol_name(ts, name));
  void* address = symbol_in(loaded, text->view().data());
  if (address != nullptr) return address;
  return raise(ts, missing, "%s", last_error());
}

Result<Ref> open_library(ThreadState& ts, Value name, std::optional<int> mode) {
  FileName path;
  const bool is_self = name.is_none();
  if (!is_self) TRY(path.init(ts, name));
  TRY(audit(ts, "ctypes.dlopen", name));
  void* library = dlopen(is_self ? nullptr : path.c_str(), mode.value_or(RTLD_NOW) | RTLD_NOW);
  if (library == nullptr) return raise(ts, Exc::kOSError, "%s", last_error());
  return new_int_unsigned(ts, reinterpret_cast<uint64_t>(library));
}

Status close_library(ThreadState& ts, Value handle) {
  const uint64_t library = TRY(address_of_number(ts, handle, "an integer is required"));
  if (library == 0) return raise(ts, Exc::kOSError, "invalid handle");
  if (dlclose(reinterpret_cast<void*>(library)) == 0) return {};
  return raise(ts, Exc::kOSError, "%s", last_error());
}

Result<Ref> library_symbol(ThreadState& ts, Value handle, Value name) {
  const uint64_t library = TRY(address_of_number(ts, handle, "an integer is required"));
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "dlsym() argument 2 must be str, not %s", type_name(ts, name));
  TRY(audit(ts, "ctypes.dlsym/handle", handle, name));
  Own<Bytes> text = TRY(symbol_name(ts, name));
  void* address = symbol_in(library, text->view().data());
  if (address == nullptr) return raise(ts, Exc::kOSError, "%s", last_error());
  return new_int_unsigned(ts, reinterpret_cast<uint64_t>(address));
}

// -- errno ---------------------------------------------------------------------------------------------------------------------

namespace {
constexpr const char* kErrnoKey = "ctypes.error_object";
}  // namespace

Result<int> thread_errno(ThreadState& ts) {
  if (ts.dict.is_null()) return 0;
  const Value number = dict_get(ts, as<Dict>(ts.dict), kErrnoKey);
  return number.is_int() ? static_cast<int>(number.as_int()) : 0;
}

Status set_thread_errno(ThreadState& ts, int number) {
  if (ts.dict.is_null()) {
    Own<Dict> dict = TRY(new_dict(ts));
    ts.dict = Ref(std::move(dict)).release();
  }
  return dict_set(ts, as<Dict>(ts.dict), kErrnoKey, Value::from_int(number));
}

Result<int64_t> get_errno(ThreadState& ts) {
  TRY(audit(ts, "ctypes.get_errno"));
  const int number = TRY(thread_errno(ts));
  return number;
}

Result<int64_t> set_errno(ThreadState& ts, int number) {
  TRY(audit(ts, "ctypes.set_errno", Value::from_int(number)));
  const int old = TRY(thread_errno(ts));
  TRY(set_thread_errno(ts, number));
  return old;
}

}  // namespace pyemb::ctypes
