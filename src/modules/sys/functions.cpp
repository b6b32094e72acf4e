// SPDX-License-Identifier: MIT
#include <dlfcn.h>

#include "config/module_type_ids.h"
#include "config/config.h"
#include "objects/audit.h"
#include "modules/sys/sys.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "state/gil.h"
#include "vm/run.h"
#include "vm/trace.h"

namespace pyemb::sys {
namespace {

Value or_none(Value value) { return value.is_null() ? Value::none() : value; }

// -- exceptions ----------------------------------------------------------------------------------------------------------------

Result<Ref> exc_info(ThreadState& ts) {
  Value exception = handled_exception(ts);
  if (exception.is_null()) return new_tuple_of(ts, Value::none(), Value::none(), Value::none());
  Value traceback = or_none(as<Exception>(exception).traceback);
  return new_tuple_of(ts, Value::from_object(exception.as_object()->type), exception, traceback);
}
Value exception(ThreadState& ts) { return or_none(handled_exception(ts)); }

Status exit(ThreadState& ts, Value status) {
  // The argument becomes the exception's arguments, as in `raise SystemExit(...)`; a tuple is spread.
  if (!status.is_null() && is_tuple(status)) {
    Own<Exception> made = TRY(new_exception(ts, Exc::kSystemExit, as<Tuple>(status).span()));
    return raise_object(ts, std::move(made));
  }
  return raise_value(ts, Exc::kSystemExit, status.is_null() || status.is_none() ? Value::null() : status);
}

// -- limits --------------------------------------------------------------------------------------------------------------------

int64_t get_recursion_limit(ThreadState& ts) { return ts.recursion_limit; }
Status set_recursion_limit(ThreadState& ts, int limit) {
  if (limit < 1) return raise(ts, Exc::kValueError, "recursion limit must be greater or equal than 1");
  if (ts.recursion_depth >= limit) {
    return raise(ts, Exc::kRecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", limit, ts.recursion_depth);
  }
  for (ThreadState* thread = ts.interp.threads; thread != nullptr; thread = thread->next) thread->recursion_limit = limit;
  return {};
}
int64_t get_int_max_str_digits(ThreadState& ts) { return ts.interp.int_max_str_digits; }
Status set_int_max_str_digits(ThreadState& ts, int limit) {
  if (limit != 0 && limit < 640) return raise(ts, Exc::kValueError, "maxdigits must be 0 or larger than 640");
  ts.interp.int_max_str_digits = limit;
  return {};
}
double get_switch_interval(ThreadState& ts) { return static_cast<double>(ts.interp.gil->interval_us) * 1e-6; }
Status set_switch_interval(ThreadState& ts, double interval) {
  if (!(interval > 0)) return raise(ts, Exc::kValueError, "switch interval must be strictly positive");
  ts.interp.gil->interval_us = static_cast<int64_t>(interval * 1e6);
  return {};
}

// -- objects -------------------------------------------------------------------------------------------------------------------

int64_t get_ref_count(ThreadState&, Value object) {
  return object.is_heap() ? int64_t{object.as_object()->refcount} : int64_t{UINT32_MAX};  // an immediate is never freed
}

Result<Ref> get_size_of(ThreadState& ts, Value object, Value fallback) {
  Own<Str> name = TRY(intern(ts, "__sizeof__"));
  Result<Ref> called = call_special(ts, object, name.get());
  if (called.raised()) {
    if (fallback.is_null() || !clear_pending_if(ts, Exc::kTypeError)) return Raised{};
    return Ref::copy(fallback);
  }
  Ref size = called.take();
  if (size.is_absent()) {
    if (!fallback.is_null()) return Ref::copy(fallback);
    return raise(ts, Exc::kTypeError, "Type %.100s doesn't define __sizeof__", type_name(ts, object));
  }
  int64_t bytes = TRY(to_index(ts, size));
  if (bytes < 0) return raise(ts, Exc::kValueError, "__sizeof__() should return >= 0");
  bool collected = object.is_heap() && has_gc_head(object.as_object());
  return new_int(ts, bytes + (collected ? static_cast<int64_t>(sizeof(GcHead)) : 0));
}

Result<Ref> intern_text(ThreadState& ts, Value text) {
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "intern() argument must be str, not %s", type_name(ts, text));
  if (!is_str(text)) return raise(ts, Exc::kTypeError, "can't intern %.400s", type_name(ts, text));
  return intern(ts, as<Str>(text));
}

int64_t get_allocated_blocks(ThreadState& ts) { return static_cast<int64_t>(ts.interp.heap.live_blocks()); }

// -- frames --------------------------------------------------------------------------------------------------------------------

Result<Ref> get_frame(ThreadState& ts, std::optional<int> up) {
  int depth = up.value_or(0);
  Frame* frame = current_frame(ts);
  for (; frame != nullptr && depth > 0; --depth) frame = seen_frame(frame->previous);
  if (frame == nullptr) return raise(ts, Exc::kValueError, "call stack is not deep enough");
  Ref object = TRY(frame_object(ts, *frame));
  TRY(audit(ts, "sys._getframe", object));
  return object;
}

Result<Ref> current_frames(ThreadState& ts) {
  TRY(audit(ts, "sys._current_frames"));
  Own<Dict> frames = TRY(new_dict(ts));
  for (ThreadState* thread = ts.interp.threads; thread != nullptr; thread = thread->next) {
    Frame* innermost = current_frame(*thread);
    if (innermost == nullptr) continue;
    Ref key = TRY(new_int_unsigned(ts, thread->ident));
    Ref frame = TRY(frame_object(ts, *innermost));
    TRY(dict_set(ts, *frames, key, frame));
  }
  return frames;
}

Result<Ref> current_exceptions(ThreadState& ts) {
  TRY(audit(ts, "sys._current_exceptions"));
  Own<Dict> exceptions = TRY(new_dict(ts));
  for (ThreadState* thread = ts.interp.threads; thread != nullptr; thread = thread->next) {
    Ref key = TRY(new_int_unsigned(ts, thread->ident));
    Ref exception = Ref::copy(or_none(handled_exception(*thread)));
    Value type = exception.is_none() ? Value::none() : Value::from_object(&type_of(ts, exception));
    Value traceback = exception.is_none() ? Value::none() : or_none(exception.as<Exception>()->traceback);
    Own<Tuple> described = TRY(new_tuple_of(ts, type, exception, traceback));
    TRY(dict_set(ts, *exceptions, key, described));
  }
  return exceptions;
}

Result<Ref> call_tracing(ThreadState& ts, Value function, Value args) {
  if (!is<Tuple>(args)) return raise(ts, Exc::kTypeError, "call_tracing() argument 2 must be tuple, not %s", type_name(ts, args));
  return call_with(ts, function, args, Value::null());
}

Status set_trace(ThreadState& ts, Value function) {
  TRY(audit(ts, "sys.settrace"));
  return set_trace_function(ts, function);
}
Status set_profile(ThreadState& ts, Value function) {
  TRY(audit(ts, "sys.setprofile"));
  return set_profile_function(ts, function);
}
Value get_trace(ThreadState& ts) { return or_none(ts.trace); }
Value get_profile(ThreadState& ts) { return or_none(ts.profile); }

// -- asynchronous code ---------------------------------------------------------------------------------------------------------

int64_t get_coroutine_depth(ThreadState& ts) { return ts.coroutine_origin_depth; }
Status set_coroutine_depth(ThreadState& ts, int depth) {
  if (depth < 0) return raise(ts, Exc::kValueError, "depth must be >= 0");
  ts.coroutine_origin_depth = depth;
  return {};
}

Result<Ref> get_asyncgen_hooks(ThreadState& ts) {
  Own<Tuple> hooks = TRY(new_struct_sequence(ts, ModuleType::kSysAsyncGenHooks));
  hooks->set(0, Ref::copy(or_none(ts.async_gen_firstiter)));
  hooks->set(1, Ref::copy(or_none(ts.async_gen_finalizer)));
  return hooks;
}

Status set_one_hook(ThreadState& ts, const char* name, const char* event, Value hook, Value* field) {
  if (hook.is_null()) return {};
  if (!hook.is_none() && !is_callable(ts, hook)) {
    return raise(ts, Exc::kTypeError, "callable %s expected, got %.50s", name, type_name(ts, hook));
  }
  TRY(audit(ts, event));
  decref(std::exchange(*field, hook.is_none() ? Value::null() : Ref::copy(hook).release()));
  return {};
}
Status set_asyncgen_hooks(ThreadState& ts, Value first, Value finalizer) {
  TRY(set_one_hook(ts, "finalizer", "sys.set_asyncgen_hook_finalizer", finalizer, &ts.async_gen_finalizer));
  return set_one_hook(ts, "firstiter", "sys.set_asyncgen_hook_firstiter", first, &ts.async_gen_firstiter);
}

// -- the rest ------------------------------------------------------------------------------------------------------------------

Status add_audit_hook(ThreadState& ts, Value hook) {
  if (Status asked = audit(ts, "sys.addaudithook"); asked.raised()) {
    if (clear_pending_if(ts, Exc::kRuntimeError)) return {};  // an older hook wants no newcomers
    return Raised{};
  }
  return audit_add_hook(ts, hook);
}

Status audit_event(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "audit", args));
  if (args.count == 0) return raise(ts, Exc::kTypeError, "audit() missing 1 required positional argument: 'event'");
  if (!is<Str>(args.values[0])) {
    return raise(ts, Exc::kTypeError, "expected str for argument 'event', not %.200s", type_name(ts, args.values[0]));
  }
  Ref event = Ref::copy(args.values[0]);
  return audit_with(ts, Utf8(ts, event).c_str(), std::span<const Value>(args.values + 1, args.count - 1));
}

