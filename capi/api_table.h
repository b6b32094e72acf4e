// SPDX-License-Identifier: MIT
#pragma once

// The table of the C ABI that extension modules are given. It names every function, so it stands in an object file of its own (made by tools/make_capi.py): a
// host that does not ask for it by PyEmb_ShowApi(), or takes the archive whole, is linked with what it calls.

#include <Python.h>

#include "pyemb_api.h"

extern "C" {
/// At null where the program is linked without it. Not hidden, although nobody looks it up: the linker gold gives a hidden one that is not there an address.
extern const PyEmb_Api PyEmb_ApiTable __attribute__((weak, visibility("default")));
}
