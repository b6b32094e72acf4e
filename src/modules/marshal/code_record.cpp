// SPDX-License-Identifier: MIT
#include "modules/marshal/code_record.h"

#include <array>
#include <cstring>

#include "config/config.h"
#include "modules/imp/frozen.h"
#include "modules/marshal/marshal.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/code.h"
#include "objects/code_verify.h"
#include "objects/raise.h"
#include "objects/siphash.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb::marshal {
namespace {

#include "modules/bytecode_fingerprint.inc"

/// The numbers of a record, in order.
constexpr int32_t CodeSpec::* kNumbers[] = {
    &CodeSpec::argcount, &CodeSpec::posonlyargcount, &CodeSpec::kwonlyargcount, &CodeSpec::nlocals,     &CodeSpec::first_temp,
    &CodeSpec::nregs,    &CodeSpec::flags,           &CodeSpec::nfree,          &CodeSpec::firstlineno,
};
constexpr size_t kNumberCount = std::size(kNumbers);
std::array<int32_t, kNumberCount> numbers_of(const Code& code) {
  return {code.argcount, code.posonlyargcount, code.kwonlyargcount, code.nlocals, code.first_temp, code.nregs, code.flags, code.nfree, code.firstlineno};
}

void write_int64(Writer& out, uint64_t bits) {
  out.int32(static_cast<int64_t>(bits));
  out.int32(static_cast<int64_t>(bits >> 32));
}

Raised bad_record(ThreadState& ts, const char* what) { return raise(ts, Exc::kValueError, "bad marshal data (code: %s)", what); }

}  // namespace

uint64_t bytecode_fingerprint() { return kBytecodeFingerprint; }
uint16_t bytecode_magic() { return static_cast<uint16_t>(kBytecodeFingerprint | 0x8000); }

uint64_t record_checksum(std::string_view record) {
  const uint64_t key[2] = {kBytecodeFingerprint, 0};
  return siphash13(key, record.data(), record.size());
}

// -- writing ----------------------------------------------------------------------------------------------------------------

Status Writer::write_code(Code& code) {
  size_t start = out_.size();
  write_int64(*this, bytecode_fingerprint());
  for (int32_t number : numbers_of(code)) int32(number);
  TRY(write_sections(code));
  ++code_depth_;
  for (Object* object : {static_cast<Object*>(code.consts), static_cast<Object*>(code.names), static_cast<Object*>(code.register_names),
                         static_cast<Object*>(code.cellvars), static_cast<Object*>(code.freevars), static_cast<Object*>(code.filename),
                         static_cast<Object*>(code.name), static_cast<Object*>(code.qualname)}) {
    TRY(write(Value::from_object(object)));
  }
  --code_depth_;
  if (code_depth_ == 0 && out_.ok()) write_int64(*this, record_checksum(out_.view().substr(start)));
  return {};
}

Status Writer::write_sections(Code& code) {
  for (const char* name : {"co_code", "co_exceptiontable", "co_linetable"}) {
    Ref part = TRY(get_attr(ts_, Value::from_object(&code), name));
    std::string_view data = as<Bytes>(part).view();
    int32(static_cast<int64_t>(data.size()));
    raw(data);
  }
  return {};
}

/// A tuple of names of frozen code, in short where all of them have numbers.
Status Writer::write_names(Tuple& names) {
  bool numbered = names.size <= 0xffff;
  for (Value name : names.span()) numbered = numbered && is_numbered_name(name);
  if (!numbered) return write(Value::from_object(&names));
  byte(kFrozenNames);
  auto word = [&](int64_t value) { byte(static_cast<uint8_t>(value)), byte(static_cast<uint8_t>(value >> 8)); };
  word(names.size);
  for (Value name : names.span()) {
    const int32_t number = names_->number(names_->context, as<Str>(name).ascii_view());
    if (number < 0) return out_.fail(), Status();
    word(number);
  }
  return {};
}

