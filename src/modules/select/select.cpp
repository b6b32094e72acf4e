// SPDX-License-Identifier: MIT
// select: waiting until one of several descriptors is ready. poll() stands in poll.cpp, epoll() in epoll.cpp.
#include "modules/select/select.h"

#include <cerrno>
#include <climits>
#include <optional>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>

#include "config/module_type_ids.h"
#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "modules/system_call.h"
#include "objects/list.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// One of the three lists of select(): the objects, their descriptors, and the set for the system.
struct Watched {
  static int64_t size_of(Value items) { return is<List>(items) ? as<List>(items).size : as<Tuple>(items).size; }

  Own<List> objects;
  fd_set set;
  int fds[FD_SETSIZE];
  int highest = -1;

  Status init(ThreadState& ts, Value sequence) {
    FD_ZERO(&set);
    if (!is_iterable(ts, sequence)) return raise(ts, Exc::kTypeError, "arguments 1-3 must be sequences");
    objects = TRY(new_list(ts));
    Ref items = Ref::copy(sequence);
    if (!is<List>(items)) items = TRY(to_tuple(ts, sequence));
    for (int64_t i = 0; i < size_of(items); ++i) {  // fileno() may change a list
      Ref object = Ref::copy(is<List>(items) ? items.as<List>()->at(i) : items.as<Tuple>()->at(i));
      int fd = TRY(to_descriptor(ts, object));
      if (fd >= FD_SETSIZE) return raise(ts, Exc::kValueError, "filedescriptor out of range in select()");
      if (i >= FD_SETSIZE) return raise(ts, Exc::kValueError, "too many file descriptors in select()");
      TRY(list_append(ts, *objects, std::move(object)));
      fds[i] = fd;
      FD_SET(fd, &set);
      highest = std::max(highest, fd);
    }
    return {};
  }
  Result<Own<List>> ready(ThreadState& ts, const fd_set& answer) const {
    Own<List> list = TRY(new_list(ts));
    for (int64_t i = 0; i < objects->size; ++i) {
      if (FD_ISSET(fds[i], &answer)) TRY(list_append(ts, *list, Ref::copy(objects->at(i))));
    }
    return list;
  }
};

Result<Ref> select_call(ThreadState& ts, Value read, Value write, Value other, Value seconds) {
  Timeout timeout = TRY(to_timeout(ts, seconds, "timeout must be a float or None"));
  if (!timeout.forever && timeout.nanoseconds < 0) return raise(ts, Exc::kValueError, "timeout must be non-negative");
  Watched watched[3];
  const Value arguments[] = {read, write, other};
  int count = 0;
  for (int i = 0; i < 3; ++i) {
    TRY(watched[i].init(ts, arguments[i]));
    count = std::max(count, watched[i].highest + 1);
  }
  Deadline deadline(timeout.nanoseconds);
  fd_set answers[3];
  while (true) {
    for (int i = 0; i < 3; ++i) answers[i] = watched[i].set;
    timespec left = deadline.left();
    int ready = without_lock(ts, [&] { return ::pselect(count, &answers[0], &answers[1], &answers[2], timeout.forever ? nullptr : &left, nullptr); });
    if (ready >= 0) break;
    if (errno != EINTR) return raise_os_error(ts, errno, Value::null());
    TRY(check_signals(ts));
  }
  Own<Tuple> made = TRY(new_tuple(ts, 3));
  for (int i = 0; i < 3; ++i) made->items()[i] = Value::none();
  for (int i = 0; i < 3; ++i) made->set(i, TRY(watched[i].ready(ts, answers[i])));
  return made;
}

constexpr NativeMethod kFunctions[] = {
    function<select_call>("select", "($module, rlist, wlist, xlist, timeout=None, /)",
                          "Wait until descriptors are ready to be read or written, or have an exceptional condition; answers three lists."),
};

#define NUMBER(name) {#name, static_cast<int64_t>(name)}
constexpr IntegerConstant kNumbers[] = {
    NUMBER(PIPE_BUF), NUMBER(POLLIN), NUMBER(POLLPRI), NUMBER(POLLOUT), NUMBER(POLLERR), NUMBER(POLLHUP), NUMBER(POLLNVAL), NUMBER(POLLRDNORM),
    NUMBER(POLLRDBAND), NUMBER(POLLWRNORM), NUMBER(POLLWRBAND), NUMBER(POLLMSG), NUMBER(POLLRDHUP), NUMBER(EPOLLIN), NUMBER(EPOLLOUT),
    NUMBER(EPOLLPRI), NUMBER(EPOLLERR), NUMBER(EPOLLHUP), NUMBER(EPOLLRDHUP), NUMBER(EPOLLET), NUMBER(EPOLLONESHOT), NUMBER(EPOLLEXCLUSIVE),
    NUMBER(EPOLLRDNORM), NUMBER(EPOLLRDBAND), NUMBER(EPOLLWRNORM), NUMBER(EPOLLWRBAND), NUMBER(EPOLLMSG), NUMBER(EPOLL_CLOEXEC),
};
#undef NUMBER
constexpr TypeId kTypes[] = {ModuleType::kEpoll};

Status exec(ThreadState& ts, Module& module) {
  TRY(module_add_functions(ts, module, kSelectPollFunctions));
  TRY(module_add(ts, module, "error", Value::from_object(&core_type(ts, Exc::kOSError))));
  return module_add_integers(ts, module, kNumbers);
}

}  // namespace

Result<Timeout> to_timeout(ThreadState& ts, Value seconds, const char* message) {
  if (seconds.is_null() || seconds.is_none()) return Timeout{};
  if (!is_any_float(seconds) && type_of(ts, seconds).slots.index == nullptr) return raise(ts, Exc::kTypeError, "%s", message);
  int64_t nanoseconds = TRY(to_nanoseconds(ts, seconds, Rounding::kUp));
  return Timeout{false, nanoseconds};
}

constexpr NativeModule kSelectModule = {
    .name = "select",
    .doc = "Waiting until one of several descriptors is ready.",
    .functions = kFunctions,
    .types = kTypes,
    .exec = exec,
};

}  // namespace pyemb
