// SPDX-License-Identifier: MIT
#include "modules/exec_arguments.h"

#include <cstring>

#include "modules/paths.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/attributes.h"
#include "state/memory.h"

namespace pyemb {

StringRow::~StringRow() { memory_release(Domain::kMem, pointers_); }

Status StringRow::add(Value path) {
  FileName name;
  TRY(name.init(ts_, path));
  text_.append(name.c_str());
  text_.append('\0');
  ++count_;
  return {};
}

Status StringRow::add_paths(Value sequence) {
  Own<Tuple> items = TRY(to_tuple(ts_, sequence));
  for (Value item : items->span()) TRY(add(item));
  return {};
}

Status StringRow::add_environment(Value mapping) {
  Ref keys_view = TRY(get_attr(ts_, mapping, "keys"));
  Ref keys_made = TRY(call(ts_, keys_view));
  Own<List> keys = TRY(to_list(ts_, keys_made));
  Ref values_view = TRY(get_attr(ts_, mapping, "values"));
  Ref values_made = TRY(call(ts_, values_view));
  Own<List> values = TRY(to_list(ts_, values_made));
  if (keys->size != values->size) return raise(ts_, Exc::kRuntimeError, "environment changed size during iteration");
  for (int64_t i = 0; i < keys->size; ++i) {
    FileName key, value;
    Ref kept_key = Ref::copy(keys->at(i)), kept_value = Ref::copy(values->at(i));
    TRY(key.init(ts_, kept_key));
    TRY(value.init(ts_, kept_value));
    std::string_view name = key.c_str();
    if (name.empty() || name.find('=', 1) != name.npos) return raise(ts_, Exc::kValueError, "illegal environment variable name");
    text_.append(name);
    text_.append('=');
    text_.append(value.c_str());
    text_.append('\0');
    ++count_;
  }
  return {};
}

Status StringRow::finish() {
  pointers_ = static_cast<char**>(memory_allocate(Domain::kMem, (count_ + 1) * sizeof(char*)));
  if (pointers_ == nullptr || !text_.ok()) return raise_no_memory(ts_);
  char* at = text_.data();
  for (size_t i = 0; i < count_; ++i, at += std::strlen(at) + 1) pointers_[i] = at;
  pointers_[count_] = nullptr;
  return {};
}

}  // namespace pyemb
