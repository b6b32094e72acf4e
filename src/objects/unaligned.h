// SPDX-License-Identifier: MIT
#pragma once

// Values of C types in memory that need not be aligned for them.

#include <cstring>

namespace pyemb {

template <class T>
T load_unaligned(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
void store_unaligned(char* to, T value) {
  std::memcpy(to, &value, sizeof value);
}

}  // namespace pyemb
