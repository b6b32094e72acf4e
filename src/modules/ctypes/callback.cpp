// SPDX-License-Identifier: MIT
// Callbacks: C calls a pointer, and a Python object is called. Threads come from anywhere: those of the interpreter that are away in a call of C, those
// that still hold its lock, and those that nobody has seen before.
#include <cerrno>
#include <cstring>

#include "modules/ctypes/call.h"
#include "modules/module_type_specs.h"
#include "objects/call.h"
#include "objects/owned_fields.h"
#include "objects/raise.h"
#include "state/gil.h"
#include "state/memory.h"
#include "state/runtime.h"
#include "vm/threads.h"

namespace pyemb::ctypes {
namespace {

struct Callback;

/// What keeps the machine code: it goes with this object.
struct CThunk : Object {
  static constexpr TypeId kId = ModuleType::kCThunk;

  Callback* callback;  ///< null: not made whole
  Value callable;      ///< owned, here and below
  Value argtypes;      ///< tuple
  Value restype;
};
using Owned = OwnedFields<CThunk, &CThunk::callable, &CThunk::argtypes, &CThunk::restype>;

/// What the machine code points to. In the raw domain, so that a call after the interpreter's end finds it and does nothing.
struct Callback : ForeignEntry {
  ffi_closure* closure;
  void* code;
  CThunk* thunk;
  int64_t flags;
  ffi_cif cif;
  ffi_type* types[1];  ///< one an argument
};

constexpr const char* kCalling = "on calling ctypes callback function";
constexpr const char* kConverting = "on converting result of ctypes callback function";

// -- the thread ----------------------------------------------------------------------------------------------------------------

/// The calling thread in the interpreter, with its lock, for as long as this lives.
class Visit {
 public:
  explicit Visit(const Callback& callback) {
    const EntryPoint point = find_entry_point(callback);
    if (point.interp == nullptr) return;
    ts_ = point.ts;
    if (ts_ == nullptr) {
      entered_ = enter_interpreter(point.interp, &ts_) == Entry::kEntered;
      return;
    }
    if (ts_->standing == Standing::kRunning) return;
    gil_acquire(*ts_);
    acquired_ = true;
    if ((ts_->breaker.load() & static_cast<uint32_t>(Breaker::kLeave)) == 0) return;
    gil_release(*ts_);  // the interpreter has ended
    ts_ = nullptr;
  }
  ~Visit() {
    if (ts_ == nullptr) return;
    if (entered_) {
      leave_interpreter(*ts_);
    } else if (acquired_) {
      gil_release(*ts_);
    }
  }
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;
  /// Null: the interpreter is no more.
  ThreadState* thread() { return ts_; }

