// SPDX-License-Identifier: MIT
#include "vm/dump_traceback.h"

#include <unistd.h>

#include <cerrno>

#include "objects/module.h"
#include "objects/set.h"
#include "vm/frame.h"

namespace pyemb {
namespace {

constexpr int kMostFrames = 100;
constexpr int kMostThreads = 100;
constexpr int64_t kMostCharacters = 500;

/// Whether it is an object of this built-in type itself, as far as one can tell by reading its header.
bool is_sound(const Interpreter& interp, const Object* object, TypeId id) {
  return object != nullptr && object->type == interp.types[static_cast<size_t>(id)];
}

void dump_str_or_unknown(DumpWriter& out, const Interpreter& interp, const Str* text) {
  if (is_sound(interp, text, TypeId::kStr)) {
    out.str(*text);
  } else {
    out.text("???");
  }
}

void dump_frame(DumpWriter& out, const Interpreter& interp, const Frame& frame) {
  const Code* code = frame.code;
  if (!is_sound(interp, code, TypeId::kCode)) return out.text("  File ???, line ??? in ???\n");
  out.text("  File \"");
  dump_str_or_unknown(out, interp, code->filename);
  out.text("\", line ");
  const int32_t line = frame_line(frame);
  if (line >= 0) {
    out.number(line);
  } else {
    out.text("???");
  }
  out.text(" in ");
  dump_str_or_unknown(out, interp, code->name);
  out.text("\n");
}

void dump_frames(DumpWriter& out, const ThreadState& ts) {
  const Frame* frame = current_frame(ts);
  if (frame == nullptr) out.text("  <no Python frame>\n");
  for (int depth = 0; frame != nullptr; frame = seen_frame(frame->previous), ++depth) {
    if (depth == kMostFrames) return out.text("  ...\n");
    dump_frame(out, ts.interp, *frame);
    out.flush();
  }
}

/// The strings of sys.stdlib_module_names, or null.
const Set* standard_names(const Interpreter& interp, const Dict& sys) {
  int64_t position = 0;
  Value key, value;
  while (dict_next(sys, &position, &key, &value)) {
    if (!is_exactly(key, TypeId::kStr) || !str_equal(as<Str>(key), "stdlib_module_names")) continue;
    return value.is_heap() && is_sound(interp, value.as_object(), TypeId::kFrozenSet) ? &as<FrozenSet>(value) : nullptr;
  }
  return nullptr;
}

bool is_named(const Set* names, const Str& name) {
  if (names == nullptr) return false;
  size_t position = 0;
  while (const SetEntry* entry = set_next(*names, &position)) {
    if (is_exactly(entry->key, TypeId::kStr) && str_equal(as<Str>(entry->key), name)) return true;
  }
  return false;
}

}  // namespace

// -- writing -------------------------------------------------------------------------------------------------------------------

void DumpWriter::flush() {
  size_t done = 0;
  while (done < size_) {
    const ssize_t written = ::write(fd_, buffer_ + done, size_ - done);
    if (written < 0 && errno != EINTR) break;
    if (written > 0) done += static_cast<size_t>(written);
  }
  size_ = 0;
}

void DumpWriter::text(std::string_view text) {
  for (char c : text) {
    if (size_ == sizeof buffer_) flush();
    buffer_[size_++] = c;
  }
}

void DumpWriter::number(int64_t number) {
  char digits[24];
  size_t at = sizeof digits;
  const bool negative = number < 0;
  uint64_t rest = negative ? 0 - static_cast<uint64_t>(number) : static_cast<uint64_t>(number);
  do {
    digits[--at] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (negative) digits[--at] = '-';
  text({digits + at, sizeof digits - at});
}

void DumpWriter::hexadecimal(uint64_t number, int digits) {
  char text_of[16];
  size_t at = sizeof text_of;
  do {
    text_of[--at] = "0123456789abcdef"[number & 15];
    number >>= 4;
    --digits;
  } while (number != 0 || (digits > 0 && at > 0));
  text({text_of + at, sizeof text_of - at});
}

void DumpWriter::address(uint64_t number, int digits) {
  text("0x");
  hexadecimal(number, digits);
}

void DumpWriter::str(const Str& string) {
  for (int64_t i = 0; i < string.length; ++i) {
    if (i == kMostCharacters) return text("...");
    const char32_t c = string.at(i);
    if (c >= U' ' && c <= U'~') {
      const char plain = static_cast<char>(c);
      text({&plain, 1});
    } else if (c <= 0xff) {
      text("\\x");
      hexadecimal(c, 2);
    } else if (c <= 0xffff) {
      text("\\u");
      hexadecimal(c, 4);
    } else {
      text("\\U");
      hexadecimal(c, 8);
    }
  }
}

// -- what is shown -------------------------------------------------------------------------------------------------------------

void dump_thread(DumpWriter& out, const ThreadState& ts) {
  out.text("Stack (most recent call first):\n");
  dump_frames(out, ts);
}

void dump_threads(DumpWriter& out, const Interpreter& interp, const ThreadState* current) {
  int count = 0;
  for (const ThreadState* ts = interp.threads; ts != nullptr; ts = ts->next, ++count) {
    if (count > 0) out.text("\n");
    if (count == kMostThreads) return out.text("...\n");
    out.text(ts == current ? "Current thread " : "Thread ");
    out.address(ts->ident, static_cast<int>(2 * sizeof ts->ident));
    out.text(" (most recent call first):\n");
    if (ts == current && interp.gc.collecting) out.text("  Garbage-collecting\n");
    dump_frames(out, *ts);
  }
}

void dump_native_modules(DumpWriter& out, const Interpreter& interp) {
  if (interp.modules.is_null() || interp.sys_dict.is_null()) return;
  if (!is_exactly(interp.modules, TypeId::kDict) || !is_exactly(interp.sys_dict, TypeId::kDict)) return;
  const Set* standard = standard_names(interp, as<Dict>(interp.sys_dict));
  int64_t position = 0;
  int64_t count = 0;
  Value key, value;
  while (dict_next(as<Dict>(interp.modules), &position, &key, &value)) {
    if (!is_exactly(key, TypeId::kStr) || !value.is_heap() || !is_sound(interp, value.as_object(), TypeId::kModule)) continue;
    if (as<Module>(value).row == nullptr || is_named(standard, as<Str>(key))) continue;
    out.text(count == 0 ? "\nExtension modules: " : ", ");
    out.str(as<Str>(key));
    ++count;
  }
  if (count == 0) return;
  out.text(" (total: ");
  out.number(count);
  out.text(")\n");
}

}  // namespace pyemb
