// SPDX-License-Identifier: MIT
// Hashes of what is no object.
#include <cmath>

#include "api.h"
#include "objects/float.h"
#include "objects/operations.h"
#include "objects/siphash.h"

using namespace pyemb;
using namespace pyemb::capi;

Py_hash_t _Py_HashPointer(const void* pointer) { return hash_address(pointer); }
Py_hash_t _Py_HashDouble(PyObject* instance, double value) { return std::isnan(value) ? hash_address(instance) : float_hash(value); }
Py_hash_t _Py_HashBytes(const void* data, Py_ssize_t size) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || data == nullptr || size < 0) return 0;
  return static_cast<Py_hash_t>(hash_bytes(ts->interp.hash_key, data, static_cast<size_t>(size)));
}

PyHash_FuncDef* PyHash_GetFuncDef(void) {
  static constexpr PyHash_FuncDef kFunction = {&_Py_HashBytes, "siphash13", 64, 128};
  return const_cast<PyHash_FuncDef*>(&kFunction);
}
