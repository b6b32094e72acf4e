// SPDX-License-Identifier: MIT
// Running texts, files and sessions, and showing the exception that is set.
#include <cerrno>
#include <cstdio>
#include <unistd.h>

#include "api.h"
#include "frontend/compile.h"
#include "lifecycle/run.h"
#include "modules/ast/ast_module.h"
#include "modules/paths.h"
#include "modules/sys/sys.h"
#include "objects/exception.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "vm/print_exception.h"
#include "vm/run.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

constexpr int kEndOfInput = 11;  // what PyRun_InteractiveOne() answers then

/// What a text is compiled with. Future statements that the caller's flags name are in force, and those of the text are added to them.
class Compiling {
 public:
  Compiling(ThreadState& ts, PyCompilerFlags* flags, int optimize = -1) : flags_(flags) {
    const int bits = flags == nullptr ? 0 : flags->cf_flags;
    options.flags = static_cast<uint32_t>(bits) & ~uint32_t{PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE};
    options.source_is_utf8 = (bits & (PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE)) != 0;
    options.optimize = optimize < 0 ? ts.interp.optimize : optimize;
    options.future = &future_;
    if ((bits & PyCF_ONLY_AST) != 0 && flags->cf_feature_version > 0) options.feature_version = flags->cf_feature_version;
  }
  ~Compiling() {
    if (flags_ != nullptr) flags_->cf_flags |= static_cast<int>(future_);
  }
  Compiling(const Compiling&) = delete;
  Compiling& operator=(const Compiling&) = delete;

  Status set_mode(Api api, int start) {
    switch (start) {
      case Py_file_input: options.mode = ParseMode::kExec; return {};
      case Py_eval_input: options.mode = ParseMode::kEval; return {};
      case Py_single_input: options.mode = ParseMode::kSingle; return {};
      case Py_func_type_input: options.mode = ParseMode::kFuncType; return {};
      default: return raise_bad_call(api);
    }
  }

  CompileOptions options;

 private:
  PyCompilerFlags* flags_;
  uint32_t future_ = 0;
};

/// Compiles a text and runs it; `locals` null: the globals.
Result<Ref> run(Api api, std::string_view text, Value filename, int start, PyObject* globals, PyObject* locals, PyCompilerFlags* flags) {
  Dict* space = TRY(expect<Dict>(api, globals));
  Compiling compiling(api, flags);
  TRY(compiling.set_mode(api, start));
  Own<Code> code = TRY(compile_text(api, text, filename, compiling.options));
  return run_code(api, *code, *space, locals == globals ? Value::null() : from_c(locals));
}

/// Reads a stream to its end.
Status read_stream(Api api, FILE* file, TextBuffer& text) {
  if (file == nullptr) return raise_null(api);
  constexpr size_t kStep = 32 * 1024;
  while (true) {
    char* at = text.extend(kStep);
    if (at == nullptr) return raise_no_memory(api);
    size_t got = std::fread(at, 1, kStep, file);
    text.truncate(text.size() - (kStep - got));
    if (got == kStep) continue;
    if (std::ferror(file) == 0) return {};
    if (errno != EINTR) return raise_os_error(api, errno, Value::null());
    std::clearerr(file);
  }
}

/// Shows what is pending. The process goes on, whatever it is.
void show_pending(ThreadState& ts, bool keep) {
  if (!ts.has_pending()) return;
  if (!keep && !is_exception_of(ts, ts.pending, Exc::kSystemExit)) sys_print_uncaught(ts, false);
  static_cast<void>(report_uncaught(ts));
  ts.clear_pending();
}

/// Runs in __main__: 0, or -1 after what went wrong was shown.
template <class Body>
int run_simply(Body body, const char* function = __builtin_FUNCTION()) {
  ThreadState* ts = current_thread();
  if (ts == nullptr) return -1;
  if (!body(Api{*ts, function}).raised()) return 0;
  const bool left_well = report_uncaught(*ts) == 0;
  ts->clear_pending();
  return left_well ? 0 : -1;
}

Result<Module*> main_module(Api api) {
  PyObject* module = PyImport_AddModule("__main__");
  if (module == nullptr) return Raised{};
  return expect<Module>(api, module);
}

class Closing {
 public:
  Closing(FILE* file, int wanted) : file_(wanted != 0 ? file : nullptr) {}
  ~Closing() { close(); }
  void close() {
    if (file_ != nullptr) std::fclose(file_);
    file_ = nullptr;
  }

