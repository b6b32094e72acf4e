// SPDX-License-Identifier: MIT
// _multiprocessing: SemLock, a lock or semaphore of the system that processes share.
#include <cerrno>
#include <cmath>
#include <ctime>
#include <fcntl.h>
#include <semaphore.h>
#include <sys/stat.h>

#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "modules/paths.h"
#include "modules/system_call.h"
#include "objects/dict.h"
#include "objects/owned_fields.h"
#include "objects/str.h"
#include "state/memory.h"

namespace pyemb {
namespace {

enum Kind : int { kRecursiveMutex = 0, kSemaphore = 1 };

/// A semaphore that is open in this process. A number from Python that claims to be one is looked up among those of the interpreter, so that
/// no other memory is ever taken for a semaphore.
struct Handle {
  sem_t* semaphore;
  int64_t users;   ///< objects that refer to it
  Handle* next;
  Handle* previous;
};

struct State {
  Handle* handles;
};

struct SemLock : Object {
  static constexpr TypeId kId = ModuleType::kSemLock;
  Handle* handle;   ///< null: none yet
  Value name;       ///< str; null: it has no name any more
  int32_t kind;
  int32_t maxvalue;
  int32_t count;    ///< how often this process has taken it
  uint64_t owner;   ///< of a mutex: ident of the thread that took it last
};

Raised raise_errno(ThreadState& ts) { return raise_os_error(ts, errno, Value::null()); }
State* find_state(ThreadState& ts) { return static_cast<State*>(find_module_state(ts, kMultiprocessingModule)); }

// -- handles -------------------------------------------------------------------------------------------------------------------

/// Notes a semaphore that was opened; it is closed on failure.
Result<Handle*> add_handle(ThreadState& ts, sem_t* semaphore) {
  auto* handle = static_cast<Handle*>(memory_allocate(Domain::kMem, sizeof(Handle)));
  if (handle == nullptr) {
    sem_close(semaphore);
    return raise_no_memory(ts);
  }
  State* state = find_state(ts);
  *handle = {semaphore, 1, nullptr, nullptr};
  if (state == nullptr) return handle;  // the module is gone: nobody will look for it
  handle->next = state->handles;
  if (state->handles != nullptr) state->handles->previous = handle;
  return state->handles = handle;
}
Handle* find_handle(ThreadState& ts, uint64_t number) {
  State* state = find_state(ts);
  Handle* handle = state != nullptr ? state->handles : nullptr;
  while (handle != nullptr && reinterpret_cast<uintptr_t>(handle->semaphore) != number) handle = handle->next;
  return handle;
}
void drop_handle(ThreadState& ts, Handle* handle) {
  if (--handle->users > 0) return;
  sem_close(handle->semaphore);
  State* state = find_state(ts);
  if (handle->previous != nullptr) handle->previous->next = handle->next;
  if (state != nullptr && state->handles == handle) state->handles = handle->next;
  if (handle->next != nullptr) handle->next->previous = handle->previous;
  memory_release(Domain::kMem, handle);
}

/// The interpreter's list ends; objects that are left keep their handles.
void clear(ThreadState&, void* block) { static_cast<State*>(block)->handles = nullptr; }

// -- making --------------------------------------------------------------------------------------------------------------------

Result<Ref> wrap(ThreadState& ts, Type& type, Handle* handle, int kind, int maxvalue, Value name) {
  Result<Own<SemLock>> made = new_native<SemLock>(ts, type);
  if (made.raised()) {
    drop_handle(ts, handle);
    return Raised{};
  }
  Own<SemLock> self = made.take();
  self->handle = handle;
  self->kind = kind;
  self->maxvalue = maxvalue;
  self->name = Ref::copy(name).release();
  return self;
}

Result<Ref> semlock_new(ThreadState& ts, Type& type, int kind, int value, int maxvalue, Str& name, bool unlink) {
  if (kind != kRecursiveMutex && kind != kSemaphore) return raise(ts, Exc::kValueError, "unrecognized kind");
  PlainText text;
  TRY(text.init(ts, name));
  sem_t* semaphore = ::sem_open(text.c_str(), O_CREAT | O_EXCL, 0600, static_cast<unsigned>(value));
  if (semaphore == SEM_FAILED) return raise_errno(ts);
  if (unlink && ::sem_unlink(text.c_str()) != 0) {
    int error = errno;
    sem_close(semaphore);
    return raise_os_error(ts, error, Value::null());
  }
  Handle* handle = TRY(add_handle(ts, semaphore));
  return wrap(ts, type, handle, kind, maxvalue, unlink ? Value::null() : Value::from_object(&name));
}
constexpr NativeMethod kNew = class_method<semlock_new>("SemLock", "(kind, value, maxvalue, name, unlink)", "");

/// An object for a semaphore that exists: by its name, or for a child of a fork by its handle.
Result<Ref> rebuild(ThreadState& ts, Type& type, Value number, int kind, int maxvalue, Value name) {
  if (!is_any_int(number)) return raise(ts, Exc::kTypeError, "an integer is required");
  if (!name.is_none() && !is<Str>(name)) return raise(ts, Exc::kTypeError, "_rebuild() argument 4 must be str or None, not %s", type_name(ts, name));
  if (!name.is_none()) {
    PlainText text;
    TRY(text.init(ts, as<Str>(name)));
    sem_t* semaphore = ::sem_open(text.c_str(), 0);
    if (semaphore == SEM_FAILED) return raise_errno(ts);
    Handle* handle = TRY(add_handle(ts, semaphore));
    return wrap(ts, type, handle, kind, maxvalue, name);
  }
  Handle* handle = find_handle(ts, number.is_int() ? static_cast<uint64_t>(number.as_int()) : 0);
  if (handle == nullptr) return raise_os_error(ts, EINVAL, Value::null());
  ++handle->users;
  return wrap(ts, type, handle, kind, maxvalue, Value::null());
}

void semlock_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<SemLock*>(object);
  if (self.handle != nullptr) drop_handle(ts, self.handle);
  drop_field(self.name);
}

// -- taking and giving back ----------------------------------------------------------------------------------------------------

bool is_mine(ThreadState& ts, const SemLock& self) { return self.count > 0 && self.owner == ts.ident; }

/// The point in time so many seconds from now, on the clock that sem_timedwait() goes by.
timespec point_in(double seconds) {
  timespec now;
  ::clock_gettime(CLOCK_REALTIME, &now);
  constexpr double kMost = 1e10;  // some centuries
  if (!(seconds > 0)) seconds = 0;
  if (seconds > kMost) seconds = kMost;
  double whole = std::floor(seconds);
  int64_t nanoseconds = now.tv_nsec + static_cast<int64_t>((seconds - whole) * 1e9 + 0.5);
  return {now.tv_sec + static_cast<time_t>(whole) + nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
}

/// Waits for the semaphore. False: the time is over.
Result<bool> wait(ThreadState& ts, sem_t* semaphore, const timespec* until) {
  int failed = TRY(retry_call(ts, [&] { return until == nullptr ? ::sem_wait(semaphore) : ::sem_timedwait(semaphore, until); }));
  if (failed == 0) return true;
  if (errno == ETIMEDOUT) return false;
  return raise_errno(ts);
}

Result<bool> acquire(ThreadState& ts, SemLock& self, std::optional<bool> block, Value timeout) {
  if (self.kind == kRecursiveMutex && is_mine(ts, self)) return ++self.count, true;
  bool has_deadline = !timeout.is_null() && !timeout.is_none();
  timespec until = {};
  if (has_deadline) {
    double seconds = TRY(to_double(ts, timeout));
    until = point_in(seconds);
  }
  Ref kept = Ref::copy(&self);
  sem_t* semaphore = self.handle->semaphore;
  if (::sem_trywait(semaphore) != 0) {
    if (errno != EAGAIN && errno != EINTR) return raise_errno(ts);
    if (!block.value_or(true)) return false;
    bool taken = TRY(wait(ts, semaphore, has_deadline ? &until : nullptr));
    if (!taken) return false;
  }
  ++self.count;
  self.owner = ts.ident;
  return true;
}
Result<bool> enter(ThreadState& ts, SemLock& self) { return acquire(ts, self, std::nullopt, Value::null()); }

Status release(ThreadState& ts, SemLock& self) {
  if (self.kind == kRecursiveMutex) {
    if (!is_mine(ts, self)) return raise(ts, Exc::kAssertionError, "attempt to release recursive lock not owned by thread");
    if (self.count > 1) return --self.count, Status();
  } else {
    int value;
    if (::sem_getvalue(self.handle->semaphore, &value) != 0) return raise_errno(ts);
    if (value >= self.maxvalue) return raise(ts, Exc::kValueError, "semaphore or lock released too many times");
  }
  if (::sem_post(self.handle->semaphore) != 0) return raise_errno(ts);
  --self.count;
  return {};
}
Status leave(ThreadState& ts, SemLock& self, Value, Value, Value) { return release(ts, self); }

// -- what it tells -------------------------------------------------------------------------------------------------------------

int64_t get_count(ThreadState&, SemLock& self) { return self.count; }
bool get_is_mine(ThreadState& ts, SemLock& self) { return is_mine(ts, self); }
Result<int64_t> get_value(ThreadState& ts, SemLock& self) {
  int value;
  if (::sem_getvalue(self.handle->semaphore, &value) != 0) return raise_errno(ts);
  return int64_t{value < 0 ? 0 : value};
}
Result<bool> is_zero(ThreadState& ts, SemLock& self) {
  int64_t value = TRY(get_value(ts, self));
  return value == 0;
}
Status after_fork(ThreadState&, SemLock& self) {
  self.count = 0;
  return {};
}
Result<Ref> get_handle(ThreadState& ts, SemLock& self) { return new_int_unsigned(ts, reinterpret_cast<uintptr_t>(self.handle->semaphore)); }

constexpr NativeMethod kMethods[] = {
    method<acquire>("acquire", "($self, /, block=True, timeout=None)", "Take it, waiting for it if need be; answers whether it was taken."),
    method<release>("release", "($self, /)", "Give it back."),
    method<get_count>("_count", "($self, /)", "How often this process has taken it and not given it back."),
    method<get_is_mine>("_is_mine", "($self, /)", "Whether this thread has taken it."),
    method<get_value>("_get_value", "($self, /)", "The value of the semaphore."),
    method<is_zero>("_is_zero", "($self, /)", "Whether the value is zero."),
    class_method<rebuild>("_rebuild", "($type, handle, kind, maxvalue, name, /)", nullptr),
    method<after_fork>("_after_fork", "($self, /)", "Forget how often the parent has taken it."),
    method<enter>("__enter__", "($self, /)", "Take it."),
    method<leave>("__exit__", "($self, exc_type=None, exc_value=None, exc_tb=None, /)", "Give it back."),
};
constexpr GetSet kGetSets[] = {getset<get_handle>("handle", "")};
constexpr Member kMembers[] = {
    {"kind", Member::kInt32, offsetof(SemLock, kind), Member::kReadOnly, ""},
    {"maxvalue", Member::kInt32, offsetof(SemLock, maxvalue), Member::kReadOnly, ""},
    {"name", Member::kValueOrNone, offsetof(SemLock, name), Member::kReadOnly, ""},
};

Status sem_unlink_name(ThreadState& ts, Str& name) {
  PlainText text;
  TRY(text.init(ts, name));
  if (::sem_unlink(text.c_str()) != 0) return raise_errno(ts);
  return {};
}
constexpr NativeMethod kFunctions[] = {function<sem_unlink_name>("sem_unlink", "($module, name, /)", "Take the name of a semaphore away.")};
constexpr TypeId kTypes[] = {ModuleType::kSemLock};

Status exec(ThreadState& ts, Module& module) {
  TRY(type_add(ts, ModuleType::kSemLock, "SEM_VALUE_MAX", Value::from_int(SEM_VALUE_MAX)));
  Own<Dict> flags = TRY(new_dict(ts));
  for (const char* name : {"HAVE_SEM_OPEN", "HAVE_SEM_TIMEDWAIT"}) TRY(dict_set(ts, *flags, name, Value::from_int(1)));
  return module_add(ts, module, "flags", flags);
}

}  // namespace

constexpr TypeSpec kSemLockSpec = {
    .name = "_multiprocessing.SemLock",
    .doc = "Semaphore/Mutex type",
    .id = ModuleType::kSemLock,
    .size = sizeof(SemLock),
    .flags = Type::kSubclassable,
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .slots = {.new_ = new_from<kNew>},
    .dealloc = semlock_dealloc,
};

constexpr NativeModule kMultiprocessingModule = {
    .name = "_multiprocessing",
    .doc = "Locks that processes share.",
    .functions = kFunctions,
    .types = kTypes,
    .exec = exec,
    .state_size = sizeof(State),
    .clear = clear,
};

}  // namespace pyemb
