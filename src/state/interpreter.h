// SPDX-License-Identifier: MIT
#pragma once

// One isolated interpreter: everything that Python code can change hangs off it. Subsystems keep their state in structs
// of their own that are only declared here, so that this header stays small and stable.

#include <atomic>
#include <cstdint>

#include "config/type_ids.h"
#include "state/gc.h"
#include "state/heap.h"
#include "state/pending_calls.h"
#include "state/thread_state.h"

namespace pyemb {

struct Code;          // objects/code.h
struct CodecState;    // objects/codecs.h
struct Config;        // config/config.h
struct Dict;          // objects/dict.h
struct ForeignState;  // capi/capi_state.h
struct GilState;      // state/gil.h
struct FaultFiles;    // state/fault_state.h
struct ImportState;   // vm/import.h
struct Shape;         // objects/shape.h
struct Str;           // objects/str.h
struct StrState;      // objects/str.h: interned strings, single characters
struct Type;          // objects/type.h
struct TypeSpec;      // objects/type.h
struct WeakRefTable;  // objects/weakref.h
struct ModuleStates;  // objects/module.h
struct MemoryTracer;  // modules/tracemalloc/tracer.h
struct Names;         // state/names.h

/// One entry of the cache of attribute look-ups through a type's MRO.
struct TypeCacheEntry {
  uint32_t version = 0;
  Str* name = nullptr;             ///< owned: only interned names are cached, and they are compared by address
  Value value = Value::null();     ///< borrowed from the class that has it; null: known to be absent
};
/// Small at first, so that an interpreter that does little touches little memory; doubled when entries have pushed out as many others as there are.
struct TypeCache {
  static constexpr uint32_t kFirstSize = 256;
  static constexpr uint32_t kLastSize = 4096;
  TypeCacheEntry* entries = nullptr;
  uint32_t mask = kFirstSize - 1;
  uint32_t replaced = 0;
};

/// What layers above `objects` provide to it; filled in by lifecycle/.
struct Hooks {
  const TypeSpec* const* type_specs = nullptr;  ///< by TypeId; null where a type is not in this build
  /// Calls a Python function object. In vm/call.cpp.
  Result<Ref> (*call_function)(ThreadState&, Value function, const Value* args, size_t nargs, Value kwnames) = nullptr;
  /// The globals of the innermost Python frame; borrowed, null if none runs. In vm/.
  Dict* (*current_globals)(ThreadState&) = nullptr;
  /// Its built-in names, likewise.
  Dict* (*current_builtins)(ThreadState&) = nullptr;
  /// What `super()` without arguments means in the innermost Python frame: its __class__ cell and first argument. In vm/.
  Status (*super_arguments)(ThreadState&, Ref& type, Ref& object) = nullptr;
  /// Reads the body of frozen code (objects/code.h). In modules/marshal/.
  Status (*complete_code)(ThreadState&, Code&) = nullptr;
  /// The doc string of incomplete code, or absent. In modules/marshal/.
  Result<Ref> (*frozen_doc)(ThreadState&, Code&) = nullptr;
  /// Collects what a thread's frames refer to, for the collector. In vm/frame_stack.cpp.
  void (*traverse_frames)(ThreadState&, GcVisitor&) = nullptr;
  /// Does what the thread's eval breaker asks for; long computations of native code call it, too. In vm/.
  Status (*handle_breaker)(ThreadState&) = nullptr;
  /// Answers the breaker bits that concern the host: pending calls, signals, cancellation, budgets. In lifecycle/.
  Status (*answer_host)(ThreadState&, uint32_t bits) = nullptr;
  /// A function is about to drop this code: frames that run it must own it. In vm/run.cpp.
  void (*keep_code)(ThreadState&, Value code) = nullptr;
  /// Reports an exception that nobody can catch; `message` and `where` may be null. In modules/sys_hooks.cpp.
  void (*report_unraisable)(ThreadState&, Value exception, const char* message, Value where) = nullptr;
  /// A type was made, or its slots have changed; null: nobody wants to know. In capi/.
  void (*type_changed)(ThreadState&, Type&) = nullptr;
  /// A type that type_changed was told of dies; null: nobody wants to know. In capi/.
  void (*type_dies)(ThreadState&, Type&) = nullptr;
  /// Code dies with which C code keeps something (Code::extras). In capi/.
  void (*release_extras)(Interpreter&, Code&) = nullptr;
  /// The modules are being cleared: what the C ABI knows of them must go. May be null. In capi/.
  void (*clear_foreign)(ThreadState&) = nullptr;
  /// The interpreter ends and takes its memory along: what was lent outside it must be taken back. May be null. In capi/.
  void (*release_foreign)(Interpreter&) = nullptr;
  /// Issues a warning as of the caller `stack_level` frames up. In modules/_warnings.cpp.
  Status (*warn)(ThreadState&, Value message, Type& category, int stack_level) = nullptr;
  /// Issues a warning as of a line of a file: what the compiler warns of. In modules/warnings.cpp.
  Status (*warn_explicit)(ThreadState&, Value message, Type& category, Value filename, int64_t line) = nullptr;
};

/// What code of an interpreter may do to the process. A further interpreter may be refused some of it (PyInterpreterConfig).
struct Permissions {
  bool fork = true;
  bool exec = true;
  bool threads = true;
  bool daemon_threads = true;
};

struct Interpreter {
  Heap heap;
  GcState gc;
  Type* types[kTypeCount] = {};  ///< by TypeId, owned; null until first used
  void* core_types = nullptr;    ///< room for every built-in type, so that placing one cannot fail (objects/type.cpp)
  Names* names = nullptr;        ///< owned, in the heap
  Hooks hooks;

