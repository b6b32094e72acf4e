// SPDX-License-Identifier: MIT
// _socket: messages of several buffers with ancillary data.
#include "modules/socket/message.h"

#include <climits>
#include <linux/if_alg.h>
#include <new>
#include <unistd.h>

#include "modules/socket/address.h"
#include "modules/socket/methods.h"
#include "modules/socket/wait.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

constexpr size_t kMostControl = 0x7fffffff;  // what a socklen_t may say

/// The last of the sizes for which CMSG_LEN() or CMSG_SPACE() fits a socklen_t.
constexpr size_t kMostItem = kMostControl - CMSG_SPACE(1);

}  // namespace

// -- rows of buffers -----------------------------------------------------------------------------------------------------------

Result<Own<Tuple>> to_items(ThreadState& ts, Value iterable, const char* function, int position) {
  if (!is_iterable(ts, iterable)) return raise(ts, Exc::kTypeError, "%s() argument %d must be an iterable", function, position);
  return to_tuple(ts, iterable);
}

Status BufferRow::open(Value iterable, const char* function, int flags) {
  Own<Tuple> items = TRY(to_items(ts_, iterable, function, 1));
  if (items->size > INT_MAX) return raise_message(ts_, flags == kBufferSimple ? "sendmsg() argument 1 is too long" : "recvmsg_into() argument 1 is too long");
  size_t wanted = static_cast<size_t>(items->size);
  if (wanted == 0) return {};
  Heap& heap = ts_.interp.heap;
  buffers_ = static_cast<Buffer*>(heap.allocate_buffer(wanted * sizeof(Buffer)));
  vectors_ = static_cast<iovec*>(heap.allocate_buffer(wanted * sizeof(iovec)));
  capacity_ = wanted;
  if (buffers_ == nullptr || vectors_ == nullptr) return raise_no_memory(ts_);
  for (; count_ < wanted; ++count_) {
    Buffer* buffer = new (&buffers_[count_]) Buffer(ts_);
    if (buffer->open(items->at(static_cast<int64_t>(count_)), flags).raised()) {
      buffer->~Buffer();
      return Raised{};
    }
    vectors_[count_] = {buffer->data(), buffer->view().size()};
  }
  return {};
}
Status BufferRow::open_to_send(Value iterable) { return open(iterable, "sendmsg", kBufferSimple); }
Status BufferRow::open_to_receive(Value iterable) {
  Status opened = open(iterable, "recvmsg_into", kBufferWritable);
  if (!opened.raised() || buffers_ == nullptr) return opened;
  ts_.clear_pending();
  return raise(ts_, Exc::kTypeError, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers");
}

BufferRow::~BufferRow() {
  for (size_t i = 0; i < count_; ++i) buffers_[i].~Buffer();
  Heap& heap = ts_.interp.heap;
  if (buffers_ != nullptr) heap.release_buffer(buffers_, capacity_ * sizeof(Buffer));
  if (vectors_ != nullptr) heap.release_buffer(vectors_, capacity_ * sizeof(iovec));
}

// -- sending -------------------------------------------------------------------------------------------------------------------

Status Control::add(ThreadState& ts, int level, int type, std::string_view data) {
  if (data.size() > kMostItem) return raise_message(ts, "ancillary data item too large");
  if (CMSG_SPACE(data.size()) > kMostControl - bytes_.size()) return raise_message(ts, "too much ancillary data");
  cmsghdr header = {};
  header.cmsg_len = CMSG_LEN(data.size());
  header.cmsg_level = level;
  header.cmsg_type = type;
  bytes_.append(std::string_view(reinterpret_cast<const char*>(&header), sizeof header));
  bytes_.append(data);
  bytes_.append(CMSG_SPACE(data.size()) - sizeof header - data.size(), '\0');
  return bytes_.ok() ? Status() : raise_no_memory(ts);
}
void Control::put_into(msghdr& message) {
  if (bytes_.size() == 0) return;
  message.msg_control = bytes_.data();
  message.msg_controllen = bytes_.size();
}

Result<int64_t> send_message(ThreadState& ts, Socket& self, const msghdr& message, int flags) {
  return wait_and_call(ts, self, Ready::kWrite, [&] { return int64_t{::sendmsg(self.fd, &message, flags)}; });
}

namespace {

/// An item (level, type, data) of the argument of sendmsg().
Status add_item(ThreadState& ts, Control& control, Value value) {
  constexpr const char* kFunction = "[sendmsg() ancillary data items]";
  bool is_sequence = type_of(ts, value).slots.getitem != nullptr && !is<Dict>(value);
  if (!is_sequence) return raise(ts, Exc::kTypeError, "%s() argument must be 3-item sequence, not %.50s", kFunction, value.is_none() ? "None" : type_name(ts, value));
  Own<Tuple> item = TRY(to_tuple(ts, value));
  if (item->size != 3) return raise(ts, Exc::kTypeError, "%s() argument must be sequence of length 3, not %lld", kFunction, static_cast<long long>(item->size));
  int level = TRY(to_c_int(ts, item->at(0)));
  int type = TRY(to_c_int(ts, item->at(1)));
  Buffer data(ts);
  TRY(data.open(item->at(2)));
  return control.add(ts, level, type, data.view());
}

}  // namespace

Result<int64_t> socket_sendmsg(ThreadState& ts, Socket& self, Value data, Value ancillary, int flags, Value destination) {
  msghdr message = {};
  Address address;
  if (!destination.is_null() && !destination.is_none()) {
    TRY(to_address(ts, self, destination, "sendmsg", address));
    TRY(audit(ts, "socket.sendmsg", Value::from_object(&self), destination));
    message.msg_name = &address.any;
    message.msg_namelen = address.size;
  } else {
    TRY(audit(ts, "socket.sendmsg", Value::from_object(&self), Value::none()));
  }
  BufferRow buffers(ts);
  TRY(buffers.open_to_send(data));
  message.msg_iov = buffers.vectors();
  message.msg_iovlen = buffers.count();
  Control control;
  if (!ancillary.is_null()) {
    Own<Tuple> items = TRY(to_items(ts, ancillary, "sendmsg", 2));
    for (int64_t i = 0; i < items->size; ++i) TRY(add_item(ts, control, items->at(i)));
  }
  control.put_into(message);
  return send_message(ts, self, message, flags);
}

namespace {

/// A non-negative argument that must be exactly an int.
Result<uint32_t> to_count(ThreadState& ts, Value value, const char* message) {
  Result<int> number = to_c_int(ts, value);
  if (number.raised() && !clear_pending_if(ts, Exc::kOverflowError)) return Raised{};
  if (number.raised() || number.take() < 0) return raise(ts, Exc::kTypeError, "%s", message);
  return static_cast<uint32_t>(number.take());
}
Status check_int(ThreadState& ts, Value value, const char* name) {
  if (value.is_null() || is_any_int(value)) return {};
  return raise(ts, Exc::kTypeError, "sendmsg_afalg() argument %s must be int, not %.50s", name, value.is_none() ? "None" : type_name(ts, value));
}
std::string_view bytes_of(const uint32_t& number) { return {reinterpret_cast<const char*>(&number), sizeof number}; }

}  // namespace

/// Sends data to a cipher of the kernel, with the operation, the initial vector and the length of what is only authenticated.
Result<int64_t> socket_sendmsg_afalg(ThreadState& ts, Socket& self, Value data, Value op, Value iv, Value associated, int flags) {
  if (self.family != AF_ALG) return raise_message(ts, "algset is only supported for AF_ALG");
  TRY(check_int(ts, op, "2"));
  TRY(check_int(ts, associated, "4"));
  constexpr const char* kNoOperation = "Invalid or missing argument 'op'";
  if (op.is_null()) return raise(ts, Exc::kTypeError, "%s", kNoOperation);
  uint32_t operation = TRY(to_count(ts, op, kNoOperation));
  Control control;
  TRY(control.add(ts, SOL_ALG, ALG_SET_OP, bytes_of(operation)));
  if (!iv.is_null()) {
    Buffer vector(ts);
    TRY(vector.open(iv));
    auto size = static_cast<uint32_t>(vector.size());
    TextBuffer counted;
    counted.append(bytes_of(size));
    counted.append(vector.view());
    if (!counted.ok()) return raise_no_memory(ts);
    TRY(control.add(ts, SOL_ALG, ALG_SET_IV, counted.view()));
  }
  if (!associated.is_null()) {
    uint32_t length = TRY(to_count(ts, associated, "assoclen must be positive"));
    TRY(control.add(ts, SOL_ALG, ALG_SET_AEAD_ASSOCLEN, bytes_of(length)));
  }
  BufferRow buffers(ts);
  if (!data.is_null()) TRY(buffers.open_to_send(data));
  msghdr message = {};
  message.msg_iov = buffers.vectors();
  message.msg_iovlen = buffers.count();
  control.put_into(message);
  return send_message(ts, self, message, flags);
}

// -- receiving -----------------------------------------------------------------------------------------------------------------

namespace {

/// Room for the ancillary data that comes with a message.
class ControlRoom {
 public:
  explicit ControlRoom(ThreadState& ts) : ts_(ts) {}
  ~ControlRoom() {
    if (data_ != nullptr) ts_.interp.heap.release_buffer(data_, size_);
  }
  ControlRoom(const ControlRoom&) = delete;
  ControlRoom& operator=(const ControlRoom&) = delete;

  Status init(int64_t size) {
    if (size < 0 || static_cast<size_t>(size) > kMostControl) return raise(ts_, Exc::kValueError, "invalid ancillary data buffer length");
    size_ = static_cast<size_t>(size);
    if (size == 0) return {};
    data_ = static_cast<char*>(ts_.interp.heap.allocate_buffer(size_));
    return data_ != nullptr ? Status() : raise_no_memory(ts_);
  }
  char* data() { return data_; }
  size_t size() const { return size_; }

 private:
  ThreadState& ts_;
  char* data_ = nullptr;
  size_t size_ = 0;
};

/// Walks over the items of received ancillary data.
struct ControlReader {
  struct Header {  // a cmsghdr without what follows it
    size_t cmsg_len;
    int cmsg_level;
    int cmsg_type;
  };
  static_assert(sizeof(Header) == sizeof(cmsghdr) && offsetof(Header, cmsg_type) == offsetof(cmsghdr, cmsg_type));

  std::string_view left;
  Header header = {};
  std::string_view data = {};
  bool broken = false;  ///< an item says that it is longer than what is there, or shorter than its header

  /// The next item; false: there is none.
  bool next() {
    if (left.size() < sizeof header || broken) return false;
    std::memcpy(&header, left.data(), sizeof header);
    broken = header.cmsg_len < CMSG_LEN(0) || header.cmsg_len > left.size();
    if (header.cmsg_len < CMSG_LEN(0)) return false;
    data = left.substr(CMSG_LEN(0), header.cmsg_len - CMSG_LEN(0));
    size_t step = CMSG_ALIGN(header.cmsg_len);
    left.remove_prefix(step < left.size() ? step : left.size());
    return true;
  }
};

/// Descriptors in a message that Python will never see.
void close_rights(std::string_view control) {
  for (ControlReader reader{control}; reader.next();) {
    if (reader.header.cmsg_level != SOL_SOCKET || reader.header.cmsg_type != SCM_RIGHTS) continue;
    for (size_t at = 0; at + sizeof(int) <= reader.data.size(); at += sizeof(int)) {
      int fd;
      std::memcpy(&fd, reader.data.data() + at, sizeof fd);
      ::close(fd);
    }
  }
}

Result<Own<List>> to_items(ThreadState& ts, std::string_view control) {
  Own<List> list = TRY(new_list(ts));
  ControlReader reader{control};
  while (reader.next()) {
    if (reader.broken) TRY(warn(ts, Exc::kRuntimeWarning, 1, "received malformed or improperly-truncated ancillary data"));
    Own<Bytes> data = TRY(new_bytes(ts, reader.data));
    Own<Tuple> item = TRY(new_tuple_of(ts, Value::from_int(reader.header.cmsg_level), Value::from_int(reader.header.cmsg_type), data));
    TRY(list_append(ts, *list, std::move(item)));
  }
  if (reader.broken && reader.header.cmsg_len < CMSG_LEN(0)) TRY(warn(ts, Exc::kRuntimeWarning, 1, "received malformed or improperly-truncated ancillary data"));
  return list;
}

/// What has come besides the data: (ancillary data, flags, sender), put behind `first` in a tuple.
Result<Ref> describe(ThreadState& ts, Socket& self, Value first, const msghdr& message, const Address& address) {
  std::string_view control(static_cast<const char*>(message.msg_control), message.msg_controllen);
  Own<List> items = TRY(to_items(ts, control));
  Ref sender = TRY(from_address(ts, self.fd, address, self.proto));
  return new_tuple_of(ts, first, items, Value::from_int(message.msg_flags), sender);
}

struct Received {
  Address address;
  msghdr message = {};
};
Result<int64_t> receive_message(ThreadState& ts, Socket& self, iovec* vectors, size_t count, ControlRoom& control, int flags, Received& received) {
  TRY(check_family(ts, self));
  msghdr& message = received.message;
  int64_t got = TRY(wait_and_call(ts, self, Ready::kRead, [&] {
    message = {};
    message.msg_name = &received.address.any;
    message.msg_namelen = sizeof received.address.storage;
    message.msg_iov = vectors;
    message.msg_iovlen = count;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    return int64_t{::recvmsg(self.fd, &message, flags)};
  }));
  received.address.size = message.msg_namelen;
  return got;
}

/// Closes descriptors that came with a message when the answer could not be made.
Result<Ref> or_close(Result<Ref> answer, const Received& received) {
  if (answer.raised()) close_rights({static_cast<const char*>(received.message.msg_control), received.message.msg_controllen});
  return answer;
}

Result<Ref> answer_with_bytes(ThreadState& ts, Socket& self, Own<Bytes> data, int64_t got, const Received& received) {
  if (got < data->size) data = TRY(new_bytes(ts, data->view().substr(0, static_cast<size_t>(got))));
  return describe(ts, self, data, received.message, received.address);
}

}  // namespace

Result<Ref> socket_recvmsg(ThreadState& ts, Socket& self, int64_t size, int64_t ancillary_size, int flags) {
  if (size < 0) return raise(ts, Exc::kValueError, "negative buffer size in recvmsg()");
  Own<Bytes> data = TRY(new_bytes_buffer(ts, size));
  ControlRoom control(ts);
  TRY(control.init(ancillary_size));
  iovec vector = {data->data(), static_cast<size_t>(size)};
  Received received;
  int64_t got = TRY(receive_message(ts, self, &vector, 1, control, flags, received));
  return or_close(answer_with_bytes(ts, self, std::move(data), got, received), received);
}

Result<Ref> socket_recvmsg_into(ThreadState& ts, Socket& self, Value targets, int64_t ancillary_size, int flags) {
  BufferRow buffers(ts);
  TRY(buffers.open_to_receive(targets));
  ControlRoom control(ts);
  TRY(control.init(ancillary_size));
  Received received;
  int64_t got = TRY(receive_message(ts, self, buffers.vectors(), buffers.count(), control, flags, received));
  return or_close(describe(ts, self, Value::from_int(got), received.message, received.address), received);
}

// -- sizes ---------------------------------------------------------------------------------------------------------------------

namespace {

Result<int64_t> cmsg_len(ThreadState& ts, int64_t length) {
  if (length < 0 || static_cast<size_t>(length) > kMostControl - CMSG_LEN(0)) return raise(ts, Exc::kOverflowError, "CMSG_LEN() argument out of range");
  return static_cast<int64_t>(CMSG_LEN(static_cast<size_t>(length)));
}
Result<int64_t> cmsg_space(ThreadState& ts, int64_t length) {
  if (length < 0 || static_cast<size_t>(length) > kMostItem) return raise(ts, Exc::kOverflowError, "CMSG_SPACE() argument out of range");
  return static_cast<int64_t>(CMSG_SPACE(static_cast<size_t>(length)));
}

constexpr NativeMethod kFunctions[] = {
    function<cmsg_len>("CMSG_LEN", "length, /", "The size of an ancillary item with so much data, without what pads it."),
    function<cmsg_space>("CMSG_SPACE", "length, /", "The room that an ancillary item with so much data takes."),
};

}  // namespace

constexpr std::span<const NativeMethod> kMessageFunctions = kFunctions;

}  // namespace sockets
}  // namespace pyemb