 private:
  ThreadState* ts_ = nullptr;
  bool entered_ = false;
  bool acquired_ = false;
};

// -- the call ------------------------------------------------------------------------------------------------------------------

Result<Ref> load_argument(ThreadState& ts, Value type, void* place) {
  const Description* about = describe(type);
  if (about == nullptr) return raise(ts, Exc::kTypeError, "cannot build parameter");
  if (about->kind != nullptr && !keeps_instances(as<Type>(type))) return about->kind->load(ts, static_cast<char*>(place), {about->size, about->swapped});
  Ref made = TRY(call(ts, type));
  if (!is_data(made)) return raise(ts, Exc::kTypeError, "unexpected result of create argument");
  if (about->category == Category::kArray) place = *static_cast<void**>(place);  // C passes none by value
  if (place == nullptr) return made;
  CData& data = *made.as<CData>();
  std::memcpy(data.memory, place, static_cast<size_t>(std::min(about->size, data.size)));
  return made;
}

Result<Ref> call_python(ThreadState& ts, const CThunk& thunk, void** places) {
  Tuple& types = as<Tuple>(thunk.argtypes);
  Own<Tuple> args = TRY(new_tuple(ts, types.size));
  for (Value& slot : args->span()) slot = Value::none();
  for (int64_t i = 0; i < types.size; ++i) args->set(i, TRY(load_argument(ts, types.at(i), places[i])));
  return call(ts, thunk.callable, CallArgs{args->items(), static_cast<size_t>(args->size)});
}

/// Stores what the Python object gave, and says what cannot be kept alive for C.
Status store_result(ThreadState& ts, const CThunk& thunk, Value value, char* result) {
  if (thunk.restype.is_none() || value.is_null()) return {};
  const Description* about = describe(thunk.restype);
  if (about == nullptr || about->kind == nullptr) return {};
  const bool widened = kNativeBig && about->size < static_cast<int64_t>(sizeof(ffi_arg));
  Ref kept = TRY(about->kind->store(ts, widened ? result + sizeof(ffi_arg) - about->size : result, value, {about->size, about->swapped}));
  if (kept.is_none()) return {};
  static_cast<void>(kept.release());  // C has the reference, and nobody will ask for it back
  return about->kind->code == 'O' ? Status() : warn(ts, Exc::kRuntimeWarning, 1, "memory leak in callback function.");
}

void run_in(ThreadState& ts, const Callback& callback, void* result, void** places) {
  Own<CThunk> thunk = Own<CThunk>::copy(callback.thunk);
  Ref pending = ts.take_pending();
  Result<Ref> made = call_python(ts, *thunk, places);
  if (made.raised()) {
    report_unraisable(ts, kCalling, thunk->callable);
  } else {
    Ref value = made.take();
    if (store_result(ts, *thunk, value, static_cast<char*>(result)).raised()) report_unraisable(ts, kConverting, thunk->callable);
  }
  ts.clear_pending();
  ts.pending = pending.release();
}

/// What the machine code calls.
void run_callback(ffi_cif* cif, void* result, void** places, void* data) {
  const auto& callback = *static_cast<const Callback*>(data);
  if (cif->rtype->type != FFI_TYPE_VOID) std::memset(result, 0, std::max(cif->rtype->size, sizeof(ffi_arg)));
  Visit visit(callback);
  ThreadState* ts = visit.thread();
  if (ts == nullptr) return;
  const bool uses_errno = (callback.flags & Description::kUseErrno) != 0;
  int before = errno;
  if (uses_errno) {
    Result<int> own = thread_errno(*ts);
    if (own.raised()) {
      ts->clear_pending();
    } else {
      int kept = own.take();
      if (set_thread_errno(*ts, before).raised()) ts->clear_pending();
      before = kept;
    }
  }
  run_in(*ts, callback, result, places);
  if (uses_errno) {
    Result<int> own = thread_errno(*ts);
    if (set_thread_errno(*ts, before).raised()) ts->clear_pending();
    before = own.raised() ? 0 : own.take();
  }
  errno = before;
}

// -- making one ----------------------------------------------------------------------------------------------------------------

void release_callback(Callback* callback) {
  if (callback == nullptr) return;
  remove_foreign_entry(*callback);
  if (callback->closure != nullptr) ffi_closure_free(callback->closure);
  memory_release(Domain::kRaw, callback);
}

void thunk_dealloc(ThreadState& ts, Object* object) {
  release_callback(std::exchange(static_cast<CThunk*>(object)->callback, nullptr));
  Owned::dealloc(ts, object);
}

Result<ffi_type*> callback_result_type(ThreadState& ts, Value restype) {
  if (restype.is_null() || restype.is_none()) return &ffi_type_void;
  Description* about = describe(restype);
  if (about == nullptr || about->kind == nullptr) return raise(ts, Exc::kTypeError, "invalid result type for callback function");
  return ffi_type_of(ts, *about);
}

Result<Callback*> allocate_callback(ThreadState& ts, Tuple& types) {
  auto* callback = static_cast<Callback*>(memory_allocate(Domain::kRaw, sizeof(Callback) + static_cast<size_t>(types.size) * sizeof(ffi_type*)));
  if (callback == nullptr) return raise_no_memory(ts);
  std::memset(static_cast<void*>(callback), 0, sizeof(Callback));
  add_foreign_entry(*callback, ts.interp);
  callback->closure = static_cast<ffi_closure*>(ffi_closure_alloc(sizeof(ffi_closure), &callback->code));
  if (callback->closure != nullptr) return callback;
  release_callback(callback);
  return raise_no_memory(ts);
}

}  // namespace

Result<Ref> new_callback(ThreadState& ts, Value callable, Description& about, void** code) {
  Tuple& types = as<Tuple>(about.argtypes);
  ffi_type* result = TRY(callback_result_type(ts, about.restype));
  Own<CThunk> thunk = TRY(new_native<CThunk>(ts));
  thunk->callable = Ref::copy(callable).release();
  thunk->argtypes = Ref::copy(about.argtypes).release();
  thunk->restype = about.restype.is_null() ? Value::none() : Ref::copy(about.restype).release();
  gc_track(ts, thunk.get());
  Callback* callback = TRY(allocate_callback(ts, types));
  thunk->callback = callback;
  callback->thunk = thunk.get();
  callback->flags = about.function_flags;
  for (int64_t i = 0; i < types.size; ++i) {
    Description* argument = describe(types.at(i));
    callback->types[i] = argument == nullptr ? &ffi_type_sint : TRY(ffi_type_of(ts, *argument));
  }
  const bool ready = ffi_prep_cif(&callback->cif, FFI_DEFAULT_ABI, static_cast<unsigned>(types.size), result, callback->types) == FFI_OK &&
                     ffi_prep_closure_loc(callback->closure, &callback->cif, &run_callback, callback, callback->code) == FFI_OK;
  if (!ready) return raise(ts, Exc::kRuntimeError, "ffi_prep_closure failed");
  *code = callback->code;
  return thunk;
}

}  // namespace pyemb::ctypes

namespace pyemb {

constexpr TypeSpec kCThunkSpec = {
    .name = "_ctypes.CThunkObject",
    .doc = "Machine code that calls a Python object.",
    .id = ModuleType::kCThunk,
    .size = sizeof(ctypes::CThunk),
    .flags = Type::kCollected | Type::kNoNew,
    .traverse = ctypes::Owned::traverse,
    .dealloc = ctypes::thunk_dealloc,
};

}  // namespace pyemb
