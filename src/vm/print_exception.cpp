// SPDX-License-Identifier: MIT
#include "state/names.h"
#include "vm/print_exception.h"

#include <algorithm>
#include <cstdio>

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/exception_group.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/tuple.h"
#include "vm/exception_hints.h"
#include "vm/print_traceback.h"

namespace pyemb {
namespace {

constexpr int64_t kMaxGroupWidth = 15;
constexpr int kMaxGroupDepth = 10;
constexpr int kMaxChain = 1000;  // links shown of a chain of causes and contexts

constexpr const char* kCause = "\nThe above exception was the direct cause of the following exception:\n\n";
constexpr const char* kContext = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Collects the whole text. Inside of groups each line gets a margin.
class Printer {
 public:
  explicit Printer(ThreadState& ts) : ts_(ts), lines_(ts) {}
  void print_chain(Value exception, int links);
  Result<Own<Str>> finish() {
    if (!out_.ok()) return raise_no_memory(ts_);
    return new_str(ts_, out_.view());
  }

 private:
  void indent() { out_.append(static_cast<size_t>(2 * depth_), ' '); }
  /// What stands at the start of a line.
  void begin_line(char margin = '|');
  /// Appends lines, each behind the margin.
  void emit(std::string_view text, char margin = '|');
  void print_one(Value exception);
  void print_single(Exception& exception);
  void print_group(ExceptionGroupLayout& group);
  void print_members(ExceptionGroupLayout& group);
  void print_traceback(const Exception& exception);
  void print_message(Value exception);
  void append_file_name(Value filename);
  bool print_syntax_location(Value exception);
  void print_notes(Value exception);
  bool seen(Value exception);

