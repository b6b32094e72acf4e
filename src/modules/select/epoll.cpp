// SPDX-License-Identifier: MIT
// select.epoll: the kernel's own set of descriptors to wait for.
#include <cerrno>
#include <climits>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include "modules/module_type_specs.h"
#include "modules/select/select.h"
#include "modules/system_call.h"
#include "objects/list.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

struct Epoll : Object {
  static constexpr TypeId kId = ModuleType::kEpoll;
  int fd;  ///< -1: closed
};

Raised raise_errno(ThreadState& ts) { return raise_os_error(ts, errno, Value::null()); }
Status check_open(ThreadState& ts, const Epoll& self) {
  if (self.fd < 0) return raise(ts, Exc::kValueError, "I/O operation on closed epoll object");
  return {};
}

Result<Ref> wrap(ThreadState& ts, Type& type, int fd) {
  Own<Epoll> made = TRY(new_native<Epoll>(ts, type));
  made->fd = fd;
  return made;
}
Result<Ref> epoll_new(ThreadState& ts, Type& type, std::optional<int> size, std::optional<int> flags) {
  if (size.value_or(-1) < -1 || size.value_or(-1) == 0) return raise(ts, Exc::kValueError, "negative sizehint");
  if ((flags.value_or(0) & ~EPOLL_CLOEXEC) != 0) return raise_os_error(ts, EINVAL, Value::null());
  int fd = without_lock(ts, [] { return ::epoll_create1(EPOLL_CLOEXEC); });
  if (fd < 0) return raise_errno(ts);
  return wrap(ts, type, fd);
}
constexpr NativeMethod kNew = class_method<epoll_new>("epoll", "(sizehint=-1, flags=0)", "");

Result<Ref> epoll_from_fd(ThreadState& ts, Type& type, int fd) { return wrap(ts, type, fd); }

Status epoll_close(ThreadState& ts, Epoll& self) {
  int fd = std::exchange(self.fd, -1);
  if (fd >= 0 && without_lock(ts, [&] { return ::close(fd); }) < 0) return raise_errno(ts);
  return {};
}
Result<Ref> epoll_enter(ThreadState& ts, Epoll& self) {
  TRY(check_open(ts, self));
  return Ref::copy(&self);
}
Status epoll_exit(ThreadState& ts, Epoll& self, Rest) { return epoll_close(ts, self); }
Result<bool> epoll_closed(ThreadState&, Epoll& self) { return self.fd < 0; }
Result<int64_t> epoll_fileno(ThreadState& ts, Epoll& self) {
  TRY(check_open(ts, self));
  return int64_t{self.fd};
}

Result<uint32_t> to_mask(ThreadState& ts, Value value) {
  if (value.is_null()) return static_cast<uint32_t>(EPOLLIN | EPOLLPRI | EPOLLOUT);
  Ref index = TRY(number_index(ts, value));
  if (!index.get().is_int() || index.get().as_int() > UINT32_MAX) return raise(ts, Exc::kOverflowError, "Python int too large to convert to C unsigned int");
  if (index.get().as_int() < 0) return raise(ts, Exc::kOverflowError, "can't convert negative value to unsigned int");
  return static_cast<uint32_t>(index.get().as_int());
}
Status control(ThreadState& ts, Epoll& self, int operation, int fd, uint32_t events) {
  TRY(check_open(ts, self));
  epoll_event event = {};
  event.events = events;
  event.data.fd = fd;
  if (without_lock(ts, [&] { return ::epoll_ctl(self.fd, operation, fd, &event); }) < 0) return raise_errno(ts);
  return {};
}
Status epoll_register(ThreadState& ts, Epoll& self, Fileno fd, Value mask) {
  uint32_t events = TRY(to_mask(ts, mask));
  return control(ts, self, EPOLL_CTL_ADD, fd.value, events);
}
Status epoll_modify(ThreadState& ts, Epoll& self, Fileno fd, Value mask) {
  uint32_t events = TRY(to_mask(ts, mask));
  return control(ts, self, EPOLL_CTL_MOD, fd.value, events);
}
Status epoll_unregister(ThreadState& ts, Epoll& self, Fileno fd) { return control(ts, self, EPOLL_CTL_DEL, fd.value, 0); }

