// SPDX-License-Identifier: MIT
#include "modules/datetime/pickled_state.h"

#include "objects/bytes.h"
#include "objects/tuple.h"

namespace pyemb::datetime {

Result<bool> read_state(ThreadState& ts, Value argument, size_t size, size_t sane_byte, int least, int most, const char* what,
                        StateBytes& out) {
  auto sane = [&](char32_t byte) { return static_cast<int>(byte & 0x7f) >= least && static_cast<int>(byte & 0x7f) <= most; };
  out.size = size;
  if (is<Bytes>(argument)) {
    std::string_view view = as<Bytes>(argument).view();
    if (view.size() != size || !sane(static_cast<uint8_t>(view[sane_byte]))) return false;
    std::memcpy(out.bytes, view.data(), size);
    return true;
  }
  if (!is<Str>(argument)) return false;
  auto& text = as<Str>(argument);
  if (text.length != static_cast<int64_t>(size) || !sane(text.at(static_cast<int64_t>(sane_byte)))) return false;
  if (text.at(static_cast<int64_t>(sane_byte)) > 0xff) return false;
  for (size_t i = 0; i < size; ++i) {
    char32_t c = text.at(static_cast<int64_t>(i));
    if (c > 0xff) {
      return raise(ts, Exc::kValueError,
                   "Failed to encode latin1 string when unpickling a %s object. pickle.load(data, encoding='latin1') is assumed.", what);
    }
    out.bytes[i] = static_cast<uint8_t>(c);
  }
  return true;
}

Result<Value> state_tzinfo(ThreadState& ts, CallArgs args) {
  if (args.count < 2) return Value::null();
  if (!check_tzinfo(ts, args.values[1]).raised()) return args.values[1];
  ts.clear_pending();
  return raise(ts, Exc::kTypeError, "bad tzinfo state arg");
}

Result<Ref> reduce_to_state(ThreadState& ts, const Object& object, const StateBytes& state, Value tzinfo) {
  Ref bytes = TRY(new_bytes(ts, std::string_view(reinterpret_cast<const char*>(state.bytes), state.size)));
  Own<Tuple> args;
  if (tzinfo.is_null()) {
    args = TRY(new_tuple_of(ts, bytes));
  } else {
    args = TRY(new_tuple_of(ts, bytes, tzinfo));
  }
  return new_tuple_of(ts, Value::from_object(object.type), args);
}

}  // namespace pyemb::datetime
