// SPDX-License-Identifier: MIT
// csv.reader: from lines to rows. A row is read by a small state machine that goes over the characters of a line, and over
// further lines while a quoted field is open. Runs of plain characters are taken at once.

#include "modules/csv/csv.h"
#include "modules/module_type_specs.h"
#include "objects/float.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace {

struct CsvReader : Object {
  static constexpr TypeId kId = ModuleType::kCsvReader;

  Value input;           ///< owned: an iterator of lines
  CsvDialect* dialect;   ///< owned
  int64_t line_number;
  int64_t last_width;    ///< how many fields the last row had
};

constexpr bool is_newline(char32_t c) { return c == '\n' || c == '\r'; }

class RecordParser {
 public:
  RecordParser(ThreadState& ts, const CsvDialect& dialect, const CsvState& module, List& row)
      : ts_(ts), dialect_(dialect), module_(module), row_(row), field_(ts) {}

  Status feed(const Str& line) {
    return visit(Text(line), [&](const auto* units) { return feed_units(units, line.length); });
  }
  Status end_line() { return step(kEndOfLine); }
  bool complete() const { return state_ == State::kStartRecord; }
  /// There is something that the end of the input cuts off.
  bool pending() const { return field_.length() != 0 || state_ == State::kInQuotes; }
  Status save_field();

 private:
  enum class State : uint8_t {
    kStartRecord,
    kStartField,
    kEscaped,            ///< after the escape character
    kInField,
    kInQuotes,
    kEscapedInQuotes,
    kQuoteInQuotes,      ///< after a quote within quotes: the end, or the first half of a doubled one
    kEatNewline,         ///< after the end of a record: more of the newline, or the end of the line
    kAfterEscapedNewline,
  };
  static constexpr char32_t kEndOfLine = 0xfffffffe;

  template <class Unit>
  Status feed_units(const Unit* units, int64_t length);
  template <class Unit>
  Status start_plain_field(const Unit* units, int64_t length, int64_t& at);
  template <class Unit>
  Status append_run(const Unit* units, int64_t length);

  Status step(char32_t c);
  Status start_field(char32_t c);
  Status in_field(char32_t c);
  Status in_quotes(char32_t c);
  Status quote_in_quotes(char32_t c);
  Status append(char32_t c);
  Status check_limit(int64_t extra);
  /// Ends a field, and the record with it, at a newline or the end of the line.
  Status end_record(char32_t c) {
    state_ = c == kEndOfLine ? State::kStartRecord : State::kEatNewline;
    return save_field();
  }
  /// Ends a run of plain characters outside quotes.
  bool ends_run(char32_t c) const { return c == dialect_.delimiter || is_newline(c) || c == dialect_.escape; }

  ThreadState& ts_;
  const CsvDialect& dialect_;
  const CsvState& module_;
  List& row_;
  StringBuilder field_;
  State state_ = State::kStartRecord;
  bool numeric_ = false;
};

Status RecordParser::check_limit(int64_t extra) {
  if (field_.length() + extra <= module_.field_limit) return {};
  Own<Str> message = TRY(new_str_format(ts_, "field larger than field limit (%lld)", static_cast<long long>(module_.field_limit)));
  return raise_csv(ts_, message);
}

Status RecordParser::append(char32_t c) {
  TRY(check_limit(1));
  field_.append(c);
  return {};
}

template <class Unit>
Status RecordParser::append_run(const Unit* units, int64_t length) {
  TRY(check_limit(length));
  field_.append(Text(units, length, static_cast<Str::Kind>(sizeof(Unit))));
  return {};
}

Status RecordParser::save_field() {
  Own<Str> text = TRY(field_.finish());
  if (!numeric_) return list_append(ts_, row_, std::move(text));
  numeric_ = false;
  double number = TRY(float_from_str(ts_, text));
  Ref value = TRY(new_float(ts_, number));
  return list_append(ts_, row_, std::move(value));
}