Result<Ref> wait(ThreadState& ts, Epoll& self, epoll_event* events, int most, const Timeout& timeout) {
  Deadline deadline(timeout.nanoseconds);
  int count;
  while (true) {
    int64_t milliseconds = timeout.forever ? -1 : (deadline.nanoseconds_left() + 999'999) / 1'000'000;
    int fd = self.fd;
    count = without_lock(ts, [&] { return ::epoll_wait(fd, events, most, static_cast<int>(milliseconds)); });
    if (count >= 0) break;
    if (errno != EINTR) return raise_errno(ts);
    TRY(check_signals(ts));
  }
  Own<List> list = TRY(new_list(ts, count));
  for (int i = 0; i < count; ++i) {
    Own<Tuple> pair = TRY(new_tuple_of(ts, Value::from_int(events[i].data.fd), Value::from_int(events[i].events)));
    TRY(list_append(ts, *list, std::move(pair)));
  }
  return list;
}
Result<Ref> epoll_poll(ThreadState& ts, Epoll& self, Value seconds, std::optional<int> most_events) {
  TRY(check_open(ts, self));
  Timeout timeout = TRY(to_timeout(ts, seconds, "timeout must be an integer or None"));
  if (timeout.nanoseconds < 0) timeout = {};
  if (timeout.nanoseconds / 1'000'000 > INT_MAX) return raise(ts, Exc::kOverflowError, "timeout is too large");
  int most = most_events.value_or(-1);
  if (most == -1) most = FD_SETSIZE - 1;
  if (most < 1) return raise(ts, Exc::kValueError, "maxevents must be greater than 0, got %d", most);
  size_t bytes = static_cast<size_t>(most) * sizeof(epoll_event);
  auto* events = static_cast<epoll_event*>(ts.interp.heap.allocate_buffer(bytes));
  if (events == nullptr) return raise_no_memory(ts);
  Result<Ref> answer = wait(ts, self, events, most, timeout);
  ts.interp.heap.release_buffer(events, bytes);
  return answer;
}

void epoll_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<Epoll*>(object);
  if (self.fd >= 0) ::close(self.fd);
}

constexpr NativeMethod kMethods[] = {
    class_method<epoll_from_fd>("fromfd", "($type, fd, /)", "An object for a descriptor of epoll_create()."),
    method<epoll_close>("close", "($self, /)", "Close the descriptor of the set."),
    method<epoll_fileno>("fileno", "($self, /)", "The descriptor of the set."),
    method<epoll_register>("register", "($self, /, fd, eventmask=<unrepresentable>)", "Wait for events of a descriptor from now on."),
    method<epoll_modify>("modify", "($self, /, fd, eventmask)", "Wait for other events of a descriptor that is registered."),
    method<epoll_unregister>("unregister", "($self, /, fd)", "Forget a descriptor."),
    method<epoll_poll>("poll", "($self, /, timeout=None, maxevents=-1)", "Wait some seconds, or for ever; answers a list of (descriptor, events)."),
    method<epoll_enter>("__enter__", "($self, /)", nullptr),
    method<epoll_exit>("__exit__", "($self, *args)", nullptr),
};
constexpr GetSet kGetSets[] = {getset<epoll_closed>("closed", "Whether close() was called.")};

}  // namespace

constexpr TypeSpec kEpollSpec = {
    .name = "select.epoll",
    .doc = "epoll(sizehint=-1, flags=0)\n--\n\nThe kernel's set of descriptors to wait for.",
    .id = ModuleType::kEpoll,
    .size = sizeof(Epoll),
    .methods = kMethods,
    .getsets = kGetSets,
    .slots = {.new_ = new_from<kNew>},
    .dealloc = epoll_dealloc,
};

}  // namespace pyemb
