// SPDX-License-Identifier: MIT
// select.poll(): an object that keeps the descriptors to wait for.
#include <algorithm>
#include <cerrno>
#include <climits>
#include <poll.h>

#include "modules/module_type_specs.h"
#include "modules/select/select.h"
#include "modules/system_call.h"
#include "objects/list.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

struct Poll : Object {
  static constexpr TypeId kId = ModuleType::kPoll;
  pollfd* rows;       ///< buffer, in the order of registration
  int64_t count;
  int64_t capacity;
  bool running;       ///< another thread waits: poll() must not start a second time

  pollfd* find(int fd) {
    for (int64_t i = 0; i < count; ++i) {
      if (rows[i].fd == fd) return &rows[i];
    }
    return nullptr;
  }
};

constexpr int kUsualEvents = POLLIN | POLLPRI | POLLOUT;

Result<short> to_events(ThreadState& ts, Value value) {
  if (value.is_null()) return static_cast<short>(kUsualEvents);
  Ref index = TRY(number_index(ts, value));
  if (!index.get().is_int()) return raise(ts, Exc::kOverflowError, "Python int too large to convert to C long");
  int64_t events = index.get().as_int();
  if (events < 0) return raise(ts, Exc::kValueError, "value must be positive");
  if (events > USHRT_MAX) return raise(ts, Exc::kOverflowError, "Python int too large for C unsigned short");
  return static_cast<short>(events);
}

Result<Ref> new_poll(ThreadState& ts) { return new_native<Poll>(ts); }

Status poll_register(ThreadState& ts, Poll& self, Fileno fd, Value mask) {
  short events = TRY(to_events(ts, mask));
  if (pollfd* row = self.find(fd.value)) {
    row->events = events;
    return {};
  }
  if (self.count == self.capacity) {
    int64_t capacity = self.capacity == 0 ? 8 : 2 * self.capacity;
    void* grown = ts.interp.heap.resize_buffer(self.rows, static_cast<size_t>(self.capacity) * sizeof(pollfd), static_cast<size_t>(capacity) * sizeof(pollfd));
    if (grown == nullptr) return raise_no_memory(ts);
    self.rows = static_cast<pollfd*>(grown);
    self.capacity = capacity;
  }
  self.rows[self.count++] = {fd.value, events, 0};
  return {};
}
Status poll_modify(ThreadState& ts, Poll& self, Fileno fd, Value mask) {
  short events = TRY(to_events(ts, mask));
  pollfd* row = self.find(fd.value);
  if (row == nullptr) return raise_os_error(ts, ENOENT, Value::null());
  row->events = events;
  return {};
}
Status poll_unregister(ThreadState& ts, Poll& self, Fileno fd) {
  pollfd* row = self.find(fd.value);
  if (row == nullptr) return raise_key_error(ts, Value::from_int(fd.value));
  std::move(row + 1, self.rows + self.count, row);
  --self.count;
  return {};
}

/// Milliseconds as an int or float; negative: for ever.
Result<Timeout> to_poll_timeout(ThreadState& ts, Value value) {
  if (value.is_null() || value.is_none()) return Timeout{};
  if (!is_any_float(value) && type_of(ts, value).slots.index == nullptr) return raise(ts, Exc::kTypeError, "timeout must be an integer or None");
  double milliseconds = TRY(to_double(ts, value));
  if (milliseconds != milliseconds) return raise(ts, Exc::kValueError, "Invalid value NaN (not a number)");
  if (milliseconds > INT_MAX || milliseconds < INT_MIN) return raise(ts, Exc::kOverflowError, "timeout is too large");
  if (milliseconds < 0) return Timeout{};
  return Timeout{false, static_cast<int64_t>(milliseconds * 1e6)};
}

/// A copy of the rows, for the system to write to while other threads may change the object.
Result<Ref> wait(ThreadState& ts, Poll& self, pollfd* rows, const Timeout& timeout) {
  auto count = static_cast<nfds_t>(self.count);
  std::copy_n(self.rows, self.count, rows);
  Deadline deadline(timeout.nanoseconds);
  int ready;
  while (true) {
    timespec left = deadline.left();
    ready = without_lock(ts, [&] { return ::ppoll(rows, count, timeout.forever ? nullptr : &left, nullptr); });
    if (ready >= 0) break;
    if (errno != EINTR) return raise_os_error(ts, errno, Value::null());
    TRY(check_signals(ts));
  }
  Own<List> list = TRY(new_list(ts, ready));
  for (nfds_t i = 0; i < count; ++i) {
    if (rows[i].revents == 0) continue;
    Own<Tuple> pair = TRY(new_tuple_of(ts, Value::from_int(rows[i].fd), Value::from_int(static_cast<unsigned short>(rows[i].revents))));
    TRY(list_append(ts, *list, std::move(pair)));
  }
  return list;
}

Result<Ref> poll_poll(ThreadState& ts, Poll& self, Value milliseconds) {
  Timeout timeout = TRY(to_poll_timeout(ts, milliseconds));
  if (self.running) return raise(ts, Exc::kRuntimeError, "concurrent poll() invocation");
  size_t bytes = static_cast<size_t>(self.count) * sizeof(pollfd);
  auto* rows = static_cast<pollfd*>(ts.interp.heap.allocate_buffer(bytes));
  if (rows == nullptr) return raise_no_memory(ts);
  self.running = true;
  Result<Ref> answer = wait(ts, self, rows, timeout);
  self.running = false;
  ts.interp.heap.release_buffer(rows, bytes);
  return answer;
}

void poll_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<Poll*>(object);
  ts.interp.heap.release_buffer(self.rows, static_cast<size_t>(self.capacity) * sizeof(pollfd));
}

constexpr NativeMethod kMethods[] = {
    method<poll_register>("register", "($self, fd, eventmask=<unrepresentable>, /)", "Wait for events of a descriptor from now on."),
    method<poll_modify>("modify", "($self, fd, eventmask, /)", "Wait for other events of a descriptor that is registered."),
    method<poll_unregister>("unregister", "($self, fd, /)", "Forget a descriptor."),
    method<poll_poll>("poll", "($self, timeout=None, /)", "Wait some milliseconds, or for ever; answers a list of (descriptor, events)."),
};

constexpr NativeMethod kFunctions[] = {
    function<new_poll>("poll", "($module, /)", "A new object to register descriptors with, and to wait for them."),
};

}  // namespace

constexpr std::span<const NativeMethod> kSelectPollFunctions = kFunctions;

constexpr TypeSpec kPollSpec = {
    .name = "select.poll",
    .id = ModuleType::kPoll,
    .size = sizeof(Poll),
    .flags = Type::kNoNew,
    .methods = kMethods,
    .dealloc = poll_dealloc,
};

}  // namespace pyemb
