// SPDX-License-Identifier: MIT
#pragma once

// The sponge of FIPS 202: what SHA-3 and SHAKE are made of. The state is 25 lanes of 64 bits, read as 200 bytes, little-endian; input is
// xored into the first `rate` bytes, output is read from them, and the permutation (libnettle's) comes after each `rate` bytes.

#include <cstddef>
#include <cstdint>
#include <nettle/sha3.h>

namespace pyemb {

struct Keccak {
  sha3_state lanes;
  uint8_t rate;      ///< bytes of a block, a multiple of 8
  uint8_t suffix;    ///< what follows the input: domain and first bit of the padding
  uint8_t position;  ///< of the next byte within the block
};

void keccak_start(Keccak& sponge, uint8_t rate, uint8_t suffix);
void keccak_absorb(Keccak& sponge, const uint8_t* data, size_t size);
/// Ends the input and gives the first `size` bytes of output. Once.
void keccak_squeeze(Keccak& sponge, uint8_t* out, size_t size);

}  // namespace pyemb
