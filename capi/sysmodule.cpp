// SPDX-License-Identifier: MIT
// The module sys.
#include "modules/sys/sys.h"

#include <cstring>
#include <cwchar>

#include "api.h"
#include "build_value.h"
#include "foreign_call.h"
#include "format.h"
#include "lifecycle/run.h"
#include "method_row.h"
#include "modules/paths.h"
#include "objects/audit.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str.h"
#include "vm/print_exception.h"

using namespace pyemb;
using namespace pyemb::capi;

const unsigned long Py_Version = PY_VERSION_HEX;

PyObject* PySys_GetObject(const char* name) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || name == nullptr) return nullptr;
  Value value = sys_get(*ts, name);
  show_if_type(*ts, value);
  return to_c(value);
}
int PySys_SetObject(const char* name, PyObject* value) {
  return api_int([&](Api api) -> Status {
    TRY(expect_utf8(api, name));
    if (value != nullptr) return sys_set(api, name, from_c(value));
    Own<Str> key = TRY(intern(api, name));
    bool ignored = TRY(dict_delete(api, as<Dict>(api.ts.interp.sys_dict), key));
    static_cast<void>(ignored);
    return {};
  });
}

// -- argv, path, options -------------------------------------------------------------------------------------------------------------

namespace {

Result<Ref> from_wide(Api api, const wchar_t* text, size_t size) {
  PyObject* made = PyUnicode_FromWideChar(text, static_cast<Py_ssize_t>(size));
  static_cast<void>(api);
  return made == nullptr ? Result<Ref>(Raised{}) : Result<Ref>(Ref::steal(from_c(made)));
}
Result<Ref> from_wide(Api api, const wchar_t* text) {
  if (text == nullptr) return raise_null(api);
  return from_wide(api, text, std::wcslen(text));
}

Status set_argv(Api api, int argc, wchar_t** argv, bool update_path) {
  Own<List> list = TRY(new_list(api));
  const bool none = argc < 1 || argv == nullptr;
  for (int i = 0; i < (none ? 1 : argc); ++i) {
    Ref text = TRY(from_wide(api, none ? L"" : argv[i]));
    TRY(list_append(api, *list, std::move(text)));
  }
  TRY(sys_set(api, "argv", list));
  if (!update_path) return {};
  Ref first = Ref::steal(from_c(PyUnicode_EncodeFSDefault(to_c(list->at(0)))));
  if (!first) return Raised{};
  return prepend_argv_folder(api, PyBytes_AsString(to_c(first.get())));
}

/// A list of sys, made if it is gone.
Result<Own<List>> sys_list(Api api, const char* name) {
  Value known = sys_get(api, name);
  if (is<List>(known)) return Own<List>::copy(&as<List>(known));
  Own<List> list = TRY(new_list(api));
  TRY(sys_set(api, name, list));
  return list;
}

Result<Dict*> x_options(Api api) {
  Value known = sys_get(api, "_xoptions");
  if (is<Dict>(known)) return &as<Dict>(known);
  Own<Dict> made = TRY(new_dict(api));
  TRY(sys_set(api, "_xoptions", made));
  return made.get();  // sys keeps it
}

}  // namespace

void PySys_SetArgvEx(int argc, wchar_t** argv, int update_path) {
  api_void([&](Api api) { return set_argv(api, argc, argv, update_path != 0); });
}
void PySys_SetArgv(int argc, wchar_t** argv) {
  api_void([&](Api api) { return set_argv(api, argc, argv, config_of(api).isolated == 0); });
}
void PySys_SetPath(const wchar_t* path) {
  api_void([&](Api api) -> Status {
    if (path == nullptr) return raise_null(api);
    Own<List> list = TRY(new_list(api));
    for (const wchar_t* at = path;;) {
      size_t size = std::wcscspn(at, L":");
      Ref folder = TRY(from_wide(api, at, size));
      TRY(list_append(api, *list, std::move(folder)));
      if (at[size] == L'\0') break;
      at += size + 1;
    }
    return sys_set(api, "path", list);
  });
}

