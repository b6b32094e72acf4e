// SPDX-License-Identifier: MIT
#pragma once

// Exception objects. One struct for each layout that exceptions.def names; what they own are Values, one behind the other from
// `dict` on, so that one template walks them all. Notes (PEP 678) live in the instance dict, as `__notes__`.
//
// A null Value field is one that was never set; Python reads it as None.

#include "objects/type.h"

namespace pyemb {

struct Str;
struct Tuple;

struct Exception : Object {
  static constexpr TypeId kId = TypeId::kBaseException;
  static constexpr int kValues = 5;

  bool suppress_context;  ///< `raise ... from` was used
  Value dict;             ///< __dict__, null until asked for
  Value args;             ///< tuple
  Value traceback;        ///< traceback or null
  Value context;          ///< exception or null
  Value cause;            ///< exception or null
};
using ExceptionLayout = Exception;

struct SystemExitLayout : Exception {
  static constexpr TypeId kId = TypeId::kSystemExit;
  static constexpr int kValues = Exception::kValues + 1;
  Value code;
};

struct StopIterationLayout : Exception {
  static constexpr TypeId kId = TypeId::kStopIteration;
  static constexpr int kValues = Exception::kValues + 1;
  Value value;
};

struct NameErrorLayout : Exception {
  static constexpr TypeId kId = TypeId::kNameError;
  static constexpr int kValues = Exception::kValues + 1;
  Value name;
};

struct AttributeErrorLayout : Exception {
  static constexpr TypeId kId = TypeId::kAttributeError;
  static constexpr int kValues = Exception::kValues + 2;
  Value name;
  Value obj;
};

struct ImportErrorLayout : Exception {
  static constexpr TypeId kId = TypeId::kImportError;
  static constexpr int kValues = Exception::kValues + 3;
  Value msg;
  Value name;
  Value path;
};

struct OsErrorLayout : Exception {
  static constexpr TypeId kId = TypeId::kOSError;
  static constexpr int kValues = Exception::kValues + 4;
  Value error;      ///< errno
  Value strerror;
  Value filename;
  Value filename2;
  int64_t written;  ///< BlockingIOError.characters_written; -1: not set
};

struct SyntaxErrorLayout : Exception {
  static constexpr TypeId kId = TypeId::kSyntaxError;
  static constexpr int kValues = Exception::kValues + 8;
  Value msg;
  Value filename;
  Value lineno;
  Value offset;
  Value text;
  Value end_lineno;
  Value end_offset;
  Value print_file_and_line;
};

struct UnicodeErrorLayout : Exception {
  static constexpr TypeId kId = TypeId::kUnicodeError;
  static constexpr int kValues = Exception::kValues + 3;
  Value encoding;
  Value object;     ///< bytes of a decoding error, else str
  Value reason;
  int64_t start;
  int64_t end;
};

struct ExceptionGroupLayout : Exception {
  static constexpr TypeId kId = TypeId::kBaseExceptionGroup;
  static constexpr int kValues = Exception::kValues + 2;
  Value message;
  Value exceptions;  ///< tuple, never empty
};

/// Whether `value` is an instance of BaseException.
inline bool is_exception(Value value) { return is<Exception>(value); }
/// Whether `value` is a class that derives from BaseException.
bool is_exception_class(ThreadState& ts, Value value);
/// Whether `value` is an instance of the built-in exception or of a subclass.
bool is_exception_of(ThreadState& ts, Value value, Exc type);

/// type(args...) made without looking anything up: for built-in exceptions.
[[nodiscard]] Result<Own<Exception>> new_exception(ThreadState& ts, Exc type, std::span<const Value> args);

/// What an uncaught exception shows after its type: str(exception), or "<exception str() failed>".
[[nodiscard]] Result<Own<Str>> exception_text(ThreadState& ts, Value exception);

/// Sets __traceback__, __cause__ (which also suppresses the context) or __context__; null or None: forgets it.
void set_traceback(Exception& exception, Value traceback);
void set_cause(Exception& exception, Value cause);
void set_context(Exception& exception, Value context);
/// Makes `context` the __context__ of `exception`, and breaks the cycle that this would close.
void chain_context(Exception& exception, Value context);

/// The exception being handled, as sys.exception() answers: borrowed; null: none.
Value handled_exception(ThreadState& ts);

/// Whether `exception` matches the class or tuple of classes of an except clause (already checked to be such).
[[nodiscard]] Result<bool> exception_matches(ThreadState& ts, Value exception, Value class_or_tuple);

/// Makes the MemoryError that is raised when there is no memory to make one.
[[nodiscard]] Status prepare_memory_error(ThreadState& ts);

}  // namespace pyemb
