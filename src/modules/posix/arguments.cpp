// SPDX-License-Identifier: MIT
#include "modules/posix/arguments.h"

#include <fcntl.h>

#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/str.h"

namespace pyemb {
namespace {

const char* accepted(unsigned accept) {
  switch (accept & (PathArgument::kDescriptor | PathArgument::kNone)) {
    case PathArgument::kDescriptor: return "string, bytes, os.PathLike or integer";
    case PathArgument::kNone: return "string, bytes, os.PathLike or None";
    case PathArgument::kDescriptor | PathArgument::kNone: return "string, bytes, os.PathLike, integer or None";
    default: return "string, bytes or os.PathLike";
  }
}

/// A number that some functions take as a descriptor: OverflowError in their words.
Result<int> to_fd(ThreadState& ts, Value value) {
  Ref index = TRY(number_index(ts, value));
  if (!index.get().is_int() || index.get().as_int() > INT32_MAX) {
    bool negative = TRY(compare_bool(ts, index, Value::from_int(0), Compare::kLt));
    return raise(ts, Exc::kOverflowError, "fd is %s", negative ? "less than minimum" : "greater than maximum");
  }
  if (index.get().as_int() < INT32_MIN) return raise(ts, Exc::kOverflowError, "fd is less than minimum");
  return static_cast<int>(index.get().as_int());
}

}  // namespace

Status PathArgument::init(ThreadState& ts, const NativeMethod& row, int position, Value value, unsigned accept) {
  if (value.is_null()) value = Value::none();
  is_none_ = value.is_none() && (accept & kNone) != 0;
  object_ = Ref::copy(value);
  if (is_none_) return {};
  std::string_view argument = row.parameter_name(position - 1);
  auto reject = [&]() {
    return raise(ts, Exc::kTypeError, "%s: %.*s should be %s, not %.200s", row.name, static_cast<int>(argument.size()), argument.data(), accepted(accept),
                 type_name(ts, value));
  };
  bool is_text = is<Str>(value) || is<Bytes>(value);
  if (!is_text && (accept & kDescriptor) != 0 && type_of(ts, value).slots.index != nullptr) {
    fd_ = TRY(to_fd(ts, value));
    is_descriptor_ = true;
    return {};
  }
  if (!is_text && has_buffer(ts, value)) {
    TRY(warn(ts, Exc::kDeprecationWarning, 1, "%s: %.*s should be %s, not %.200s", row.name, static_cast<int>(argument.size()), argument.data(),
             accepted(accept), type_name(ts, value)));
    Ref bytes = TRY(copy_bytes(ts, value));
    wants_bytes_ = true;
    return set_name(ts, bytes, accept);
  } else if (!is_text) {
    Own<Str> name = TRY(intern(ts, "__fspath__"));
    object_ = TRY(call_special(ts, value, name.get()));
    if (object_.is_absent()) return reject();
    if (!is<Str>(object_) && !is<Bytes>(object_)) {
      return raise(ts, Exc::kTypeError, "expected %.200s.__fspath__() to return str or bytes, not %.200s", type_name(ts, value), type_name(ts, object_));
    }
  }
  wants_bytes_ = is<Bytes>(object_);
  return set_name(ts, object_, accept);
}

Status PathArgument::set_name(ThreadState& ts, Value path, unsigned accept) {
  TRY(name_.init(ts, path));
  if ((accept & kText) != 0) return {};
  mount_.set(name_.enter_mount(ts));
  if (mount() == nullptr || (accept & kMounted) != 0) return {};
  return raise_os_error(ts, (accept & kAsks) != 0 ? ENOTSUP : EROFS, object_);
}

bool DirFd::is_given() const { return fd != AT_FDCWD; }

Result<int> to_dir_fd(ThreadState& ts, Value value) {
  if (value.is_null() || value.is_none()) return AT_FDCWD;
  if (type_of(ts, value).slots.index == nullptr) return raise(ts, Exc::kTypeError, "argument should be integer or None, not %.200s", type_name(ts, value));
  return to_fd(ts, value);
}

Result<uint32_t> to_system_id(ThreadState& ts, Value value, const char* name) {
  if (type_of(ts, value).slots.index == nullptr) return raise(ts, Exc::kTypeError, "%s should be integer, not %.200s", name, type_name(ts, value));
  Ref index = TRY(number_index(ts, value));
  bool negative = TRY(compare_bool(ts, index, Value::from_int(-1), Compare::kLt));
  if (negative) return raise(ts, Exc::kOverflowError, "%s is less than minimum", name);
  if (!index.get().is_int() || index.get().as_int() > UINT32_MAX) return raise(ts, Exc::kOverflowError, "%s is greater than maximum", name);
  return static_cast<uint32_t>(index.get().as_int());
}

Result<Ref> from_system_id(ThreadState& ts, uint32_t id) { return new_int(ts, id == UINT32_MAX ? -1 : int64_t{id}); }

Result<dev_t> to_device(ThreadState& ts, Value value) {
  Ref index = TRY(number_index(ts, value));
  if (!index.get().is_int()) return raise(ts, Exc::kOverflowError, "int too big to convert");
  if (index.get().as_int() < 0) return raise(ts, Exc::kOverflowError, "can't convert negative int to unsigned");
  return static_cast<dev_t>(index.get().as_int());
}

}  // namespace pyemb
