// SPDX-License-Identifier: MIT
#include "objects/container_repr.h"

namespace pyemb {

Status ReprWriter::string(Value str) {
  if (!pieces_) pieces_ = TRY(new_list(ts_, 8));
  return list_append(ts_, *pieces_, Ref::copy(str));
}

Status ReprWriter::text(std::string_view ascii) {
  Own<Str> piece = TRY(new_str(ts_, ascii));
  return string(piece);
}

Status ReprWriter::item(Value value) {
  Ref kept = Ref::copy(value);
  Own<Str> piece = TRY(repr(ts_, kept));
  return string(piece);
}

Status ReprWriter::separator() {
  if (separate_) TRY(text(", "));
  separate_ = true;
  return {};
}

Result<Ref> ReprWriter::finish() {
  Own<Str> nothing = TRY(new_str(ts_, ""));
  if (!pieces_) return nothing;
  return str_join(ts_, *nothing, pieces_);
}

}  // namespace pyemb
