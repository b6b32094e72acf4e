// SPDX-License-Identifier: MIT
#include "frontend/parse_hooks.h"

#include "objects/unicode_data.h"

namespace pyemb {
namespace {

bool is_xid_start(void*, uint32_t c) { return unicode::is_xid_start(c); }
bool is_xid_continue(void*, uint32_t c) { return unicode::is_xid_continue(c); }
bool is_printable(void*, uint32_t c) { return unicode::is_printable(c); }

int32_t find_character(void*, std::string_view name) {
  char32_t storage;
  std::span<const char32_t> found = unicode::lookup_name(name, unicode::Sequences::kExcluded, storage);
  return found.size() == 1 ? static_cast<int32_t>(found[0]) : -1;
}

}  // namespace

ParseHooks parse_hooks(ThreadState& ts) {
  ParseHooks hooks;
  hooks.context = &ts;
  hooks.is_xid_start = is_xid_start;
  hooks.is_xid_continue = is_xid_continue;
  hooks.is_printable = is_printable;
  hooks.find_character = find_character;
  return hooks;
}

}  // namespace pyemb
