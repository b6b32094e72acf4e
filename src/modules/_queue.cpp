// SPDX-License-Identifier: MIT
// _queue: an unbounded queue between threads that a finalizer or a signal handler may use at any time.
//
// The items are only touched under the interpreter lock. A thread that finds none waits for the semaphore, which put() raises when
// somebody waits; who wakes up looks again, so that one wake-up too many does no harm.
#include <semaphore.h>

#include "modules/clock_arguments.h"
#include "modules/exception_class.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "modules/thread/lock.h"
#include "objects/arguments.h"
#include "objects/generic_alias.h"

namespace pyemb {
namespace {

struct SimpleQueue : Object {
  static constexpr TypeId kId = ModuleType::kSimpleQueue;
  Value* items;      ///< a ring in a buffer, owned values
  int64_t capacity;  ///< a power of two, or 0
  int64_t first;
  int64_t count;
  int64_t waiting;   ///< threads in get()
  sem_t wake;
  bool ready;        ///< the semaphore was made

  Value& at(int64_t i) { return items[(first + i) & (capacity - 1)]; }
};

struct State {
  Value empty;  ///< owned: _queue.Empty
};

Result<Ref> queue_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == ModuleType::kSimpleQueue || type.slots.init == core_type(ts, TypeId::kObject).slots.init) {
    if (args.count > 0) return raise(ts, Exc::kTypeError, "SimpleQueue() takes no positional arguments");
    if (keyword_count(args) > 0) return raise(ts, Exc::kTypeError, "SimpleQueue() takes no keyword arguments");
  }
  Own<SimpleQueue> self = TRY(new_native<SimpleQueue>(ts, type));
  self->ready = sem_init(&self->wake, 0, 0) == 0;
  gc_track(ts, self.get());
  return self;
}

Status grow(ThreadState& ts, SimpleQueue& self) {
  constexpr int64_t kLeast = 8;
  int64_t capacity = self.capacity == 0 ? kLeast : 2 * self.capacity;
  auto* items = static_cast<Value*>(ts.interp.heap.allocate_buffer(static_cast<size_t>(capacity) * sizeof(Value)));
  if (items == nullptr) return raise_no_memory(ts);
  for (int64_t i = 0; i < self.count; ++i) items[i] = self.at(i);
  ts.interp.heap.release_buffer(self.items, static_cast<size_t>(self.capacity) * sizeof(Value));
  self.items = items;
  self.capacity = capacity;
  self.first = 0;
  return {};
}

Status put_item(ThreadState& ts, SimpleQueue& self, Value item) {
  if (self.count == self.capacity) TRY(grow(ts, self));
  ++self.count;
  self.at(self.count - 1) = Ref::copy(item).release();
  if (self.waiting > 0) sem_post(&self.wake);
  return {};
}

/// Block and timeout are for compatibility with queue.Queue: nobody has to wait.
Status put(ThreadState& ts, SimpleQueue& self, Value item, std::optional<bool>, Value) { return put_item(ts, self, item); }

Result<Ref> raise_empty(ThreadState& ts) {
  auto* state = static_cast<State*>(find_module_state(ts, kQueueModule));
  if (state == nullptr || state->empty.is_null()) return raise(ts, Exc::kRuntimeError, "the module '_queue' is gone");
  return raise_value(ts, as<Type>(state->empty), Value::null());
}

Result<Ref> take(ThreadState& ts, SimpleQueue& self) {
  if (self.count == 0) return raise_empty(ts);
  Ref item = Ref::steal(std::exchange(self.at(0), Value::null()));
  self.first = (self.first + 1) & (self.capacity - 1);
  --self.count;
  return item;
}

/// Waits until there is an item or the time is over; nanoseconds negative: for ever.
Status wait_for_item(ThreadState& ts, SimpleQueue& self, int64_t nanoseconds) {
  Deadline deadline(nanoseconds);
  while (self.count == 0) {
    double seconds = nanoseconds < 0 ? -1 : static_cast<double>(deadline.nanoseconds_left()) * 1e-9;
    ++self.waiting;
    Result<bool> woken = wait_semaphore(ts, self.wake, seconds);
    --self.waiting;
    if (!TRY(woken)) return {};
  }
  return {};
}