bool is_finalizing(ThreadState& ts) { return ts.interp.finalizing; }
Result<Ref> get_default_encoding(ThreadState& ts) { return new_str(ts, "utf-8"); }
Result<Ref> get_fs_encoding(ThreadState& ts) { return new_str(ts, ts.interp.config->filesystem_encoding); }
Result<Ref> get_fs_errors(ThreadState& ts) { return new_str(ts, ts.interp.config->filesystem_errors); }
int64_t get_dlopen_flags(ThreadState& ts) { return ts.interp.dlopen_flags; }
Status set_dlopen_flags(ThreadState& ts, int flags) {
  ts.interp.dlopen_flags = flags;
  return {};
}
Status clear_type_cache(ThreadState&) { return {}; }

// Arrays: the compiler puts texts of this length among the documentation, and a start, which reads these names, would take its pages.
constexpr char kGetDepthName[] = "get_coroutine_origin_tracking_depth";
constexpr char kSetDepthName[] = "set_coroutine_origin_tracking_depth";

constexpr NativeMethod kFunctions[] = {
    function<add_audit_hook>("addaudithook", "($module, /, hook)", "Adds a function that is called with every audit event and its arguments."),
    function<audit_event>("audit", "", "audit(event, *args)\n\nTells the audit hooks of an event."),
    function<call_tracing>("call_tracing", "($module, func, args, /)", "Calls func(*args) with tracing on."),
    function<exc_info>("exc_info", "($module, /)", "(type, value, traceback) of the exception being handled."),
    function<exception>("exception", "($module, /)", "The exception being handled, or None."),
    function<exit>("exit", "($module, status=None, /)", "Raises SystemExit(status)."),
    function<get_asyncgen_hooks>("get_asyncgen_hooks", "($module, /)", "The hooks of asynchronous generators."),
    function<set_asyncgen_hooks>("set_asyncgen_hooks", "($module, /, firstiter=None, finalizer=None)", "Sets the hooks of asynchronous generators."),
    function<get_coroutine_depth>(kGetDepthName, "($module, /)", "How many frames a coroutine remembers of its origin."),
    function<set_coroutine_depth>(kSetDepthName, "($module, /, depth)", "Makes coroutines remember frames of their origin."),
    function<get_int_max_str_digits>("get_int_max_str_digits", "($module, /)", "The most digits that int and str convert into each other; 0: no limit."),
    function<set_int_max_str_digits>("set_int_max_str_digits", "($module, /, maxdigits)", "Sets that limit."),
    function<get_allocated_blocks>("getallocatedblocks", "($module, /)", "How many blocks of memory are in use."),
    function<get_default_encoding>("getdefaultencoding", "($module, /)", "'utf-8'."),
    function<get_fs_encoding>("getfilesystemencoding", "($module, /)", "The encoding of file names."),
    function<get_fs_errors>("getfilesystemencodeerrors", "($module, /)", "The error handler of file names."),
    function<get_dlopen_flags>("getdlopenflags", "($module, /)", "The flags for loading shared libraries."),
    function<set_dlopen_flags>("setdlopenflags", "($module, flags, /)", "Sets them."),
    function<get_profile>("getprofile", "($module, /)", "The profile function, or None."),
    function<get_trace>("gettrace", "($module, /)", "The trace function, or None."),
    function<set_profile>("setprofile", "($module, function, /)", "Sets the profile function."),
    function<set_trace>("settrace", "($module, function, /)", "Sets the trace function."),
    function<get_recursion_limit>("getrecursionlimit", "($module, /)", "How deep calls may be nested."),
    function<set_recursion_limit>("setrecursionlimit", "($module, limit, /)", "Sets how deep calls may be nested."),
    function<get_ref_count>("getrefcount", "($module, object, /)", "How many references an object has."),
    function<get_size_of>("getsizeof", "($module, /, object, default=None)", "getsizeof(object [, default]) -> int\n\nThe size of an object in bytes."),
    function<get_switch_interval>("getswitchinterval", "($module, /)", "Seconds after which another waiting thread gets its turn."),
    function<set_switch_interval>("setswitchinterval", "($module, interval, /)", "Sets that time."),
    function<intern_text>("intern", "($module, string, /)", "The one interned string equal to this."),
    function<is_finalizing>("is_finalizing", "($module, /)", "Whether the interpreter is being taken down."),
    function<get_frame>("_getframe", "($module, depth=0, /)", "The frame `depth` calls up."),
    function<current_frames>("_current_frames", "($module, /)", "The running frame of each thread."),
    function<current_exceptions>("_current_exceptions", "($module, /)", "The exception that each thread handles."),
    function<clear_type_cache>("_clear_type_cache", "($module, /)", "Accepted without effect."),
};

}  // namespace

Status add_functions(ThreadState& ts, Module& module) { return module_add_functions(ts, module, kFunctions); }

}  // namespace pyemb::sys