/// The body comes from a writer of its own, so that it can be read without what stands before it.
Status Writer::write_frozen_code(Code& code) {
  TRY(code_complete(ts_, code));
  byte(kFrozenCode);
  for (int32_t number : numbers_of(code)) int32(number);
  TRY(write(Value::from_object(code.name)));
  Writer body(ts_, version_, CodeForm::kFrozen);
  body.depth_ = depth_;
  body.names_ = names_;
  TRY(body.write(Value::from_object(code.qualname)));
  TRY(body.write_sections(code));
  TRY(body.write(Value::from_object(code.consts)));
  for (Tuple* names : {code.names, code.register_names, code.cellvars, code.freevars}) TRY(body.write_names(*names));
  if (!body.ok()) return out_.fail(), Status();
  int32(static_cast<int64_t>(body.view().size()));
  raw(body.view());
  return {};
}

// -- reading ----------------------------------------------------------------------------------------------------------------

/// Reads one record; what the spec points to is owned here.
class CodeReader {
 public:
  explicit CodeReader(Reader& in) : in_(in), ts_(in.ts_) {}

  Result<Own<Code>> run() {
    std::string_view head = TRY(in_.bytes(8));
    uint64_t fingerprint;
    std::memcpy(&fingerprint, head.data(), sizeof fingerprint);
    if (fingerprint != bytecode_fingerprint()) return bad_record(ts_, "of another version");
    TRY(read_numbers());
    TRY(read_sections());
    TRY(read_tuples());
    filename_ = TRY(text(&spec_.filename));
    name_ = TRY(text(&spec_.name));
    qualname_ = TRY(text(&spec_.qualname));
    TRY(check_counts());
    Own<Code> code = TRY(new_code(ts_, spec_));
    CodeFault fault = verify_code(*code);
    if (fault.message != nullptr) return bad_record(ts_, fault.message);
    return code;
  }

  /// Frozen code: incomplete where the record stays where it is. What tells about columns is left out of complete code alone.
  Result<Own<Code>> run_frozen() {
    TRY(read_numbers());
    name_ = TRY(text(&spec_.name));
    spec_.filename = &as<Str>(in_.filename_);
    const char* record = in_.next_;
    int64_t size = TRY(in_.size_of("code body"));
    const Config* config = ts_.interp.config;
    if (in_.trust_ == Trust::kMappedLibrary && (config == nullptr || config->code_debug_ranges != 0)) {
      TRY(in_.bytes(static_cast<size_t>(size)));
      return new_frozen_code(ts_, spec_, record);
    }
    Reader body(ts_, TRY(in_.bytes(static_cast<size_t>(size))), in_.trust_);
    body.filename_ = in_.filename_;
    CodeReader reader(body);
    TRY(reader.read_body());
    spec_.qualname = reader.spec_.qualname;
    spec_.insns = reader.spec_.insns, spec_.handlers = reader.spec_.handlers, spec_.positions = reader.spec_.positions;
    spec_.consts = reader.spec_.consts, spec_.names = reader.spec_.names, spec_.register_names = reader.spec_.register_names;
    spec_.cellvars = reader.spec_.cellvars, spec_.freevars = reader.spec_.freevars;
    return new_code(ts_, spec_);
  }

  /// The body of incomplete code, which the reader stands at.
  Status complete(Code& code) {
    TRY(read_body());
    return code_set_body(ts_, code, spec_);
  }

 private:
  Status read_body() {
    qualname_ = TRY(text(&spec_.qualname));
    TRY(read_sections());
    return read_tuples();
  }

  Status read_numbers() {
    std::string_view data = TRY(in_.bytes(kNumberCount * sizeof(int32_t)));
    for (size_t i = 0; i < kNumberCount; ++i) std::memcpy(&(spec_.*kNumbers[i]), data.data() + i * sizeof(int32_t), sizeof(int32_t));
    return {};
  }

