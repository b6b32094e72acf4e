/* SPDX-License-Identifier: MIT */
/* A module says that it was compiled for another table: in front of what the header says of it. */
#include <stdint.h>

#ifndef ABI
#define ABI 1
#endif

extern const void *pyemb_api;
struct {
  uint32_t abi, version;
  const void **place;
} pyemb_module_api = {ABI, 1000000, &pyemb_api};
