/* SPDX-License-Identifier: MIT */
/* A module says that it was compiled for another table: in front of what the header says of it. */
#include <stdint.h>

#ifndef ABI
#define ABI 1
#endif

#ifndef VERSION
#define VERSION 1000000
#endif

extern const void *pyemb_api;
struct {
  uint32_t abi, version;
  const void **place;
  void (*known[2])(void);
} pyemb_module_api = {ABI, VERSION, &pyemb_api, {0, 0}};