Result<Ref> get(ThreadState& ts, SimpleQueue& self, std::optional<bool> block, Value timeout) {
  if (!block.value_or(true)) return take(ts, self);
  int64_t nanoseconds = -1;
  if (!timeout.is_null() && !timeout.is_none()) {
    nanoseconds = TRY(to_nanoseconds(ts, timeout, Rounding::kUp));
    if (nanoseconds < 0) return raise(ts, Exc::kValueError, "'timeout' must be a non-negative number");
  }
  Ref keep = Ref::copy(&self);
  TRY(wait_for_item(ts, self, nanoseconds));
  return take(ts, self);
}

bool empty(ThreadState&, SimpleQueue& self) { return self.count == 0; }
int64_t size(ThreadState&, SimpleQueue& self) { return self.count; }

void queue_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<SimpleQueue*>(object);
  for (int64_t i = 0; i < self.count; ++i) visit(self.at(i));
}
/// Items that are put in meanwhile are dropped as well.
void queue_clear(ThreadState&, Object* object) {
  auto& self = *static_cast<SimpleQueue*>(object);
  while (self.count > 0) {
    Ref item = Ref::steal(std::exchange(self.at(0), Value::null()));
    self.first = (self.first + 1) & (self.capacity - 1);
    --self.count;
  }
}
void queue_dealloc(ThreadState& ts, Object* object) {
  queue_clear(ts, object);
  auto& self = *static_cast<SimpleQueue*>(object);
  ts.interp.heap.release_buffer(std::exchange(self.items, nullptr), static_cast<size_t>(std::exchange(self.capacity, 0)) * sizeof(Value));
  if (std::exchange(self.ready, false)) sem_destroy(&self.wake);
}

constexpr NativeMethod kMethods[] = {
    method<empty>("empty", "($self, /)", "Whether the queue is empty now."),
    method<get>("get", "($self, /, block=True, timeout=None)", "Remove and return an item; if there is none, wait for it or raise Empty."),
    method<take>("get_nowait", "($self, /)", "Remove and return an item, or raise Empty."),
    method<put>("put", "($self, /, item, block=True, timeout=None)", "Put an item into the queue, without ever waiting."),
    method<put_item>("put_nowait", "($self, /, item)", "Put an item into the queue."),
    method<size>("qsize", "($self, /)", "How many items are in the queue now."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};
constexpr TypeId kTypes[] = {ModuleType::kSimpleQueue};

Status queue_exec(ThreadState& ts, Module& module) {
  Ref empty = TRY(new_exception_class(ts, "_queue.Empty", core_type(ts, Exc::kException), "A queue has no item to give without waiting."));
  TRY(module_add(ts, module, "Empty", empty));
  module_state<State>(module).empty = empty.release();
  return {};
}

void state_traverse(void* state, GcVisitor& visit) { visit(static_cast<State*>(state)->empty); }
void state_clear(ThreadState&, void* state) { decref(std::exchange(static_cast<State*>(state)->empty, Value::null())); }

}  // namespace

constexpr TypeSpec kSimpleQueueSpec = {
    .name = "_queue.SimpleQueue",
    .doc = "An unbounded queue between threads, which may be used again while it is being used.",
    .id = ModuleType::kSimpleQueue,
    .size = sizeof(SimpleQueue),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable,
    .methods = kMethods,
    .slots = {.new_ = queue_new},
    .traverse = queue_traverse,
    .clear = queue_clear,
    .dealloc = queue_dealloc,
};

constexpr NativeModule kQueueModule = {
    .name = "_queue",
    .doc = "Native parts of the module queue.",
    .types = kTypes,
    .exec = queue_exec,
    .state_size = sizeof(State),
    .traverse = state_traverse,
    .clear = state_clear,
};

}  // namespace pyemb
