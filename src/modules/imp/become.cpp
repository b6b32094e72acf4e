// SPDX-License-Identifier: MIT
#include "modules/imp/imp.h"
#include "objects/function.h"
#include "objects/tuple.h"
#include "objects/raise.h"
#include "objects/str.h"

// What lib/pyemb_reload.py cannot do in Python: a function's closure cannot be set there, and code with another number of free variables is refused.

namespace pyemb {
namespace {

template <class T>
void share(T*& field, T* other) {
  if (other != nullptr) incref(static_cast<Object*>(other));
  if (T* old = std::exchange(field, other)) decref(static_cast<Object*>(old));
}
void share(Value& field, Value other) { decref(std::exchange(field, Ref::copy(other).release())); }

Result<Function*> expect_function(ThreadState& ts, Value value) {
  if (is<Function>(value)) return &as<Function>(value);
  return raise(ts, Exc::kTypeError, "_become() argument must be a function, not '%.200s'", type_name(ts, value));
}

}  // namespace

Status function_become(ThreadState& ts, Value function, Value other) {
  Function* self = TRY(expect_function(ts, function));
  Function* from = TRY(expect_function(ts, other));
  Ref keep = Ref::copy(other);
  Ref stay = Ref::copy(function);
  if (ts.interp.hooks.keep_code != nullptr) ts.interp.hooks.keep_code(ts, Value::from_object(self->code));
  self->version = 0;  // caches of calls rely on it
  share(self->code, from->code);
  share(self->closure, from->closure);
  share(self->defaults, from->defaults);
  share(self->kwdefaults, from->kwdefaults);
  share(self->annotations, from->annotations);
  share(self->name, from->name);
  share(self->qualname, from->qualname);
  share(self->doc, from->doc);
  self->version = 0;
  return {};
}

}  // namespace pyemb
