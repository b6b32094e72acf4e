// SPDX-License-Identifier: MIT
#pragma once

// SipHash-1-3 (Aumasson, Bernstein): the keyed hash of str, bytes and what compares equal to them. The key is the interpreter's
// secret, so that nobody outside can make keys collide.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace pyemb {

inline uint64_t siphash13(const uint64_t (&key)[2], const void* data, size_t size) {
  static_assert(std::endian::native == std::endian::little);
  uint64_t v0 = key[0] ^ 0x736f6d6570736575;
  uint64_t v1 = key[1] ^ 0x646f72616e646f6d;
  uint64_t v2 = key[0] ^ 0x6c7967656e657261;
  uint64_t v3 = key[1] ^ 0x7465646279746573;
  auto round = [&] {
    v0 += v1;
    v2 += v3;
    v1 = std::rotl(v1, 13) ^ v0;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 = std::rotl(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = std::rotl(v1, 17) ^ v2;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 = std::rotl(v2, 32);
  };

  const auto* at = static_cast<const unsigned char*>(data);
  uint64_t last = static_cast<uint64_t>(size) << 56;
  for (; size >= 8; size -= 8, at += 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    v3 ^= word;
    round();
    v0 ^= word;
  }
  uint64_t tail = 0;
  std::memcpy(&tail, at, size);
  last |= tail;
  v3 ^= last;
  round();
  v0 ^= last;
  v2 ^= 0xff;
  round();
  round();
  round();
  return v0 ^ v1 ^ v2 ^ v3;
}

/// hash() of a run of bytes: 0 for none and only then, and never -1.
inline uint64_t hash_bytes(const uint64_t (&key)[2], const void* data, size_t size) {
  if (size == 0) return 0;
  uint64_t h = siphash13(key, data, size);
  if (h == 0) return 1;
  return h == ~uint64_t{0} ? ~uint64_t{1} : h;
}

}  // namespace pyemb