 private:
  FILE* file_;
};

}  // namespace

// -- texts ---------------------------------------------------------------------------------------------------------------------

PyObject* PyRun_StringFlags(const char* text, int start, PyObject* globals, PyObject* locals, PyCompilerFlags* flags) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, text));
    Own<Str> filename = TRY(new_str(api, "<string>"));
    return run(api, text, filename, start, globals, locals, flags);
  });
}
PyObject*(PyRun_String)(const char* text, int start, PyObject* globals, PyObject* locals) {
  return PyRun_StringFlags(text, start, globals, locals, nullptr);
}

int PyRun_SimpleStringFlags(const char* text, PyCompilerFlags* flags) {
  return run_simply([&](Api api) -> Status {
    TRY(expect_text(api, text));
    Module* main = TRY(main_module(api));
    Own<Str> filename = TRY(new_str(api, "<string>"));
    PyObject* globals = to_c(main->dict);
    Ref ignored = TRY(run(api, text, filename, Py_file_input, globals, globals, flags));
    return {};
  });
}
int(PyRun_SimpleString)(const char* text) { return PyRun_SimpleStringFlags(text, nullptr); }

PyObject* Py_CompileStringObject(const char* text, PyObject* filename, int start, PyCompilerFlags* flags, int optimize) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, text));
    Str* name = TRY(expect<Str>(api, filename));
    Compiling compiling(api, flags, optimize);
    TRY(compiling.set_mode(api, start));
    if (flags == nullptr || (flags->cf_flags & PyCF_ONLY_AST) == 0) return compile_text(api, text, Value::from_object(name), compiling.options);
    AstState* state = TRY(ast_state(api));
    Arena arena;
    NameTable names(arena);
    ast::mod* tree = TRY(parse_text(api, names, text, Value::from_object(name), compiling.options));
    return ast_to_python(api, *state, tree);
  });
}
PyObject* Py_CompileStringExFlags(const char* text, const char* filename, int start, PyCompilerFlags* flags, int optimize) {
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, filename));
    Ref name = TRY(decode_file_name(api, filename));
    PyObject* made = Py_CompileStringObject(text, to_c(name.get()), start, flags, optimize);
    return made == nullptr ? Result<Ref>(Raised{}) : Result<Ref>(Ref::steal(from_c(made)));
  });
}
PyObject*(Py_CompileString)(const char* text, const char* filename, int start) {
  return Py_CompileStringExFlags(text, filename, start, nullptr, -1);
}

// -- files ---------------------------------------------------------------------------------------------------------------------

PyObject* PyRun_FileExFlags(FILE* file, const char* filename, int start, PyObject* globals, PyObject* locals, int closeit, PyCompilerFlags* flags) {
  Closing closing(file, closeit);
  return api_object([&](Api api) -> Result<Ref> {
    TRY(expect_text(api, filename));
    TextBuffer text;
    TRY(read_stream(api, file, text));
    closing.close();
    Ref name = TRY(decode_file_name(api, filename));
    return run(api, text.view(), name, start, globals, locals, flags);
  });
}
PyObject*(PyRun_File)(FILE* file, const char* filename, int start, PyObject* globals, PyObject* locals) {
  return PyRun_FileExFlags(file, filename, start, globals, locals, 0, nullptr);
}
PyObject*(PyRun_FileEx)(FILE* file, const char* filename, int start, PyObject* globals, PyObject* locals, int closeit) {
  return PyRun_FileExFlags(file, filename, start, globals, locals, closeit, nullptr);
}
PyObject*(PyRun_FileFlags)(FILE* file, const char* filename, int start, PyObject* globals, PyObject* locals, PyCompilerFlags* flags) {
  return PyRun_FileExFlags(file, filename, start, globals, locals, 0, flags);
}

int PyRun_SimpleFileExFlags(FILE* file, const char* filename, int closeit, PyCompilerFlags* flags) {
  Closing closing(file, closeit);
  return run_simply([&](Api api) -> Status {
    TRY(expect_text(api, filename));
    static_cast<void>(TRY(main_module(api)));
    TextBuffer text;
    TRY(read_stream(api, file, text));
    closing.close();
    if (flags == nullptr || flags->cf_flags == 0) return run_file_data(api, text.view(), filename);
    Module* main = TRY(main_module(api));
    Ref name = TRY(decode_file_name(api, filename));
    PyObject* globals = to_c(main->dict);
    Ref ignored = TRY(run(api, text.view(), name, Py_file_input, globals, globals, flags));
    return {};
  });
}
int(PyRun_SimpleFile)(FILE* file, const char* filename) { return PyRun_SimpleFileExFlags(file, filename, 0, nullptr); }
int(PyRun_SimpleFileEx)(FILE* file, const char* filename, int closeit) { return PyRun_SimpleFileExFlags(file, filename, closeit, nullptr); }