void PySys_ResetWarnOptions(void) {
  api_void([&](Api api) -> Status {
    Own<List> options = TRY(sys_list(api, "warnoptions"));
    list_clear(api, *options);
    return {};
  });
}
void PySys_AddWarnOptionUnicode(PyObject* option) {
  api_void([&](Api api) -> Status {
    Str* text = TRY(expect<Str>(api, option));
    Own<List> options = TRY(sys_list(api, "warnoptions"));
    return list_append(api, *options, Ref::copy(static_cast<Object*>(text)));
  });
}
void PySys_AddWarnOption(const wchar_t* option) {
  api_void([&](Api api) -> Status {
    Ref text = TRY(from_wide(api, option));
    Own<List> options = TRY(sys_list(api, "warnoptions"));
    return list_append(api, *options, std::move(text));
  });
}
int PySys_HasWarnOptions(void) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return 0;
  Value options = sys_get(*ts, "warnoptions");
  return is<List>(options) && as<List>(options).size > 0 ? 1 : 0;
}
void PySys_AddXOption(const wchar_t* option) {
  api_void([&](Api api) -> Status {
    if (option == nullptr) return raise_null(api);
    const wchar_t* equals = std::wcschr(option, L'=');
    Ref name = TRY(from_wide(api, option, equals != nullptr ? static_cast<size_t>(equals - option) : std::wcslen(option)));
    Ref value = Ref::copy(Value::true_());
    if (equals != nullptr) value = TRY(from_wide(api, equals + 1));
    Dict* options = TRY(x_options(api));
    return dict_set(api, *options, name, value);
  });
}
PyObject* PySys_GetXOptions(void) {
  return api_borrowed([&](Api api) -> Result<Value> {
    Dict* options = TRY(x_options(api));
    return Value::from_object(options);
  });
}

// -- writing to sys.stdout and sys.stderr --------------------------------------------------------------------------------------------

namespace {

constexpr int kLongest = 1000;  ///< bytes that PySys_WriteStdout() writes at most

/// Writes to the stream of that name, or to the C stream where that fails. What is pending stays so.
void write_text(const char* stream_name, FILE* otherwise, const char* text) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) {
    std::fputs(text, otherwise);
    return;
  }
  Ref pending = ts->take_pending();
  auto write = [&]() -> Status {
    Ref stream = Ref::copy(sys_get(*ts, stream_name));
    if (!stream) return Raised{};
    Own<Str> shown = TRY(new_str(*ts, text));
    return write_to_stream(*ts, stream, shown);
  };
  if (write().raised()) std::fputs(text, otherwise);
  ts->clear_pending();
  ts->pending = pending.release();
}

void write_format(const char* stream, FILE* otherwise, const char* format, va_list arguments) {
  char text[kLongest + 1];
  int size = PyOS_vsnprintf(text, sizeof text, format, arguments);
  write_text(stream, otherwise, text);
  if (size < 0 || size > kLongest) write_text(stream, otherwise, "... truncated");
}

void write_unicode_format(const char* stream, FILE* otherwise, const char* format, va_list list) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || format == nullptr) return;
  FormatArguments arguments(list);
  Ref pending = ts->take_pending();
  Result<Ref> made = format_text(*ts, format, arguments);
  if (!made.raised()) {
    Ref text = made.take();
    const char* utf8 = PyUnicode_AsUTF8(to_c(text.get()));
    if (utf8 != nullptr) write_text(stream, otherwise, utf8);
  }
  ts->clear_pending();
  ts->pending = pending.release();
}

}  // namespace

void PySys_WriteStdout(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  write_format("stdout", stdout, format, arguments);
  va_end(arguments);
}
void PySys_WriteStderr(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  write_format("stderr", stderr, format, arguments);
  va_end(arguments);
}
void PySys_FormatStdout(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  write_unicode_format("stdout", stdout, format, arguments);
  va_end(arguments);
}
void PySys_FormatStderr(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  write_unicode_format("stderr", stderr, format, arguments);
  va_end(arguments);
}

// -- audit events ----------------------------------------------------------------------------------------------------------------

int PySys_Audit(const char* event, const char* format, ...) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || !is_audited(*ts)) return 0;
  va_list list;
  va_start(list, format);
  PyObject* made = format != nullptr && *format != '\0' ? Py_VaBuildValue(format, list) : PyTuple_New(0);
  va_end(list);
  return api_int([&](Api api) -> Status {
    if (made == nullptr) return Raised{};
    Ref arguments = Ref::steal(from_c(made));
    TRY(expect_text(api, event));
    if (is<Tuple>(arguments)) return audit_with(api, event, arguments.as<Tuple>()->span());
    return audit(api, event, arguments);
  });
}

namespace {

Status call_audit_hook(ThreadState& ts, const AuditHook& hook, const char* event, Value args) {
  InC in_c(ts);
  return take_status(ts, reinterpret_cast<Py_AuditHookFunction>(hook.function)(event, to_c(args), hook.data));
}

}  // namespace

int PySys_AddAuditHook(Py_AuditHookFunction hook, void* user_data) {
  ThreadState* ts = current_thread();
  if (hook == nullptr) return -1;
  if (ts != nullptr && audit(*ts, "sys.addaudithook").raised()) return clear_pending_if(*ts, Exc::kRuntimeError) ? 0 : -1;  // an older hook declines
  if (add_audit_hook({nullptr, call_audit_hook, reinterpret_cast<void (*)()>(hook), user_data})) return 0;
  if (ts != nullptr) static_cast<void>(raise_no_memory(*ts));
  return -1;
}
