// SPDX-License-Identifier: MIT
#include "modules/exception_class.h"

#include <string_view>

#include "objects/call.h"
#include "objects/dict.h"
#include "objects/module.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {

Result<Ref> new_exception_class(ThreadState& ts, const char* qualified_name, Type& base, const char* doc) {
  Dict* known = TRY(module_exception_classes(ts));
  Own<Str> key = TRY(intern(ts, qualified_name));
  Ref earlier = TRY(dict_find(ts, *known, key));
  if (!earlier.is_absent()) return earlier;
  std::string_view whole = qualified_name;
  size_t dot = whole.rfind('.');
  Own<Str> name = TRY(new_str(ts, whole.substr(dot + 1)));
  Own<Tuple> bases = TRY(new_tuple_of(ts, Value::from_object(&base)));
  Own<Dict> dict = TRY(new_dict(ts));
  Own<Str> module = TRY(new_str(ts, whole.substr(0, dot)));
  TRY(dict_set(ts, *dict, "__module__", module));
  if (doc != nullptr) {
    Own<Str> text = TRY(new_str(ts, doc));
    TRY(dict_set(ts, *dict, "__doc__", text));
  }
  Ref made = TRY(call(ts, Value::from_object(&core_type(ts, TypeId::kType)), name, bases, dict));
  TRY(dict_set(ts, *known, key, made));
  return made;
}

Raised raise_numbered(ThreadState& ts, Value exception_class, int number, const char* text) {
  Ref type = Ref::copy(exception_class);
  Own<Str> shown = TRY(new_str(ts, text));
  Ref exception = TRY(call(ts, type, Value::from_int(number), shown));
  return raise_object(ts, std::move(exception));
}

}  // namespace pyemb
