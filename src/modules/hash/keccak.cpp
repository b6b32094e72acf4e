// SPDX-License-Identifier: MIT
#include "modules/hash/keccak.h"

#include <algorithm>
#include <cstring>
#include <endian.h>

namespace pyemb {
namespace {

void xor_byte(Keccak& sponge, size_t at, uint8_t byte) { sponge.lanes.a[at / 8] ^= uint64_t{byte} << (at % 8 * 8); }

void xor_block(Keccak& sponge, const uint8_t* block) {
  for (size_t i = 0; i < sponge.rate / 8u; ++i) {
    uint64_t lane;
    std::memcpy(&lane, block + i * 8, 8);
    sponge.lanes.a[i] ^= le64toh(lane);
  }
}

}  // namespace

void keccak_start(Keccak& sponge, uint8_t rate, uint8_t suffix) { sponge = {.lanes = {}, .rate = rate, .suffix = suffix, .position = 0}; }

void keccak_absorb(Keccak& sponge, const uint8_t* data, size_t size) {
  while (size > 0) {
    size_t count = 1;
    if (sponge.position == 0 && size >= sponge.rate) {
      count = sponge.rate;
      xor_block(sponge, data);
    } else {
      xor_byte(sponge, sponge.position, *data);
    }
    data += count;
    size -= count;
    sponge.position = static_cast<uint8_t>(sponge.position + count);
    if (sponge.position == sponge.rate) {
      sha3_permute(&sponge.lanes);
      sponge.position = 0;
    }
  }
}

void keccak_squeeze(Keccak& sponge, uint8_t* out, size_t size) {
  xor_byte(sponge, sponge.position, sponge.suffix);
  xor_byte(sponge, sponge.rate - 1u, 0x80);
  while (size > 0) {
    sha3_permute(&sponge.lanes);
    size_t count = std::min<size_t>(size, sponge.rate);
    for (size_t i = 0; i < count; ++i) out[i] = static_cast<uint8_t>(sponge.lanes.a[i / 8] >> (i % 8 * 8));
    out += count;
    size -= count;
  }
}

}  // namespace pyemb
