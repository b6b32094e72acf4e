// SPDX-License-Identifier: MIT
// Files and streams, as Python objects.
#include <cstdio>
#include <cstring>
#include <unistd.h>

#include "api.h"
#include "foreign_call.h"
#include "modules/io/std_printer.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/runtime.h"
#include "vm/import.h"
#include "vm/print_exception.h"

using namespace pyemb;
using namespace pyemb::capi;

// File names are always UTF-8 here, and what is none goes through surrogateescape.
const char* Py_FileSystemDefaultEncoding = "utf-8";
const char* Py_FileSystemDefaultEncodeErrors = "surrogateescape";
int Py_HasFileSystemDefaultEncoding = 1;
int Py_UTF8Mode = 0;  // sys.flags.utf8_mode is what an interpreter was told

namespace {

Result<Ref> io_function(Api api, const char* name) {
  Ref module = TRY(import_module(api, "io"));
  return get_attr(api, module, name);
}

Result<Ref> text_or_none(Api api, const char* text) {
  if (text == nullptr) return Ref::none();
  return new_str(api, text);
}

/// Without the newline at the end, for PyFile_GetLine() with a negative limit; EOFError if there is no line.
Result<Ref> cut_line(Api api, Ref line) {
  if (is<Bytes>(line)) {
    std::string_view text = line.as<Bytes>()->view();
    if (text.empty()) return raise(api, Exc::kEOFError, "EOF when reading a line");
    if (!text.ends_with('\n')) return line;
    return new_bytes(api, text.substr(0, text.size() - 1));
  }
  Str& text = *line.as<Str>();
  if (text.length == 0) return raise(api, Exc::kEOFError, "EOF when reading a line");
  if (text.at(text.length - 1) != U'\n') return line;
  return str_slice(api, text, 0, text.length - 1);
}

}  // namespace

PyObject* PyFile_FromFd(int fd, const char*, const char* mode, int buffering, const char* encoding, const char* errors, const char* newline, int closefd) {
  return api_object([&](Api api) -> Result<Ref> {
    Ref open = TRY(io_function(api, "open"));
    Own<Str> how = TRY(new_str(api, mode != nullptr ? mode : "r"));
    Ref codec = TRY(text_or_none(api, encoding));
    Ref handling = TRY(text_or_none(api, errors));
    Ref line_end = TRY(text_or_none(api, newline));
    return call(api, open, Value::from_int(fd), how, Value::from_int(buffering), codec, handling, line_end, Value::boolean(closefd != 0));
  });
}
PyObject* PyFile_OpenCodeObject(PyObject* path) {
  return api_object([&](Api api) -> Result<Ref> {
    if (!is_c<Str>(path)) return raise(api, Exc::kTypeError, "'path' must be 'str', not '%.200s'", path == nullptr ? "NULL" : type_name(api, from_c(path)));
    Ref open = TRY(io_function(api, "open_code"));
    return call(api, open, from_c(path));
  });
}
PyObject* PyFile_OpenCode(const char* path) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, path));
    Own<Str> name = TRY(new_str(api, path));
    Ref open = TRY(io_function(api, "open_code"));
    return call(api, open, name);
  });
}

namespace {

Result<Ref> call_open_code_hook(ThreadState& ts, const OpenCodeHook& hook, Value path) {
  InC in_c(ts);
  return take_object(ts, reinterpret_cast<Py_OpenCodeHookFunction>(hook.function)(to_c(path), hook.data));
}

}  // namespace

int PyFile_SetOpenCodeHook(Py_OpenCodeHookFunction hook, void* data) {
  ThreadState* ts = current_thread();
  if (ts != nullptr && audit(*ts, "setopencodehook").raised()) return -1;
  if (set_open_code_hook({call_open_code_hook, reinterpret_cast<void (*)()>(hook), data})) return 0;
  if (ts != nullptr) static_cast<void>(raise(*ts, Exc::kSystemError, "failed to change existing open_code hook"));
  return -1;
}

/// NULL without an exception for another descriptor.
PyObject* PyFile_NewStdPrinter(int fd) {
  if (fd != STDOUT_FILENO && fd != STDERR_FILENO) return nullptr;
  return api_object([&](Api api) -> Result<Ref> { return io::new_std_printer(api, fd); });
}

