// SPDX-License-Identifier: MIT
#include "objects/buffer.h"

#include "objects/raise.h"

namespace pyemb {

bool has_buffer(ThreadState& ts, Value value) { return value.is_heap() && type_of(ts, value).spec->get_buffer != nullptr; }

Status Buffer::open(Value value, int flags) {
  close();
  if (!has_buffer(ts_, value)) return raise(ts_, Exc::kTypeError, "a bytes-like object is required, not '%s'", type_name(ts_, value));
  TRY(type_of(ts_, value).spec->get_buffer(ts_, value.as_object(), raw_, flags));
  raw_.object = Ref::copy(value).release();
  return {};
}

void Buffer::close() {
  Ref owner = Ref::steal(std::exchange(raw_.object, Value::null()));
  if (!owner) return;
  auto give_back = owner.object()->type->spec->release_buffer;
  if (give_back != nullptr) give_back(ts_, owner.object(), raw_);
}

}  // namespace pyemb
