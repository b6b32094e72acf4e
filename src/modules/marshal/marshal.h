// SPDX-License-Identifier: MIT
#pragma once

// marshal: values as bytes. Everything but code objects is written as CPython 3.11 writes it (versions 0 to 4). Each value is a byte that
// tells its kind, then its contents; numbers are little-endian. The high bit of the kind says that the value gets the next
// number, under which a later `r` means the very same object.
//
// A code object is our own record, which no other interpreter reads (see code_record.h): its head names the version of our bytecode.
//
// Reading never trusts the data: what is cut off raises EOFError, what is wrong ValueError or TypeError.

#include <cstring>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string_view>

#include "objects/text_buffer.h"
#include "objects/type.h"

namespace pyemb {
struct Code;
}

namespace pyemb::marshal {

enum Kind : uint8_t {
  kNull = '0',  ///< ends a dict
  kNone = 'N',
  kFalse = 'F',
  kTrue = 'T',
  kStopIteration = 'S',
  kEllipsis = '.',
  kInt = 'i',            ///< 32 bits
  kInt64 = 'I',          ///< 64 bits; only read
  kLong = 'l',           ///< digits of 15 bits; their number, negative for a negative int, comes first
  kFloat = 'f',          ///< as text
  kBinaryFloat = 'g',
  kComplex = 'x',
  kBinaryComplex = 'y',
  kBytes = 's',
  kReference = 'r',
  kTuple = '(',
  kSmallTuple = ')',     ///< its size is one byte
  kList = '[',
  kDict = '{',
  kSet = '<',
  kFrozenSet = '>',
  kCode = 'c',
  kFrozenCode = 'C',     ///< only in the frozen library (code_record.h)
  kFrozenName = 'n',     ///< likewise: the number of a name, two bytes
  kFrozenNames = 'm',    ///< likewise: a tuple of names; how many and their numbers, two bytes each
  kText = 'u',           ///< UTF-8
  kInternedText = 't',
  kAscii = 'a',
  kInternedAscii = 'A',
  kShortAscii = 'z',     ///< its length is one byte
  kShortInternedAscii = 'Z',
};
inline constexpr uint8_t kNumbered = 0x80;
inline constexpr int kVersion = 4;
inline constexpr int kMaxDepth = 2000;

/// Numbers for the objects that have been written, by address. Owns a reference to each, so that no address is used again.
class ObjectNumbers {
 public:
  ObjectNumbers() = default;
  ~ObjectNumbers();
  ObjectNumbers(const ObjectNumbers&) = delete;
  ObjectNumbers& operator=(const ObjectNumbers&) = delete;

  enum : int64_t { kNew = -1, kNoMemory = -2 };
  /// The object's number, or kNew after giving it the next one.
  int64_t find_or_add(Object* object);

 private:
  struct Place {
    Object* object;
    uint32_t number;
  };
  Place* find(Object* object) const;
  bool grow();

  Place* places_ = nullptr;
  uint32_t capacity_ = 0;
  uint32_t size_ = 0;
};

/// How code objects are written: for files and programs, or for the frozen library.
enum class CodeForm : uint8_t { kRecord, kFrozen };

/// Gives numbers to the names of the frozen library, so that each stands there once; -1: there are too many.
struct NameNumbering {
  int32_t (*number)(void* context, std::string_view name);
  void* context;
};

class Writer {
 public:
  Writer(ThreadState& ts, int version, CodeForm form = CodeForm::kRecord) : ts_(ts), version_(version), form_(form) {}

  [[nodiscard]] Status write(Value value);
  void set_numbering(const NameNumbering* names) { names_ = names; }
  /// What was written so far.
  std::string_view view() const { return out_.view(); }
  bool ok() const { return out_.ok(); }

  void byte(uint8_t b) { out_.append(static_cast<char>(b)); }
  void int32(int64_t i);
  void raw(std::string_view bytes) { out_.append(bytes); }

 private:
  [[nodiscard]] Status write_object(Value value, uint8_t flag);
  void write_int(Value value, uint8_t flag);
  void write_float(double value);
  void write_text(Value value, uint8_t flag);
  [[nodiscard]] Status sized(uint8_t kind, std::string_view bytes);
  [[nodiscard]] Status write_items(std::span<const Value> items);
  [[nodiscard]] Status write_dict(Value dict);
  [[nodiscard]] Status write_set(Value set, uint8_t flag);
  [[nodiscard]] Status write_code(Code& code);
  [[nodiscard]] Status write_sections(Code& code);
  [[nodiscard]] Status write_frozen_code(Code& code);
  [[nodiscard]] Status write_names(Tuple& names);
  bool is_numbered_name(Value value) const;

