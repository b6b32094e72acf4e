// SPDX-License-Identifier: MIT
// csv.writer: from rows to lines.

#include "modules/csv/csv.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace {

struct CsvWriter : Object {
  static constexpr TypeId kId = ModuleType::kCsvWriter;

  Value write;          ///< owned: called with each line
  CsvDialect* dialect;  ///< owned
  bool special[128];    ///< ASCII characters that must be quoted or escaped
};

bool is_special(const CsvDialect& dialect, char32_t c) {
  if (c == dialect.delimiter || c == dialect.escape || c == dialect.quote) return true;
  for (int64_t i = 0; i < dialect.line_terminator->length; ++i) {
    if (dialect.line_terminator->at(i) == c) return true;
  }
  return false;
}

/// What counts as a number for QUOTE_NONNUMERIC.
bool is_number(ThreadState& ts, Value value) {
  const Slots& slots = type_of(ts, value).slots;
  return slots.index != nullptr || slots.to_int != nullptr || slots.to_float != nullptr ||
         derives_from(type_of(ts, value), TypeId::kComplex);
}

class RecordWriter {
 public:
  RecordWriter(ThreadState& ts, const CsvWriter& writer) : ts_(ts), writer_(writer), dialect_(*writer.dialect), out_(ts) {}

  Status add(Value field);
  Result<Own<Str>> finish();

 private:
  bool special(char32_t c) const { return c < 128 ? writer_.special[c] : is_special(dialect_, c); }
  bool must_escape(char32_t c) const {
    if (dialect_.quoting == CsvQuoting::kNone) return true;
    return c == dialect_.quote ? !dialect_.double_quote : c == dialect_.escape;
  }
  Status add_text(const Text& text, bool quoted);
  template <class Unit>
  void append_escaped(const Unit* units, int64_t length);

  ThreadState& ts_;
  const CsvWriter& writer_;
  const CsvDialect& dialect_;
  StringBuilder out_;
  int64_t count_ = 0;
};

Status RecordWriter::add(Value field) {
  bool quoted = dialect_.quoting == CsvQuoting::kAll || (dialect_.quoting == CsvQuoting::kNonNumeric && !is_number(ts_, field));
  if (field.is_none()) return add_text(Text(), quoted);
  if (is<Str>(field)) return add_text(Text(as<Str>(field)), quoted);
  Own<Str> text = TRY(to_str(ts_, field));
  return add_text(Text(*text), quoted);
}

template <class Unit>
void RecordWriter::append_escaped(const Unit* units, int64_t length) {
  int64_t start = 0;
  for (int64_t i = 0; i < length; ++i) {
    char32_t c = units[i];
    if (LIKELY(!special(c))) continue;
    out_.append(Text(units + start, i - start, static_cast<Str::Kind>(sizeof(Unit))));
    start = i;
    if (must_escape(c)) {
      out_.append(dialect_.escape);
    } else if (c == dialect_.quote) {
      out_.append(c);
    }
  }
  out_.append(Text(units + start, length - start, static_cast<Str::Kind>(sizeof(Unit))));
}

Status RecordWriter::add_text(const Text& text, bool quoted) {
  bool changes = false;  // some character is escaped or doubled
  for (int64_t i = 0; i < text.length; ++i) {
    char32_t c = text.at(i);
    if (LIKELY(!special(c))) continue;
    if (!must_escape(c)) {
      quoted = true;
      changes = changes || c == dialect_.quote;
      continue;
    }
    if (dialect_.escape == CsvDialect::kNoChar) return raise_csv(ts_, "need to escape, but no escapechar set");
    changes = true;
  }
  if (count_++ > 0) out_.append(dialect_.delimiter);
  if (quoted) out_.append(dialect_.quote);
  if (changes) {
    visit(text, [&](const auto* units) { append_escaped(units, text.length); });
  } else {
    out_.append(text);
  }
  if (quoted) out_.append(dialect_.quote);
  return {};
}

Result<Own<Str>> RecordWriter::finish() {
  if (count_ > 0 && out_.length() == 0) {  // one empty field, which would be read back as none
    if (dialect_.quoting == CsvQuoting::kNone) return raise_csv(ts_, "single empty field record must be quoted");
    count_ = 0;
    TRY(add_text(Text(), true));
  }
  out_.append(*dialect_.line_terminator);
  return out_.finish();
}

Result<Ref> iterate_row(ThreadState& ts, Value row) {
  Result<Ref> iterator = get_iter(ts, row);
  if (!iterator.raised() || !clear_pending_if(ts, Exc::kTypeError)) return iterator;
  Own<Str> message = TRY(new_str_format(ts, "iterable expected, not %.200s", type_name(ts, row)));
  return raise_csv(ts, message);
}

Result<Ref> write_row(ThreadState& ts, CsvWriter& self, Value row) {
  Ref iterator = TRY(iterate_row(ts, row));
  RecordWriter record(ts, self);
  for (;;) {
    Ref field = TRY(next_item(ts, iterator));
    if (field.is_absent()) break;
    TRY(record.add(field));
  }
  Own<Str> line = TRY(record.finish());
  return call(ts, self.write, line);
}

Status write_rows(ThreadState& ts, CsvWriter& self, Value rows) {
  Ref iterator = TRY(get_iter(ts, rows));
  for (;;) {
    Ref row = TRY(next_item(ts, iterator));
    if (row.is_absent()) return {};
    Ref ignored = TRY(write_row(ts, self, row));
  }
}

constexpr NativeMethod kMethods[] = {
    method<write_row>("writerow", "($self, row, /)", "Write one row: any iterable. The answer is that of the file's write()."),
    method<write_rows>("writerows", "($self, rows, /)", "Write the rows of an iterable, one after the other."),
};
constexpr Member kMembers[] = {
    {"dialect", Member::kPointer, offsetof(CsvWriter, dialect), Member::kReadOnly, nullptr},
};
using Owned = OwnedFields<CsvWriter, &CsvWriter::write, &CsvWriter::dialect>;

}  // namespace

Result<Ref> new_csv_writer(ThreadState& ts, CallArgs args) {
  TRY(require_one_or_two(ts, args));
  Own<CsvWriter> self = TRY(new_native<CsvWriter>(ts));
  self->dialect = TRY(make_csv_dialect(ts, {args.values + 1, args.count - 1, args.names})).release();
  Ref write = TRY(find_attr(ts, args.values[0], "write"));
  if (write.is_absent() || !is_callable(ts, write)) return raise(ts, Exc::kTypeError, "argument 1 must have a \"write\" method");
  self->write = write.release();
  for (char32_t c = 0; c < std::size(self->special); ++c) self->special[c] = is_special(*self->dialect, c);
  gc_track(ts, self.get());
  return self;
}

constexpr TypeSpec kCsvWriterSpec = {
    .name = "_csv.writer",
    .doc = "Writes rows as lines of comma-separated values.",
    .id = ModuleType::kCsvWriter,
    .size = sizeof(CsvWriter),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kMethods,
    .members = kMembers,
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