int PyRun_AnyFileExFlags(FILE* file, const char* filename, int closeit, PyCompilerFlags* flags) {
  if (filename == nullptr) filename = "???";
  if (file != nullptr && ::isatty(::fileno(file)) != 0) {
    Closing closing(file, closeit);
    return PyRun_InteractiveLoopFlags(file, filename, flags);
  }
  return PyRun_SimpleFileExFlags(file, filename, closeit, flags);
}
int(PyRun_AnyFile)(FILE* file, const char* filename) { return PyRun_AnyFileExFlags(file, filename, 0, nullptr); }
int(PyRun_AnyFileEx)(FILE* file, const char* filename, int closeit) { return PyRun_AnyFileExFlags(file, filename, closeit, nullptr); }
int(PyRun_AnyFileFlags)(FILE* file, const char* filename, PyCompilerFlags* flags) { return PyRun_AnyFileExFlags(file, filename, 0, flags); }

// -- sessions ------------------------------------------------------------------------------------------------------------------

int PyRun_InteractiveLoopFlags(FILE* file, const char* filename, PyCompilerFlags*) {
  return api_number<int>(-1, [&](Api api) -> Result<int> {
    if (file == nullptr) return raise_null(api);
    static_cast<void>(TRY(main_module(api)));
    return run_interactive(api, {file, filename == nullptr ? "???" : filename}) == 0 ? 0 : -1;
  });
}
int(PyRun_InteractiveLoop)(FILE* file, const char* filename) { return PyRun_InteractiveLoopFlags(file, filename, nullptr); }

int PyRun_InteractiveOneFlags(FILE* file, const char* filename, PyCompilerFlags*) {
  int answer = kEndOfInput;
  int status = run_simply([&](Api api) -> Status {
    if (file == nullptr) return raise_null(api);
    static_cast<void>(TRY(main_module(api)));
    bool ran = TRY(run_interactive_statement(api, {file, filename == nullptr ? "???" : filename}));
    if (ran) answer = 0;
    return {};
  });
  return status == 0 ? answer : -1;
}
int(PyRun_InteractiveOne)(FILE* file, const char* filename) { return PyRun_InteractiveOneFlags(file, filename, nullptr); }
int PyRun_InteractiveOneObject(FILE* file, PyObject* filename, PyCompilerFlags* flags) {
  const char* name = filename == nullptr ? nullptr : PyUnicode_AsUTF8(filename);
  if (filename != nullptr && name == nullptr) return -1;
  return PyRun_InteractiveOneFlags(file, name, flags);
}

// -- showing exceptions ----------------------------------------------------------------------------------------------------------

void PyErr_PrintEx(int set_sys_last_vars) {
  if (ThreadState* ts = current_thread()) show_pending(*ts, set_sys_last_vars != 0);
}
void PyErr_Print(void) { PyErr_PrintEx(1); }

PyObject* PyEmb_FormatException(PyObject* exception) {
  return api_object([&](Api api) -> Result<Ref> {
    if (exception == nullptr || !is_exception(from_c(exception))) return raise_bad_call(api);
    return format_exception(api, from_c(exception));
  });
}
void PyErr_Display(PyObject*, PyObject* value, PyObject* traceback) {
  api_quiet(0, [&](Api api) -> Result<int> {
    Ref stream = Ref::copy(sys_get(api, "stderr"));
    if (!stream || stream.is_none()) return 0;
    if (value == nullptr || !is_exception(from_c(value))) {
      Ref shown = value == nullptr ? Ref() : Ref::copy(from_c(value));
      Own<Str> text = TRY(new_str_format(api, "TypeError: print_exception(): Exception expected for value, %s found\n",
                                         value == nullptr ? "NULL" : type_name(api, shown)));
      TRY(write_to_stream(api, stream, text));
      return 0;
    }
    if (PyTraceBack_Check(traceback) != 0 && as<Exception>(from_c(value)).traceback.is_null()) PyException_SetTraceback(value, traceback);
    Own<Str> text = TRY(format_exception(api, from_c(value)));
    TRY(write_to_stream(api, stream, text));
    return 0;
  });
}