  ThreadState& ts_;
  int version_;
  CodeForm form_;
  const NameNumbering* names_ = nullptr;
  int depth_ = 0;
  int code_depth_ = 0;
  TextBuffer out_;
  ObjectNumbers numbers_;
};

/// Whether code records are checked: those of the library's own constant data need not be. Where that is mapped and stays, bodies of code are left there until
/// they are needed.
enum class Trust : uint8_t { kNobody, kOwnLibrary, kMappedLibrary };

/// Where the bytes come from: a block of memory, a file's readinto() method, or a C stream. No more is read than the value has.
class Reader {
 public:
  Reader(ThreadState& ts, std::string_view data, Trust trust = Trust::kNobody)
      : ts_(ts), next_(data.data()), end_(data.data() + data.size()), trust_(trust) {}
  Reader(ThreadState& ts, Value file) : ts_(ts), file_(file) {}
  Reader(ThreadState& ts, FILE* stream) : ts_(ts), stream_(stream) {}

  /// One value; TypeError for a lone kNull.
  [[nodiscard]] Result<Ref> read();
  /// The code of a module of the frozen library: its file name, then the code.
  [[nodiscard]] Result<Ref> read_frozen();
  /// Of the body of frozen code: its doc string, or absent.
  [[nodiscard]] Result<Ref> read_doc();

  /// The file name of the frozen code that is read.
  void set_filename(Value filename) { filename_ = filename; }

  /// `count` bytes, valid until the next ones are read.
  [[nodiscard]] Result<std::string_view> bytes(size_t count);
  /// A number of one, two or four bytes, little-endian; the last one is signed.
  [[nodiscard]] Result<size_t> byte() { return number_of<uint8_t, size_t>(); }
  [[nodiscard]] Result<size_t> word() { return number_of<uint16_t, size_t>(); }
  [[nodiscard]] Result<int64_t> int32() { return number_of<int32_t, int64_t>(); }

 private:
  friend class CodeReader;

  /// One value, or absent for kNull.
  [[nodiscard]] Result<Ref> read_or_null();
  [[nodiscard]] Result<Ref> read_kind(uint8_t kind, bool numbered);
  [[nodiscard]] Result<Ref> read_int(bool is_long);
  [[nodiscard]] Result<double> read_float(bool is_binary);
  [[nodiscard]] Result<Ref> read_text(uint8_t kind);
  [[nodiscard]] Result<Ref> read_container(uint8_t kind, bool numbered);
  [[nodiscard]] Result<Ref> read_tuple(int64_t size, bool numbered);
  [[nodiscard]] Result<Ref> read_list(int64_t size, bool numbered);
  [[nodiscard]] Result<Ref> read_set(int64_t size, bool numbered, bool frozen);
  [[nodiscard]] Result<Ref> read_dict(bool numbered);
  [[nodiscard]] Result<Ref> read_code(bool numbered);
  [[nodiscard]] Result<Ref> read_frozen_code();
  [[nodiscard]] Result<Ref> read_frozen_name();
  [[nodiscard]] Result<Ref> read_frozen_names();
  /// The name of this number; borrowed.
  [[nodiscard]] Result<Str*> frozen_name(size_t number);
  [[nodiscard]] Result<int64_t> size_of(const char* what);
  [[nodiscard]] Result<std::string_view> from_file(size_t count);
  [[nodiscard]] Status read_piece(std::span<char> piece);
  /// An item of a container: never absent.
  [[nodiscard]] Result<Ref> item(const char* container);
  /// Takes the next number, for `value` or for what will be put there.
  [[nodiscard]] Status number(bool numbered, Value value, int64_t* place);
  void fill(int64_t place, Value value);
  bool is_memory() const { return file_.is_null() && stream_ == nullptr; }
  /// OPTIMIZATION: the next bytes of memory that has so many; else null. A file has no end_.
  const char* take(size_t count) {
    if (UNLIKELY(count > static_cast<size_t>(end_ - next_))) return nullptr;
    return std::exchange(next_, next_ + count);
  }
  template <class Stored, class Wide>
  Result<Wide> number_of() {
    Stored bits;
    if (const char* taken = take(sizeof bits); LIKELY(taken != nullptr)) {
      std::memcpy(&bits, taken, sizeof bits);
    } else {
      std::string_view data = TRY(bytes(sizeof bits));
      std::memcpy(&bits, data.data(), sizeof bits);
    }
    return Wide{bits};
  }
  /// Whether so many items of one byte or more can follow.
  bool can_hold(int64_t items) const { return is_memory() && items <= end_ - next_; }

  ThreadState& ts_;
  const char* next_ = nullptr;
  const char* end_ = nullptr;
  Value file_ = Value::null();
  FILE* stream_ = nullptr;
  Ref block_;                ///< the bytes read last from the file
  TextBuffer record_;        ///< of a file: the bytes of the code record being read
  Ref numbered_;             ///< list of the numbered objects; None where one is being read
  int depth_ = 0;
  int code_depth_ = 0;
  Trust trust_ = Trust::kNobody;
  Value filename_ = Value::null();  ///< str of the frozen code
};
/// Reads the body of incomplete code: Hooks::complete_code.
[[nodiscard]] Status complete_code(ThreadState& ts, Code& code);
/// Its doc string alone, or absent. Hooks::frozen_doc.
[[nodiscard]] Result<Ref> frozen_doc(ThreadState& ts, Code& code);

}  // namespace pyemb::marshal