/// A field without quotes and escapes that ends in this line is cut out of it in one piece.
template <class Unit>
Status RecordParser::start_plain_field(const Unit* units, int64_t length, int64_t& at) {
  int64_t stop = at;
  while (stop < length && !ends_run(units[stop])) ++stop;
  if (stop < length && units[stop] == dialect_.escape) {
    TRY(append_run(units + at, stop - at));
    state_ = State::kInField;
    at = stop;
    return {};
  }
  TRY(check_limit(stop - at));
  Own<Str> text = TRY(new_str(ts_, Text(units + at, stop - at, static_cast<Str::Kind>(sizeof(Unit)))));
  TRY(list_append(ts_, row_, std::move(text)));
  at = stop + 1;
  if (stop == length) {
    state_ = State::kEatNewline;  // the end of the line comes next
  } else {
    state_ = is_newline(units[stop]) ? State::kEatNewline : State::kStartField;
  }
  return {};
}

template <class Unit>
Status RecordParser::feed_units(const Unit* units, int64_t length) {
  int64_t at = 0;
  while (at < length) {
    char32_t c = units[at];
    if (state_ == State::kStartRecord && !is_newline(c)) state_ = State::kStartField;
    if (state_ == State::kStartField && dialect_.quoting != CsvQuoting::kNonNumeric) {
      const bool special = ends_run(c) || (c == dialect_.quote && dialect_.quoting != CsvQuoting::kNone) ||
                           (c == ' ' && dialect_.skip_initial_space);
      if (!special) {
        TRY(start_plain_field(units, length, at));
        continue;
      }
    }
    int64_t stop = at;
    if (state_ == State::kInField) {
      while (stop < length && !ends_run(units[stop])) ++stop;
    } else if (state_ == State::kInQuotes) {
      while (stop < length && units[stop] != dialect_.quote && units[stop] != dialect_.escape) ++stop;
    }
    if (stop > at) {
      TRY(append_run(units + at, stop - at));
      at = stop;
    } else {
      TRY(step(c));
      ++at;
    }
  }
  return {};
}

Status RecordParser::start_field(char32_t c) {
  if (is_newline(c) || c == kEndOfLine) return end_record(c);
  if (c == dialect_.quote && dialect_.quoting != CsvQuoting::kNone) {
    state_ = State::kInQuotes;
  } else if (c == dialect_.escape) {
    state_ = State::kEscaped;
  } else if (c == ' ' && dialect_.skip_initial_space) {
    // left out
  } else if (c == dialect_.delimiter) {
    return save_field();
  } else {
    if (dialect_.quoting == CsvQuoting::kNonNumeric) numeric_ = true;
    state_ = State::kInField;
    return append(c);
  }
  return {};
}

Status RecordParser::in_field(char32_t c) {
  if (is_newline(c) || c == kEndOfLine) return end_record(c);
  if (c == dialect_.escape) {
    state_ = State::kEscaped;
    return {};
  }
  if (c == dialect_.delimiter) {
    state_ = State::kStartField;
    return save_field();
  }
  return append(c);
}

Status RecordParser::in_quotes(char32_t c) {
  if (c == kEndOfLine) return {};
  if (c == dialect_.escape) {
    state_ = State::kEscapedInQuotes;
    return {};
  }
  if (c == dialect_.quote && dialect_.quoting != CsvQuoting::kNone) {
    state_ = dialect_.double_quote ? State::kQuoteInQuotes : State::kInField;
    return {};
  }
  return append(c);
}

Status RecordParser::quote_in_quotes(char32_t c) {
  if (dialect_.quoting != CsvQuoting::kNone && c == dialect_.quote) {
    state_ = State::kInQuotes;
    return append(c);
  }
  if (c == dialect_.delimiter) {
    state_ = State::kStartField;
    return save_field();
  }
  if (is_newline(c) || c == kEndOfLine) return end_record(c);
  if (!dialect_.strict) {
    state_ = State::kInField;
    return append(c);
  }
  StringBuilder message(ts_);
  message.append('\'');
  message.append(dialect_.delimiter);
  message.append("' expected after '");
  message.append(dialect_.quote);
  message.append('\'');
  Own<Str> text = TRY(message.finish());
  return raise_csv(ts_, text);
}