  Shape** shapes = nullptr;      ///< by shape id (objects/shape.h)
  uint32_t shape_count = 0;
  uint32_t shape_capacity = 0;
  uint32_t next_type_version = 1;
  uint32_t next_dict_version = 1;
  uint32_t next_function_version = 1;
  TypeCache type_cache;
  Str** frozen_names = nullptr;          ///< the names of the frozen library by number; null: not read yet (modules/marshal)
  Str** slot_names = nullptr;            ///< interned names of the rows of slots.def

  Value builtins = Value::null();        ///< dict of the builtins module, owned
  Value sys_dict = Value::null();        ///< dict of sys, owned
  Value modules = Value::null();         ///< sys.modules, owned
  Value audit_hooks = Value::null();     ///< list of sys.addaudithook(), owned; null: none (objects/audit.h)
  Value exit_functions = Value::null();  ///< list of what atexit.register() was given, owned; null: none (modules/atexit.h)
  Value empty_tuple = Value::null();     ///< owned
  Value empty_bytes = Value::null();     ///< owned
  Value memory_error = Value::null();    ///< made in advance, owned: raised when nothing can be allocated

  StrState* strings = nullptr;
  CodecState* codecs = nullptr;
  ImportState* import = nullptr;
  MemoryTracer* memory_tracer = nullptr;  ///< null: it never traced
  WeakRefTable* weakrefs = nullptr;
  ModuleStates* module_states = nullptr;
  FaultFiles* fault_files = nullptr;     ///< null: it never asked for fault handlers
  ForeignState* foreign = nullptr;       ///< what the C ABI remembers
  GilState* gil = nullptr;
  const Config* config = nullptr;
  void (*release_config)(const Config*) = nullptr;  ///< how the config goes, with the interpreter

  uint64_t hash_key[2] = {};             ///< secret of the string hash (SipHash-1-3)
  int64_t int_max_str_digits = 4300;     ///< 0: no limit
  ThreadState* current = nullptr;        ///< the thread that holds the interpreter lock
  ThreadState* threads = nullptr;        ///< all threads of this interpreter, the newest first (runtime.h says who may walk)
  ThreadState* main_thread = nullptr;    ///< the one that it was started on; null: that one has gone
  int64_t guests = 0;                    ///< native threads on their way in or out; of the runtime's lock
  bool closed = false;                   ///< no more guests; of the runtime's lock
  bool abandoned = false;                ///< the last guest deletes it; of the runtime's lock
  Interpreter* next = nullptr;           ///< of the runtime's list
  int64_t id = 0;
  bool finalizing = false;
  ThreadState* finalizer = nullptr;      ///< the thread that ends the interpreter; no other one gets the lock any more
  bool leaving = false;                  ///< it has ended: other threads get the lock, to unwind and go (Breaker::kLeave)
  int64_t thread_count = 0;              ///< threads of _thread.start_new_thread() that run
  std::atomic<bool> audited{false};      ///< there are audit hooks, of this interpreter or of the runtime
  PendingCalls pending_calls;
  /// Runs a frame in the place of the eval loop (PEP 523, vm/host_eval.h); `raises`: from the pending exception on. Null: nobody does.
  Result<Ref> (*host_eval)(ThreadState&, Frame&, bool raises) = nullptr;
  void (*host_eval_function)() = nullptr;  ///< what it calls, in the host's own type
  Permissions allows;
  Value dict = Value::null();            ///< of the C ABI: PyInterpreterState_GetDict(), owned
  bool dont_write_bytecode = true;
  int dlopen_flags = 2;                  ///< of sys.setdlopenflags(): RTLD_NOW
  int optimize = 0;                      ///< -O: 1 leaves asserts out, 2 docstrings too

  Interpreter() = default;
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
};

inline const Names& ThreadState::names() const { return *interp.names; }

}  // namespace pyemb
