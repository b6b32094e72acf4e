// SPDX-License-Identifier: MIT
#pragma once

// How PyArg_Parse* reads its arguments. A format is a row of items: a letter, or several in parentheses for the items of a sequence. An ItemReader takes
// the places to fill from the variable arguments, in the order of the format, and converts one argument for each item.

#include <cstdarg>

#include "api.h"
#include "build_value.h"

namespace pyemb::capi {

/// What must be undone when a later argument is wrong: buffers, texts, what converters made.
class ParseCleanup {
 public:
  explicit ParseCleanup(ThreadState& ts) : heap_(ts.interp.heap) {}
  ~ParseCleanup();
  ParseCleanup(const ParseCleanup&) = delete;
  ParseCleanup& operator=(const ParseCleanup&) = delete;

  using Undo = void (*)(void* place, void* function);
  [[nodiscard]] bool add(Undo undo, void* place, void* function);
  /// Everything went well: nothing is undone.
  void keep_all() { count_ = 0; }

 private:
  struct Entry {
    Undo undo;
    void* place;
    void* function;
  };
  Heap& heap_;
  Entry* entries_ = nullptr;
  size_t count_ = 0;
  size_t capacity_ = 0;
};

/// Converts items. A fault of an argument is told in `fault()`: "must be str, not int"; other errors are raised.
class ItemReader {
 public:
  ItemReader(ThreadState& ts, FormatArguments& places, SizeFormat sizes) : ts_(ts), places_(places), sizes_(sizes), cleanup_(ts) {
    fault_[0] = '\0';
    levels_[0] = 0;
  }

  /// Converts `argument` by the item at *format, and moves behind the item. False: a fault, or raised.
  bool convert(const char** format, Value argument);
  /// Passes over an item whose argument was left out. False: the format is wrong, fault() says how.
  bool skip(const char** format);
  /// Raises what convert() noted, for argument `number` (0: the only one) of a function.
  Raised raise_fault(int number, const char* function, const char* message);
  const char* fault() const { return fault_; }
  void keep_all() { cleanup_.keep_all(); }

 private:
  static constexpr int kMaxLevels = 16;

  bool convert_sequence(const char** format, Value argument);
  bool convert_simple(const char** format, Value argument);
  bool convert_number(char letter, Value argument);
  bool convert_real(char letter, Value argument);
  bool convert_text(char letter, const char** format, Value argument);
  bool convert_wide(char letter, const char** format, Value argument);
  bool convert_bytes(const char** format, Value argument);
  bool convert_encoded(const char** format, Value argument);
  bool convert_object(char letter, const char** format, Value argument);
  bool convert_writable(const char** format, Value argument);
  bool store_encoded(const char** format, std::string_view text, Value argument);
  bool open_buffer(Value argument, Py_buffer* view, int flags, const char* expected);
  bool borrow_buffer(Value argument, const void** data, Py_ssize_t* size);
  template <class T>
  bool store_checked(int64_t number, int64_t least, int64_t most, const char* what);

  bool must_be(const char* expected, Value argument);
  bool fail(const char* format, ...) __attribute__((format(printf, 2, 3)));
  bool need_clean_sizes();

  ThreadState& ts_;
  FormatArguments& places_;
  SizeFormat sizes_;
  ParseCleanup cleanup_;
  char fault_[256];  ///< empty: nothing is wrong
  int levels_[kMaxLevels + 1];
  int depth_ = 0;
};

/// How many items a row has before its end (a zero or a closing parenthesis), and what its name and message are.
struct FormatSummary {
  int least = 0;
  int most = 0;
  const char* function = nullptr;  ///< behind ":"
  const char* message = nullptr;   ///< behind ";"
};
/// PyArg_ParseTuple and PyArg_ParseTupleAndKeywords, whatever they are called by.
[[nodiscard]] Status parse_tuple(Api api, PyObject* args, const char* format, va_list list, SizeFormat sizes);
[[nodiscard]] Status parse_keywords(Api api, PyObject* args, PyObject* kwargs, const char* format, char** names, va_list list, SizeFormat sizes);
[[nodiscard]] Result<FormatSummary> summarize_format(ThreadState& ts, const char* format);
inline bool ends_format(char c) { return c == 0 || c == ';' || c == ':'; }

}  // namespace pyemb::capi
