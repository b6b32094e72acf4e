// SPDX-License-Identifier: MIT
#include "config/config.h"
#include "modules/io/file_io.h"
#include "modules/io/text_wrapper.h"
#include "modules/native_modules.h"
#include "modules/paths.h"
#include "objects/audit.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "state/runtime.h"

// The module _io: open() and the list of types.

namespace pyemb {
namespace io {
namespace {

// -- open() ----------------------------------------------------------------------------------------------------------------------------

/// A mode string taken apart.
struct Mode {
  bool creating, reading, writing, appending, updating, text, binary;
  char raw[4];  ///< for FileIO
};

Result<Mode> parse_mode(ThreadState& ts, Str& text) {
  Mode mode = {};
  struct Row {
    char letter;
    bool Mode::*flag;
  };
  constexpr Row kRows[] = {{'x', &Mode::creating},  {'r', &Mode::reading}, {'w', &Mode::writing}, {'a', &Mode::appending},
                           {'+', &Mode::updating},  {'t', &Mode::text},    {'b', &Mode::binary}};
  for (int64_t i = 0; i < text.length; ++i) {
    bool known = false;
    for (const Row& row : kRows) {
      if (text.at(i) != static_cast<char32_t>(row.letter) || mode.*row.flag) continue;
      mode.*row.flag = known = true;
    }
    if (!known) return raise(ts, Exc::kValueError, "invalid mode: '%s'", Utf8(ts, text).c_str());
  }
  char* raw = mode.raw;
  for (const Row& row : kRows) {
    if (row.letter != 't' && row.letter != 'b' && mode.*row.flag && raw < mode.raw + 2) *raw++ = row.letter;
  }
  return mode;
}

Status check_mode(ThreadState& ts, const Mode& mode, const OpenArguments& arguments) {
  auto given = [](Value value) { return !value.is_null() && !value.is_none(); };
  const char* fault = nullptr;
  if (mode.text && mode.binary) {
    fault = "can't have text and binary mode at once";
  } else if (mode.creating + mode.reading + mode.writing + mode.appending > 1) {
    fault = "must have exactly one of create/read/write/append mode";
  } else if (mode.binary && given(arguments.encoding)) {
    fault = "binary mode doesn't take an encoding argument";
  } else if (mode.binary && given(arguments.errors)) {
    fault = "binary mode doesn't take an errors argument";
  } else if (mode.binary && given(arguments.newline)) {
    fault = "binary mode doesn't take a newline argument";
  }
  if (fault != nullptr) return raise(ts, Exc::kValueError, "%s", fault);
  if (mode.binary && arguments.buffering == 1) {
    return warn(ts, Exc::kRuntimeWarning, 1, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used");
  }
  return {};
}

/// A descriptor as it is, anything else as a path.
Result<Ref> path_or_descriptor(ThreadState& ts, Value file) {
  if (is_any_int(file) || is_any_float(file) || is<Str>(file) || is<Bytes>(file)) return Ref::copy(file);
  for (const char* number : {"__index__", "__int__", "__float__"}) {
    Own<Str> name = TRY(intern(ts, number));
    Ref found = TRY(find_special(ts, file, name.get()));
    if (!found.is_absent()) return Ref::copy(file);
  }
  Own<Str> name = TRY(intern(ts, "__fspath__"));
  Ref path = TRY(call_special(ts, file, name.get()));
  if (path.is_absent()) return raise(ts, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %.200s", type_name(ts, file));
  if (is<Str>(path) || is<Bytes>(path)) return path;
  return raise(ts, Exc::kTypeError, "expected %.200s.__fspath__() to return str or bytes, not %.200s", type_name(ts, file), type_name(ts, path));
}

Result<Ref> make(ThreadState& ts, TypeId id, Value first, Value second) {
  Type* type = TRY(find_type(ts, id));
  return call(ts, Value::from_object(type), first, second);
}

Result<Ref> open_raw(ThreadState& ts, const OpenArguments& arguments, const Mode& mode) {
  Ref file = TRY(path_or_descriptor(ts, arguments.file));
  Own<Str> raw_mode = TRY(intern(ts, mode.raw));
  Type* type = TRY(find_type(ts, ModuleType::kFileIO));
  Value opener = arguments.opener.is_null() ? Value::none() : arguments.opener;
  return call(ts, Value::from_object(type), file, raw_mode, Value::boolean(arguments.close_fd), opener);
}

/// The buffered and text layers over a raw file. `top` is the outermost stream so far, to be closed if something fails.
Status add_layers(ThreadState& ts, Ref& top, const OpenArguments& arguments, const Mode& mode, Value mode_text) {
  int64_t buffering = arguments.buffering;
  bool line_buffering = buffering == 1;
  if (buffering < 0) {
    bool terminal = TRY(ask(ts, top, "isatty"));
    line_buffering = terminal;
  }
  if (line_buffering) buffering = -1;
  if (buffering < 0) buffering = top.as<FileIO>()->block_size;
  if (buffering == 0) {
    if (mode.binary) return {};
    return raise(ts, Exc::kValueError, "can't have unbuffered text I/O");
  }
  TypeId id = mode.updating ? ModuleType::kBufferedRandom : mode.reading ? ModuleType::kBufferedReader : ModuleType::kBufferedWriter;
  if (!mode.updating && !mode.reading && !mode.creating && !mode.writing && !mode.appending) {
    return raise(ts, Exc::kValueError, "unknown mode: '%s'", Utf8(ts, mode_text).c_str());
  }
  Ref size = TRY(new_int(ts, buffering));
  top = TRY(make(ts, id, top, size));
  if (mode.binary) return {};
  Type* type = TRY(find_type(ts, ModuleType::kTextIOWrapper));
  auto or_none = [](Value value) { return value.is_null() ? Value::none() : value; };
  Ref text = TRY(call(ts, Value::from_object(type), top, or_none(arguments.encoding), or_none(arguments.errors), or_none(arguments.newline),
                      Value::boolean(line_buffering)));
  top = std::move(text);
  set_field(top.as<TextIOWrapper>()->mode, Ref::copy(mode_text));
  return {};
}

Status check_text_or_none(ThreadState& ts, Value value, const char* name) {
  if (value.is_null() || value.is_none() || is<Str>(value)) return {};
  return raise(ts, Exc::kTypeError, "open() argument '%s' must be str or None, not %.50s", name, type_name(ts, value));
}

}  // namespace

Result<Ref> open_file(ThreadState& ts, const OpenArguments& arguments) {
  Own<Str> mode_text = TRY(intern(ts, "r"));
  if (!arguments.mode.is_null()) {
    Value given = arguments.mode;
    if (!is<Str>(given)) return raise(ts, Exc::kTypeError, "open() argument 'mode' must be str, not %.50s", given.is_none() ? "None" : type_name(ts, given));
    mode_text = Own<Str>::copy(&as<Str>(given));
  }
  TRY(check_text_or_none(ts, arguments.encoding, "encoding"));
  TRY(check_text_or_none(ts, arguments.errors, "errors"));
  TRY(check_text_or_none(ts, arguments.newline, "newline"));
  Ref checked = TRY(path_or_descriptor(ts, arguments.file));
  Mode mode = TRY(parse_mode(ts, *mode_text));
  TRY(check_mode(ts, mode, arguments));
  Ref top = TRY(open_raw(ts, arguments, mode));
  if (!add_layers(ts, top, arguments, mode, mode_text).raised()) return top;
  Ref earlier = ts.take_pending();
  Result<Ref> closed = call_method_of(ts, top, Value::from_object(ts.names().close));
  if (!closed.raised()) Ref ignored = closed.take();
  static_cast<void>(chain(ts, std::move(earlier)));
  return Raised{};
}

namespace {

Result<Ref> open(ThreadState& ts, Value file, Value mode, std::optional<int> buffering, Value encoding, Value errors, Value newline,
                 std::optional<bool> close_fd, Value opener) {
  return open_file(ts, OpenArguments{file, mode, buffering.value_or(-1), encoding, errors, newline, close_fd.value_or(true), opener});
}

Result<Ref> open_code(ThreadState& ts, Value path) {
  if (!is<Str>(path)) return raise(ts, Exc::kTypeError, "open_code() argument 'path' must be str, not %.50s", type_name(ts, path));
  if (const OpenCodeHook* hook = open_code_hook(); hook != nullptr) return hook->call(ts, *hook, path);
  Own<Str> mode = TRY(intern(ts, "rb"));
  return open_file(ts, OpenArguments{.file = path, .mode = mode});
}

Result<Ref> text_encoding(ThreadState& ts, Value encoding, std::optional<int> stack_level) {
  if (!encoding.is_null() && !encoding.is_none()) return Ref::copy(encoding);
  const Config* config = ts.interp.config;
  if (config != nullptr && config->warn_default_encoding > 0) {
    TRY(warn(ts, Exc::kEncodingWarning, stack_level.value_or(2), "'encoding' argument not specified"));
  }
  return intern(ts, config != nullptr && config->utf8_mode > 0 ? "utf-8" : "locale");
}

// -- the module ------------------------------------------------------------------------------------------------------------------------

Result<Ref> make_unsupported_operation(ThreadState& ts) {
  Own<Tuple> bases = TRY(new_tuple_of(ts, Value::from_object(&core_type(ts, Exc::kOSError)), Value::from_object(&core_type(ts, Exc::kValueError))));
  Own<Dict> dict = TRY(new_dict(ts));
  Own<Str> module = TRY(intern(ts, "io"));
  Own<Str> name = TRY(intern(ts, "UnsupportedOperation"));
  TRY(dict_set(ts, *dict, "__module__", module));
  return call(ts, Value::from_object(&core_type(ts, TypeId::kType)), name, bases, dict);
}

Status exec(ThreadState& ts, Module& module) {
  TRY(module_add(ts, module, "BlockingIOError", Value::from_object(&core_type(ts, Exc::kBlockingIOError))));
  return module_add(ts, module, "DEFAULT_BUFFER_SIZE", Value::from_int(kDefaultBufferSize));
}

}  // namespace

/// class UnsupportedOperation(OSError, ValueError), which the module io shows as its own. Made on first use: most programs never see it.
Result<Ref> unsupported_operation(ThreadState& ts, Module& module) {
  State& state = module_state<State>(module);
  if (!state.unsupported_operation.is_null()) return Ref::copy(state.unsupported_operation);
  Ref made = TRY(make_unsupported_operation(ts));
  set_field(state.unsupported_operation, Ref::copy(made));
  return made;
}

namespace {

void traverse(void* state, GcVisitor& visit) { visit(static_cast<State*>(state)->unsupported_operation); }
void clear(ThreadState&, void* state) { drop_field(static_cast<State*>(state)->unsupported_operation); }

constexpr DelayedAttribute kDelayed[] = {{"UnsupportedOperation", unsupported_operation}};
constexpr NativeMethod kFunctions[] = {
    function<open>("open", "($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
                   "Open a file and return a stream. Raise OSError upon failure.\n\n"
                   "`file` is a path or a descriptor. The mode is 'r' to read (the default), 'w' to write a new file, 'x' to write one that must not\n"
                   "exist, 'a' to append; with '+' for both reading and writing, with 'b' for bytes instead of text.\n\n"
                   "buffering: 0 none (bytes only), 1 by lines (text only), more: the size of the buffer; by default that of the device's blocks, and by\n"
                   "lines for a terminal. encoding, errors and newline are for text: see TextIOWrapper. With closefd=False a descriptor stays open\n"
                   "when the stream is closed. opener(file, flags) may be given to open the file; it returns a descriptor."),
    function<open_code>("open_code", "($module, /, path)", "Opens the file of a program to read its bytes."),
    function<text_encoding>("text_encoding", "($module, encoding, stacklevel=2, /)",
                            "The encoding, or what an API with encoding=None should pass on: \"locale\", or \"utf-8\" in UTF-8 mode."),
};
constexpr TypeId kTypes[] = {
    ModuleType::kIOBase,         ModuleType::kRawIOBase,       ModuleType::kBufferedIOBase, ModuleType::kTextIOBase,
    ModuleType::kFileIO,         ModuleType::kBytesIO,         ModuleType::kStringIO,       ModuleType::kBufferedReader,
    ModuleType::kBufferedWriter, ModuleType::kBufferedRandom,  ModuleType::kBufferedRWPair, ModuleType::kIncrementalNewlineDecoder,
    ModuleType::kTextIOWrapper,
};

}  // namespace

}  // namespace io

// An array of its own: a start reads it, and the linker puts what a start reads side by side.
constexpr char kDoc[] = "Streams: raw files, buffers and text over them, and streams in memory. The module io makes abstract base classes of these.";

constexpr NativeModule kIoModule = {
    .name = "_io",
    .doc = kDoc,
    .functions = io::kFunctions,
    .types = io::kTypes,
    .exec = io::exec,
    .state_size = sizeof(io::State),
    .traverse = io::traverse,
    .clear = io::clear,
    .delayed = io::kDelayed,
};

}  // namespace pyemb