Status RecordParser::step(char32_t c) {
  switch (state_) {
    case State::kStartRecord:
      if (c == kEndOfLine) return {};
      if (is_newline(c)) {
        state_ = State::kEatNewline;
        return {};
      }
      state_ = State::kStartField;
      return start_field(c);
    case State::kStartField: return start_field(c);
    case State::kEscaped:
      if (is_newline(c)) {
        state_ = State::kAfterEscapedNewline;
        return append(c);
      }
      state_ = State::kInField;
      return append(c == kEndOfLine ? U'\n' : c);
    case State::kAfterEscapedNewline:
      if (c == kEndOfLine) return {};
      state_ = State::kInField;
      return in_field(c);
    case State::kInField: return in_field(c);
    case State::kInQuotes: return in_quotes(c);
    case State::kEscapedInQuotes:
      state_ = State::kInQuotes;
      return append(c == kEndOfLine ? U'\n' : c);
    case State::kQuoteInQuotes: return quote_in_quotes(c);
    case State::kEatNewline:
      if (is_newline(c)) return {};
      if (c == kEndOfLine) {
        state_ = State::kStartRecord;
        return {};
      }
      return raise_csv(ts_,
                       "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?");
  }
  return {};
}

// -- the type ------------------------------------------------------------------------------------------------------------

Result<Ref> reader_next(ThreadState& ts, Value value) {
  auto& self = as<CsvReader>(value);
  CsvState* module = TRY(csv_state(ts));
  Own<List> row = TRY(new_list(ts, self.last_width));
  RecordParser parser(ts, *self.dialect, *module, *row);
  do {
    Ref line = TRY(next_item(ts, self.input));
    if (line.is_absent()) {
      if (!parser.pending()) return Result<Ref>::absent();
      if (self.dialect->strict) return raise_csv(ts, "unexpected end of data");
      TRY(parser.save_field());
      break;
    }
    if (!is<Str>(line)) {
      Own<Str> message = TRY(new_str_format(ts, "iterator should return strings, not %.200s (the file should be opened in text mode)",
                                            type_name(ts, line)));
      return raise_csv(ts, message);
    }
    ++self.line_number;
    TRY(parser.feed(*line.as<Str>()));
    TRY(parser.end_line());
  } while (!parser.complete());
  self.last_width = row->size;
  return row;
}

constexpr Member kMembers[] = {
    {"dialect", Member::kPointer, offsetof(CsvReader, dialect), Member::kReadOnly, nullptr},
    {"line_num", Member::kInt64, offsetof(CsvReader, line_number), Member::kReadOnly, nullptr},
};
using Owned = OwnedFields<CsvReader, &CsvReader::input, &CsvReader::dialect>;

}  // namespace

Result<Ref> new_csv_reader(ThreadState& ts, CallArgs args) {
  TRY(require_one_or_two(ts, args));
  Own<CsvReader> self = TRY(new_native<CsvReader>(ts));
  self->input = TRY(get_iter(ts, args.values[0])).release();
  self->dialect = TRY(make_csv_dialect(ts, {args.values + 1, args.count - 1, args.names})).release();
  gc_track(ts, self.get());
  return self;
}

constexpr TypeSpec kCsvReaderSpec = {
    .name = "_csv.reader",
    .doc = "Reads lines of comma-separated values; each row is a list of fields.",
    .id = ModuleType::kCsvReader,
    .size = sizeof(CsvReader),
    .flags = Type::kCollected | Type::kNoNew,
    .members = kMembers,
    .slots = {.iter = self_iter, .next = reader_next},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
