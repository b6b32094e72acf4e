// SPDX-License-Identifier: MIT
#pragma once

// Raising. Each function makes an exception pending on the thread and returns the token to return:
//     return raise(ts, Exc::kTypeError, "'%s' object is not callable", type_name(ts, value));
// The exception being handled becomes its __context__. When even the exception cannot be made, the interpreter's MemoryError is raised.

#include "objects/type.h"

namespace pyemb {

COLD Raised raise(ThreadState& ts, Exc type, const char* format, ...) __attribute__((format(printf, 3, 4)));
/// type(arg); a null `arg` makes type().
COLD Raised raise_value(ThreadState& ts, Exc type, Value arg);
/// type(arg) for any exception class.
COLD Raised raise_value(ThreadState& ts, Type& type, Value arg);
/// Raises an instance of BaseException: sets its __context__.
COLD Raised raise_object(ThreadState& ts, Ref exception);
COLD Raised raise_no_memory(ThreadState& ts);
/// Lets the MemoryError made in advance forget its traceback and context, if nobody looks at it any more.
void release_memory_error(ThreadState& ts);
/// KeyError(key); a tuple key stays one argument.
COLD Raised raise_key_error(ThreadState& ts, Value key);
/// StopIteration(value); null or None: no argument.
COLD Raised raise_stop_iteration(ThreadState& ts, Value value);
/// AttributeError "'type' object has no attribute 'name'", with name and obj set for suggestions.
COLD Raised raise_attribute_error(ThreadState& ts, Value object, Value name);
/// The same with a message of its own.
COLD Raised raise_attribute_error(ThreadState& ts, Value object, Value name, const char* format, ...) __attribute__((format(printf, 4, 5)));
/// NameError with its name attribute; `format` has one %s for the name.
COLD Raised raise_name_error(ThreadState& ts, Exc type, const char* format, Value name);
/// ImportError or a subclass, with name and path (either may be null).
COLD Raised raise_import_error(ThreadState& ts, Exc type, Value name, Value path, const char* format, ...) __attribute__((format(printf, 5, 6)));
/// OSError from errno, of the subclass that belongs to it; filenames may be null.
COLD Raised raise_os_error(ThreadState& ts, int error, Value filename, Value filename2 = Value::null());
/// UnicodeDecodeError, UnicodeEncodeError.
COLD Raised raise_decode_error(ThreadState& ts, const char* encoding, Value bytes, int64_t start, int64_t end, const char* reason);
COLD Raised raise_encode_error(ThreadState& ts, const char* encoding, Value str, int64_t start, int64_t end, const char* reason);

/// Whether the pending exception is an instance of `type`. One must be pending.
bool pending_is(ThreadState& ts, Exc type);
/// Forgets the pending exception if it is of `type`, and says whether it was.
bool clear_pending_if(ThreadState& ts, Exc type);

/// Reports the pending exception through sys.unraisablehook and forgets it. `where` may be null; "Exception ignored <message>: <where>".
COLD void report_unraisable(ThreadState& ts, const char* message, Value where);

/// Issues a warning through the warnings machinery, if it is there; raises when a filter says "error".
[[nodiscard]] COLD Status warn(ThreadState& ts, Exc category, int stack_level, const char* format, ...) __attribute__((format(printf, 4, 5)));

}  // namespace pyemb
