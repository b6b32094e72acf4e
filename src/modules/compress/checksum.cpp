// SPDX-License-Identifier: MIT
#include "modules/compress/checksum.h"

#include "objects/buffer.h"
#include "objects/int.h"
#include "state/gil.h"

namespace pyemb {
namespace {

constexpr int64_t kWorthUnlocking = 5 * 1024;

}  // namespace

Result<uint32_t> checksum_start(ThreadState& ts, Value value, uint32_t initial) {
  if (value.is_null()) return initial;
  Ref index = TRY(number_index(ts, value));
  Ref low = TRY(int_and(ts, index, Value::from_int(0xffffffff)));
  return static_cast<uint32_t>(low.get().as_int());
}

Result<int64_t> checksum(ThreadState& ts, Value data, Value start, uint32_t initial, uLong (*update)(uLong, const Bytef*, z_size_t)) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  uLong sum = TRY(checksum_start(ts, start, initial));
  if (buffer.size() == 0) return int64_t{static_cast<uint32_t>(sum)};  // zlib takes a null pointer for a wish to start anew
  auto size = static_cast<z_size_t>(buffer.size());
  if (buffer.size() < kWorthUnlocking) return int64_t{static_cast<uint32_t>(update(sum, buffer.data(), size))};
  WithoutGil unlocked(ts);
  return int64_t{static_cast<uint32_t>(update(sum, buffer.data(), size))};
}

}  // namespace pyemb