  /// The bytes of memory stay until the code is made; those of a file have to be kept.
  Result<std::string_view> section(Own<Bytes>& kept) {
    int64_t size = TRY(in_.size_of("code section"));
    std::string_view data = TRY(in_.bytes(static_cast<size_t>(size)));
    if (in_.trust_ != Trust::kNobody) return data;
    kept = TRY(new_bytes(ts_, data));
    return kept->view();
  }
  Status read_sections() {
    std::string_view insns = TRY(section(insns_));
    std::string_view handlers = TRY(section(handlers_));
    std::string_view positions = TRY(section(positions_));
    if (insns.size() % sizeof(Insn) != 0 || handlers.size() % sizeof(HandlerRow) != 0) return bad_record(ts_, "sizes");
    spec_.insns = {reinterpret_cast<const Insn*>(insns.data()), insns.size() / sizeof(Insn)};
    spec_.handlers = {reinterpret_cast<const HandlerRow*>(handlers.data()), handlers.size() / sizeof(HandlerRow)};
    spec_.positions = {reinterpret_cast<const uint8_t*>(positions.data()), positions.size()};
    return {};
  }

  Status read_tuples() {
    consts_ = TRY(in_.item("code"));
    if (!is_tuple(consts_)) return bad_record(ts_, "constants");
    spec_.consts = consts_.as<Tuple>();
    names_ = TRY(name_tuple(&spec_.names));
    registers_ = TRY(name_tuple(&spec_.register_names));
    cells_ = TRY(name_tuple(&spec_.cellvars));
    free_ = TRY(name_tuple(&spec_.freevars));
    return {};
  }

  /// A tuple of names, each interned: the interpreter compares them by address.
  Result<Own<Tuple>> name_tuple(Tuple** field) {
    Ref value = TRY(in_.item("code"));
    if (!is_tuple(value)) return bad_record(ts_, "names");
    Own<Tuple> names = Own<Tuple>::copy(value.as<Tuple>());
    for (int64_t i = 0; i < names->size; ++i) {
      if (!is_str(names->at(i))) return bad_record(ts_, "names");
      if (as<Str>(names->at(i)).interned) continue;
      Ref interned = TRY(intern(ts_, as<Str>(names->at(i))));
      names->set(i, std::move(interned));
    }
    *field = names.get();
    return names;
  }

  Result<Own<Str>> text(Str** field) {
    Ref value = TRY(in_.item("code"));
    if (!is_str(value)) return bad_record(ts_, "texts");
    *field = value.as<Str>();
    return Own<Str>::copy(*field);
  }

  Status check_counts() {
    const CodeSpec& s = spec_;
    bool signs = s.posonlyargcount >= 0 && s.argcount >= s.posonlyargcount && s.kwonlyargcount >= 0 && s.flags >= 0 && s.nfree >= 0;
    int64_t parameters = int64_t{s.argcount} + s.kwonlyargcount + ((s.flags & Code::kVarArgs) != 0) + ((s.flags & Code::kVarKeywords) != 0);
    bool order = parameters <= s.nlocals && int64_t{s.nlocals} + s.nfree <= s.first_temp && s.first_temp <= s.nregs && s.nregs <= 0x10000;
    bool is_generator = (s.flags & (Code::kGenerator | Code::kCoroutine | Code::kAsyncGenerator)) != 0;
    if (!signs || !order || s.freevars->size != s.nfree || s.insns.empty()) return bad_record(ts_, "counts");
    for (const Insn& insn : s.insns.first(1)) {
      if ((static_cast<Op>(insn.op) == Op::kRETURN_GENERATOR) != is_generator) return bad_record(ts_, "flags");
    }
    return {};
  }

  Reader& in_;
  ThreadState& ts_;
  CodeSpec spec_ = {};
  Own<Bytes> insns_, handlers_, positions_;
  Ref consts_;
  Own<Tuple> names_, registers_, cells_, free_;
  Own<Str> filename_, name_, qualname_;
};

