// SPDX-License-Identifier: MIT
#include "modules/marshal/code_record.h"

#include <cstring>

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
  const int32_t numbers[kNumberCount] = {code.argcount, code.posonlyargcount, code.kwonlyargcount, code.nlocals,    code.first_temp,
                                         code.nregs,    code.flags,           code.nfree,          code.firstlineno};
  for (int32_t number : numbers) int32(number);
  for (const char* name : {"co_code", "co_exceptiontable", "co_linetable"}) {
    Ref part = TRY(get_attr(ts_, Value::from_object(&code), name));
    std::string_view data = as<Bytes>(part).view();
    int32(static_cast<int64_t>(data.size()));
    raw(data);
  }
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
    for (auto number : kNumbers) spec_.*number = static_cast<int32_t>(TRY(in_.int32()));
    Own<Bytes> insns = TRY(section());
    Own<Bytes> handlers = TRY(section());
    Own<Bytes> positions = TRY(section());
    if (insns->size % static_cast<int64_t>(sizeof(Insn)) != 0 || handlers->size % static_cast<int64_t>(sizeof(HandlerRow)) != 0) return bad_record(ts_, "sizes");
    spec_.insns = {reinterpret_cast<const Insn*>(insns->data()), static_cast<size_t>(insns->size) / sizeof(Insn)};
    spec_.handlers = {reinterpret_cast<const HandlerRow*>(handlers->data()), static_cast<size_t>(handlers->size) / sizeof(HandlerRow)};
    spec_.positions = {positions->data(), static_cast<size_t>(positions->size)};
    Ref consts = TRY(in_.item("code"));
    if (!is_tuple(consts)) return bad_record(ts_, "constants");
    spec_.consts = consts.as<Tuple>();
    Own<Tuple> names = TRY(name_tuple(&spec_.names));
    Own<Tuple> registers = TRY(name_tuple(&spec_.register_names));
    Own<Tuple> cells = TRY(name_tuple(&spec_.cellvars));
    Own<Tuple> free = TRY(name_tuple(&spec_.freevars));
    Own<Str> filename = TRY(text(&spec_.filename));
    Own<Str> name = TRY(text(&spec_.name));
    Own<Str> qualname = TRY(text(&spec_.qualname));
    TRY(check_counts());
    Own<Code> code = TRY(new_code(ts_, spec_));
    if (in_.trusted_) return code;
    CodeFault fault = verify_code(*code);
    if (fault.message != nullptr) return bad_record(ts_, fault.message);
    return code;
  }

 private:
  Result<Own<Bytes>> section() {
    int64_t size = TRY(in_.size_of("code section"));
    std::string_view data = TRY(in_.bytes(static_cast<size_t>(size)));
    return new_bytes(ts_, data);
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
    const uint64_t expected = trusted_ ? 0 : record_checksum(record);
    if (!trusted_ && std::memcmp(tail.data(), &expected, sizeof expected) != 0) return bad_record(ts_, "checksum");
  }
  fill(place, code);
  return code;
}

}  // namespace pyemb::marshal
