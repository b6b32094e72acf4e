// SPDX-License-Identifier: MIT
#include "vm/print_traceback.h"

#include <cstdio>

#include "objects/dict.h"
#include "objects/int.h"
#include "objects/number.h"
#include "objects/str.h"
#include "vm/carets.h"
#include "vm/traceback.h"

namespace pyemb {
namespace {

constexpr int64_t kShownRepeats = 3;
constexpr int64_t kDefaultLimit = 1000;

void append_number(TextBuffer& out, const char* format, long long number) {
  char text[64];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  int size = std::snprintf(text, sizeof text, format, number);
#pragma GCC diagnostic pop
  out.append(std::string_view(text, static_cast<size_t>(size)));
}

void append_entry(ThreadState& ts, TextBuffer& out, SourceLines& lines, const Traceback& entry) {
  const Code& code = frame_object_code(entry.frame);
  Utf8 filename(ts, *code.filename);
  Utf8 name(ts, *code.name);
  out.append("  File \"");
  out.append(filename.view());
  append_number(out, "\", line %lld, in ", traceback_line(entry));
  out.append(name.view());
  out.append('\n');
  std::string_view line;
  if (!lines.find(filename.view(), traceback_line(entry), &line)) return;
  size_t indent = line.find_first_not_of(" \t\f");
  if (indent == line.npos) indent = line.size();
  out.append("    ");
  out.append(line.substr(indent));
  out.append('\n');
  TextBuffer carets;
  append_carets(ts, carets, line, code_position(code, entry.offset));
  if (carets.size() == 0) return;
  out.append("    ");
  out.append(carets.view());
  out.append('\n');
}

void append_repeats(TextBuffer& out, int64_t count) {
  if (count <= kShownRepeats) return;
  append_number(out, "  [Previous line repeated %lld more time", count - kShownRepeats);
  out.append(count - kShownRepeats > 1 ? "s]\n" : "]\n");
}

bool same_place(const Traceback& a, const Traceback& b) {
  const Code& first = frame_object_code(a.frame);
  const Code& second = frame_object_code(b.frame);
  return traceback_line(a) == traceback_line(b) && str_equal(*first.filename, *second.filename) && str_equal(*first.name, *second.name);
}

}  // namespace

int64_t traceback_limit(ThreadState& ts) {
  if (ts.interp.sys_dict.is_null()) return kDefaultLimit;
  Value limit = dict_get(ts, as<Dict>(ts.interp.sys_dict), "tracebacklimit");
  if (limit.is_int()) return limit.as_int();
  if (limit.is_null() || !is_any_int(limit)) return kDefaultLimit;
  return IntView(limit).negative() ? 0 : INT64_MAX;
}

void append_traceback(ThreadState& ts, TextBuffer& out, SourceLines& lines, Value traceback, int64_t limit) {
  int64_t depth = 0;
  for (Value at = traceback; !at.is_null(); at = as<Traceback>(at).next) ++depth;
  Value at = traceback;
  for (; depth > limit && !at.is_null(); --depth) at = as<Traceback>(at).next;
  const Traceback* last = nullptr;
  int64_t repeats = 0;
  for (; !at.is_null(); at = as<Traceback>(at).next) {
    const auto& entry = as<Traceback>(at);
    if (last == nullptr || !same_place(*last, entry)) {
      append_repeats(out, repeats);
      repeats = 0;
      last = &entry;
    }
    if (++repeats <= kShownRepeats) append_entry(ts, out, lines, entry);
  }
  append_repeats(out, repeats);
}

}  // namespace pyemb
