// SPDX-License-Identifier: MIT
#include "modules/sre/sre.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/list.h"
#include "vm/import.h"

// Replacement strings with references to groups. The library parses them, into a pair of lists: [(place, group), ...] and the literals,
// with None in the places of groups. Its own function that expands them calls group() for each; here they are copied directly.

namespace pyemb::sre {

namespace {

/// Whether the groups are in the order of their places, and exist.
bool has_expected_form(const Pattern& pattern, Value parsed) {
  if (!is_tuple(parsed) || as<Tuple>(parsed).size != 2) return false;
  Value groups = as<Tuple>(parsed).at(0), literals = as<Tuple>(parsed).at(1);
  if (!is_list(groups) || !is_list(literals)) return false;
  int64_t before = -1;
  for (Value item : as<List>(groups).span()) {
    if (!is_tuple(item) || as<Tuple>(item).size != 2) return false;
    Value place = as<Tuple>(item).at(0), group = as<Tuple>(item).at(1);
    if (!place.is_int() || !group.is_int()) return false;
    if (place.as_int() <= before || place.as_int() >= as<List>(literals).size) return false;
    if (group.as_int() < 0 || group.as_int() > pattern.groups) return false;
    before = place.as_int();
  }
  return true;
}

}  // namespace

Status Template::parse(ThreadState& ts, Value replacement, Pattern& pattern) {
  Ref re = TRY(import_module(ts, "re"));
  Ref compile = TRY(get_attr(ts, re, "_compile_repl"));
  parsed = TRY(call(ts, compile, replacement, Value::from_object(&pattern)));
  ok = has_expected_form(pattern, parsed);
  return {};
}

}  // namespace pyemb::sre