Result<Ref> Reader::read_code(bool numbered) {
  int64_t place;
  TRY(number(numbered, Value::none(), &place));
  const char* start = next_;
  if (code_depth_ == 0) record_.clear();
  ++code_depth_;
  Result<Own<Code>> made = CodeReader(*this).run();
  --code_depth_;
  Own<Code> code = TRY(std::move(made));
  if (code_depth_ == 0) {
    std::string_view record = is_memory() ? std::string_view(start, static_cast<size_t>(next_ - start)) : record_.view();
    std::string_view tail = TRY(bytes(8));
    const uint64_t expected = record_checksum(record);
    if (std::memcmp(tail.data(), &expected, sizeof expected) != 0) return bad_record(ts_, "checksum");
  }
  fill(place, code);
  return code;
}

/// Frozen code is never numbered: nothing refers to it but the constants that it stands in.
Result<Ref> Reader::read_frozen_code() {
  if (trust_ == Trust::kNobody || filename_.is_null()) return raise(ts_, Exc::kValueError, "bad marshal data (unknown type code)");
  Own<Code> code = TRY(CodeReader(*this).run_frozen());
  return code;
}

Result<Ref> Reader::read_frozen() {
  Ref filename = TRY(read());
  if (!is<Str>(filename)) return bad_record(ts_, "file name");
  filename_ = filename;
  return read();
}

Result<Str*> Reader::frozen_name(size_t number) {
  Str**& known = ts_.interp.frozen_names;
  if (LIKELY(known != nullptr && known[number] != nullptr)) return known[number];
  const FrozenNames names(kFrozenLibrary);
  if (known == nullptr) {
    known = static_cast<Str**>(ts_.interp.heap.allocate_zeroed_buffer(names.count() * sizeof(Str*)));
    if (known == nullptr) return raise_no_memory(ts_);
  }
  return known[number] = TRY(intern(ts_, names.at(number))).release();
}

Result<Ref> Reader::read_frozen_name() {
  if (trust_ == Trust::kNobody) return raise(ts_, Exc::kValueError, "bad marshal data (unknown type code)");
  const size_t number = TRY(word());
  Str* name = TRY(frozen_name(number));
  return Ref::copy(name);
}

Result<Ref> Reader::read_frozen_names() {
  if (trust_ == Trust::kNobody) return raise(ts_, Exc::kValueError, "bad marshal data (unknown type code)");
  const size_t count = TRY(word());
  Own<Tuple> names = TRY(new_tuple(ts_, static_cast<int64_t>(count)));
  for (Value& slot : names->span()) slot = Value::none();
  for (size_t i = 0; i < count; ++i) {
    const size_t number = TRY(word());
    Str* name = TRY(frozen_name(number));
    names->set(static_cast<int64_t>(i), Ref::copy(name));
  }
  return names;
}

Result<Ref> Reader::read_doc() {
  Ref qualname = TRY(item("code"));
  for (int section = 0; section < 3; ++section) {
    int64_t size = TRY(size_of("code section"));
    TRY(bytes(static_cast<size_t>(size)));
  }
  std::string_view head = TRY(bytes(1));
  const bool is_short = (head[0] & 0x7f) == kSmallTuple;
  std::string_view size = TRY(bytes(is_short ? 1 : 4));
  if (size[0] == 0 && is_short) return Result<Ref>::absent();
  Ref first = TRY(read());
  if (!is_str(first)) return Result<Ref>::absent();
  return first;
}

namespace {

std::string_view body_of(const Code& code) {
  int32_t size;
  std::memcpy(&size, code.record, sizeof size);
  return {code.record + sizeof size, static_cast<size_t>(size)};
}

}  // namespace

Status complete_code(ThreadState& ts, Code& code) {
  Own<Code> kept = Own<Code>::copy(&code);
  Reader body(ts, body_of(code), Trust::kMappedLibrary);
  body.set_filename(Value::from_object(code.filename));
  return CodeReader(body).complete(code);
}

Result<Ref> frozen_doc(ThreadState& ts, Code& code) {
  Reader body(ts, body_of(code), Trust::kMappedLibrary);
  body.set_filename(Value::from_object(code.filename));
  return body.read_doc();
}

}  // namespace pyemb::marshal