PyObject* PyFile_GetLine(PyObject* file, int limit) {
  return api_object([&](Api api) -> Result<Ref> {
    Value stream = TRY(expect_value(api, file));
    Own<Str> name = TRY(intern(api, "readline"));
    Ref line = TRY(limit > 0 ? call_method_of(api, stream, name, Value::from_int(limit)) : call_method_of(api, stream, name));
    if (!is<Bytes>(line) && !is<Str>(line)) return raise(api, Exc::kTypeError, "object.readline() returned non-string");
    return limit < 0 ? cut_line(api, std::move(line)) : Result<Ref>(std::move(line));
  });
}

int PyFile_WriteObject(PyObject* object, PyObject* file, int flags) {
  return api_int([&](Api api) -> Status {
    if (file == nullptr) return raise(api, Exc::kTypeError, "writeobject with NULL file");
    if (object == nullptr) {
      Own<Str> text = TRY(new_str(api, "<NULL>"));
      return write_to_stream(api, from_c(file), text);
    }
    Own<Str> text = TRY((flags & Py_PRINT_RAW) != 0 ? to_str(api, from_c(object)) : repr(api, from_c(object)));
    return write_to_stream(api, from_c(file), text);
  });
}
int PyFile_WriteString(const char* text, PyObject* file) {
  if (PyErr_Occurred() != nullptr) return -1;
  return api_int([&](Api api) -> Status {
    if (file == nullptr) return raise(api, Exc::kSystemError, "null file for PyFile_WriteString");
    TRY(expect_utf8(api, text));
    Own<Str> made = TRY(new_str(api, text));
    return write_to_stream(api, from_c(file), made);
  });
}

int PyObject_AsFileDescriptor(PyObject* object) {
  return api_number(-1, [&](Api api) -> Result<int> {
    Value value = TRY(expect_value(api, object));
    Ref number = Ref::copy(value);
    if (!is_any_int(value)) {
      Ref fileno = TRY(find_attr(api, value, "fileno"));
      if (fileno.is_absent()) return raise(api, Exc::kTypeError, "argument must be an int, or have a fileno() method.");
      number = TRY(call(api, fileno));
      if (!is_any_int(number)) return raise(api, Exc::kTypeError, "fileno() returned a non-integer");
    }
    int fd = _PyLong_AsInt(to_c(number.get()));
    if (fd == -1 && api.ts.has_pending()) return Raised{};
    if (fd < 0) return raise(api, Exc::kValueError, "file descriptor cannot be a negative integer (%i)", fd);
    return fd;
  });
}

char* Py_UniversalNewlineFgets(char* buffer, int size, FILE* stream, PyObject* file) {
  if (file != nullptr || buffer == nullptr || size < 1 || stream == nullptr) return nullptr;
  char* at = buffer;
  while (size-- > 1) {
    int byte = std::getc(stream);
    if (byte == EOF) break;
    if (byte == '\r') {
      const int next = std::getc(stream);
      if (next != '\n') std::ungetc(next, stream);
      byte = '\n';
    }
    *at++ = static_cast<char>(byte);
    if (byte == '\n') break;
  }
  *at = '\0';
  return at == buffer ? nullptr : buffer;
}

int PyObject_Print(PyObject* object, FILE* stream, int flags) {
  return api_int([&](Api api) -> Status {
    if (stream == nullptr) return raise_null(api);
    if (object == nullptr) {
      std::fputs("<nil>", stream);
      return {};
    }
    Own<Str> text = TRY((flags & Py_PRINT_RAW) != 0 ? to_str(api, from_c(object)) : repr(api, from_c(object)));
    Ref bytes = Ref::steal(from_c(PyUnicode_AsEncodedString(to_c(text.get()), "utf-8", "backslashreplace")));
    if (!bytes) return Raised{};
    std::string_view view = bytes.as<Bytes>()->view();
    if (std::fwrite(view.data(), 1, view.size(), stream) == view.size()) return {};
    const int error = errno;
    std::clearerr(stream);
    return raise_os_error(api, error, Value::null());
  });
}