  ThreadState& ts_;
  TextBuffer out_;
  SourceLines lines_;
  Own<List> seen_;
  int depth_ = 0;            // of groups
  bool need_close_ = false;  // the frame of the innermost group is still open
};

void Printer::begin_line(char margin) {
  indent();
  if (depth_ == 0) return;
  out_.append(margin);
  out_.append(' ');
}

void Printer::emit(std::string_view text, char margin) {
  while (!text.empty()) {
    size_t end = text.find('\n');
    std::string_view line = text.substr(0, end == text.npos ? end : end + 1);
    text.remove_prefix(line.size());
    begin_line(margin);
    out_.append(line);
  }
}

/// Whether the exception was shown already; remembers it.
bool Printer::seen(Value exception) {
  if (!seen_) {
    Result<Own<List>> list = new_list(ts_);
    if (list.raised()) {
      ts_.clear_pending();
      return false;
    }
    seen_ = list.take();
  }
  for (Value shown : seen_->span()) {
    if (shown == exception) return true;
  }
  if (list_append(ts_, *seen_, Ref::copy(exception)).raised()) ts_.clear_pending();
  return false;
}

/// The cause or context first, then the exception.
void Printer::print_chain(Value exception, int links) {
  RecursionGuard guard(ts_, "");
  if (guard.exceeded() || links > kMaxChain) return;
  static_cast<void>(seen(exception));
  auto& self = as<Exception>(exception);
  Value before = !self.cause.is_null() ? self.cause : self.suppress_context ? Value::null() : self.context;
  const char* message = !self.cause.is_null() ? kCause : kContext;
  Ref kept = Ref::copy(before);
  if (kept && !seen(kept)) {
    bool outer = std::exchange(need_close_, false);  // a group in the chain closes its own frame
    print_chain(kept, links + 1);
    need_close_ = outer;
    emit(message);
  }
  print_one(exception);
}

void Printer::print_one(Value exception) {
  if (!is_exception_group(exception)) return print_single(as<Exception>(exception));
  if (depth_ > kMaxGroupDepth) return emit("... (max_group_depth is 10)\n");
  print_group(as<ExceptionGroupLayout>(exception));
}

void Printer::print_traceback(const Exception& exception) {
  TextBuffer text;
  append_traceback(ts_, text, lines_, exception.traceback, traceback_limit(ts_));
  emit(text.view());
}

void Printer::print_single(Exception& exception) {
  if (!exception.traceback.is_null() && traceback_limit(ts_) > 0) {
    emit("Traceback (most recent call last):\n");
    print_traceback(exception);
  }
  print_message(Value::from_object(&exception));
}

void Printer::print_group(ExceptionGroupLayout& group) {
  bool outermost = depth_ == 0;
  if (outermost) depth_ = 1;
  if (!group.traceback.is_null() && traceback_limit(ts_) > 0) {
    emit("Exception Group Traceback (most recent call last):\n", outermost ? '+' : '|');
    print_traceback(group);
  }
  print_message(Value::from_object(&group));
  print_members(group);
  if (outermost) depth_ = 0;
}

void Printer::print_members(ExceptionGroupLayout& group) {
  Ref members = Ref::copy(group.exceptions);
  int64_t total = members.as<Tuple>()->size;
  int64_t shown = total <= kMaxGroupWidth ? total : kMaxGroupWidth + 1;
  need_close_ = false;
  for (int64_t i = 0; i < shown; ++i) {
    bool last = i == shown - 1;
    if (last) need_close_ = true;  // a nested group may close the frame for this one
    bool cut = i >= kMaxGroupWidth;
    char title[64];
    if (cut) {
      std::snprintf(title, sizeof title, "...");
    } else {
      std::snprintf(title, sizeof title, "%lld", static_cast<long long>(i + 1));
    }
    indent();
    out_.append(i == 0 ? "+-" : "  ");
    out_.append("+---------------- ");
    out_.append(title);
    out_.append(" ----------------\n");
    ++depth_;
    if (!cut) {
      print_chain(members.as<Tuple>()->at(i), 0);
    } else {
      long long rest = total - kMaxGroupWidth;
      std::snprintf(title, sizeof title, "and %lld more exception%s\n", rest, rest > 1 ? "s" : "");
      emit(title);
    }
    if (last && need_close_) {
      indent();
      out_.append("+------------------------------------\n");
      need_close_ = false;
    }
    --depth_;
  }
}

// -- the last lines ----------------------------------------------------------------------------------------------------------

int64_t int_field(Value field, int64_t fallback) { return field.is_int() ? field.as_int() : fallback; }

/// The line of the text that a syntax error is in, and the marker under it.
void append_error_text(TextBuffer& out, std::string_view text, int64_t offset, int64_t end_offset) {
  int64_t repeats = end_offset > 0 && end_offset > offset ? end_offset - offset : 1;
  --offset;
  if (text.ends_with('\n')) text.remove_suffix(1);
  while (true) {  // a text of several lines: the one that the offset is in
    size_t newline = text.find('\n');
    if (newline == text.npos || static_cast<int64_t>(newline) >= offset) break;
    text.remove_prefix(newline + 1);
    offset -= static_cast<int64_t>(newline) + 1;
  }
  while (!text.empty() && (text[0] == ' ' || text[0] == '\t' || text[0] == '\f')) {
    text.remove_prefix(1);
    --offset;
  }
  out.append("    ");
  out.append(text);
  out.append('\n');
  if (offset < 0) return;
  out.append("    ");
  out.append(static_cast<size_t>(offset), ' ');
  out.append(static_cast<size_t>(repeats), '^');
  out.append('\n');
}

/// str(filename), or what stands for none.
void Printer::append_file_name(Value filename) {
  if (filename.is_null() || filename.is_none()) return out_.append("<string>");
  Ref kept = Ref::copy(filename);
  Result<Own<Str>> text = to_str(ts_, kept);
  if (text.raised()) return ts_.clear_pending();
  Own<Str> shown = text.take();
  out_.append(Utf8(ts_, *shown).view());
}

/// Where a SyntaxError is. False: its attributes do not say. As in CPython, no margin stands before the source text.
bool Printer::print_syntax_location(Value exception) {
  if (!is<SyntaxErrorLayout>(exception)) return false;
  auto& self = as<SyntaxErrorLayout>(exception);
  if (!self.lineno.is_int()) return false;
  char number[48];
  std::snprintf(number, sizeof number, "\", line %lld\n", static_cast<long long>(self.lineno.as_int()));
  begin_line();
  out_.append("  File \"");
  append_file_name(self.filename);
  out_.append(number);
  if (!is<Str>(self.text) || as<Str>(self.text).length == 0) return true;
  Utf8 source(ts_, self.text);
  int64_t offset = int_field(self.offset, -1);
  int64_t end_offset = int_field(self.end_offset, -1);
  int64_t end_line = int_field(self.end_lineno, self.lineno.as_int());
  if (self.type != &core_type(ts_, Exc::kSyntaxError)) end_offset = -1;  // its subclasses mark one place, as in CPython
  auto text_end = static_cast<int64_t>(source.view().size());  // in bytes, the newline included, as in CPython
  end_offset = end_line > self.lineno.as_int() ? text_end : std::min(end_offset, text_end + 1);
  append_error_text(out_, source.view(), offset, end_offset);
  return true;
}

/// Type and message; as in CPython, the further lines of a message have no margin, and a syntax error that says where it is shows
/// no notes.
void Printer::print_message(Value exception) {
  bool located = print_syntax_location(exception);
  begin_line();
  Result<Own<Str>> type = exception_type_text(ts_, *exception.as_object()->type);
  if (type.raised()) {
    ts_.clear_pending();
    out_.append("<unknown>");
  } else {
    Own<Str> name = type.take();
    out_.append(Utf8(ts_, *name).view());
  }
  Ref shown = Ref::copy(located ? as<SyntaxErrorLayout>(exception).msg : exception);
  if (shown) {
    Result<Own<Str>> message = exception_text(ts_, shown);
    if (message.raised()) {
      ts_.clear_pending();
    } else {
      Own<Str> held = message.take();
      if (held->length > 0) {
        out_.append(": ");
        out_.append(Utf8(ts_, *held).view());
      }
    }
  }
  append_hint(ts_, out_, exception);
  out_.append('\n');
  if (!located) print_notes(exception);
}

void Printer::print_notes(Value exception) {
  Result<Ref> found = find_attr(ts_, exception, Value::from_object(ts_.names().dunder_notes));
  if (found.raised()) return ts_.clear_pending();
  Ref notes = found.take();
  if (notes.is_absent()) return;
  TextBuffer text;
  auto add = [&](Result<Own<Str>> made, const char* failed) {
    if (made.raised()) {
      ts_.clear_pending();
      text.append(failed);
    } else {
      Own<Str> held = made.take();
      text.append(Utf8(ts_, *held).view());
    }
  };
  bool sequence = (is<List>(notes) || is<Tuple>(notes));
  if (!sequence) {
    add(repr(ts_, notes), "<__notes__ repr() failed>");
  } else {
    Result<Own<Tuple>> items = to_tuple(ts_, notes);
    if (items.raised()) return ts_.clear_pending();
    Own<Tuple> tuple = items.take();
    for (Value note : tuple->span()) {
      add(to_str(ts_, note), "<note str() failed>");
      text.append('\n');
    }
  }
  emit(text.view());
}

}  // namespace

Result<Own<Str>> exception_type_text(ThreadState& ts, const Type& type) {
  Value type_value = Value::from_object(&type);
  Ref module = TRY(find_attr(ts, type_value, Value::from_object(ts.names().dunder_module)));
  Ref qualname = TRY(find_attr(ts, type_value, Value::from_object(ts.names().dunder_qualname)));
  Utf8 name(ts, qualname.is_absent() ? Value::null() : qualname.get());
  if (module.is_absent() || !is<Str>(module)) return new_str_format(ts, "<unknown>.%s", name.c_str());
  auto& text = *module.as<Str>();
  if (str_equal(text, "builtins") || str_equal(text, "__main__")) return new_str(ts, name.view());
  return new_str_format(ts, "%s.%s", Utf8(ts, text).c_str(), name.c_str());
}

Result<Own<Str>> exception_line(ThreadState& ts, Value exception) {
  Own<Str> type = TRY(exception_type_text(ts, *exception.as_object()->type));
  Own<Str> text = TRY(exception_text(ts, exception));
  if (text->length == 0) return type;
  Utf8 type_text(ts, *type);
  return new_str_format(ts, "%s: %s", type_text.c_str(), Utf8(ts, *text).c_str());
}

Result<Own<Str>> format_exception(ThreadState& ts, Value exception) {
  Ref kept = Ref::copy(exception);
  Printer printer(ts);
  printer.print_chain(exception, 0);
  ts.clear_pending();
  return printer.finish();
}

Result<Own<Str>> format_traceback(ThreadState& ts, Value traceback) {
  TextBuffer text;
  SourceLines lines(ts);
  text.append("Traceback (most recent call last):\n");
  append_traceback(ts, text, lines, traceback, traceback_limit(ts));
  if (!text.ok()) return raise_no_memory(ts);
  return new_str(ts, text.view());
}

Status write_to_stream(ThreadState& ts, Value stream, Value text) {
  Ref ignored = TRY(call_method_of(ts, stream, Value::from_object(ts.names().write), text));
  return {};
}

}  // namespace pyemb
