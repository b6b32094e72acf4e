// SPDX-License-Identifier: MIT
#include "objects/buffer.h"

#include "objects/raise.h"

namespace pyemb {

bool has_buffer(ThreadState& ts, Value value) { return value.is_heap() && type_of(ts, value).spec->get_buffer != nullptr; }

Status Buffer::open(Value value, int flags) {
  close();
  if (!has_buffer(ts_, value)) return raise(ts_, Exc::kTypeError, "a bytes-like object is required, not '%s'", type_name(ts_, value));
  TRY(type_of(ts_, value).spec->get_buffer(ts_, value.as_object(), raw_, flags));
  if (raw_.object.is_null()) raw_.object = Ref::copy(value).release();
  return {};
}

Status Buffer::open_writable(Value value, const char* function) {
  bool offers = has_buffer(ts_, value);
  if (offers && !open(value, kBufferWritable).raised()) return {};
  if (offers && !clear_pending_if(ts_, Exc::kBufferError)) return Raised{};
  const char* separator = *function == '\0' ? "" : "() ";
  return raise(ts_, Exc::kTypeError, "%s%sargument must be read-write bytes-like object, not %s", function, separator,
               value.is_none() ? "None" : type_name(ts_, value));
}

void Buffer::close() {
  Ref owner = Ref::steal(std::exchange(raw_.object, Value::null()));
  if (!owner) return;
  auto give_back = owner.object()->type->spec->release_buffer;
  if (give_back != nullptr) give_back(ts_, owner.object(), raw_);
}

}  // namespace pyemb
