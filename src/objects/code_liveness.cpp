// SPDX-License-Identifier: MIT
// Which temporaries are alive where: a forward data flow over the instructions, to a fixed point. For each instruction two sets are
// kept: temporaries that are alive on every path to it, and on some path. On request also what each of them comes from
// (TemporaryMap).
#include <algorithm>
#include <cstring>

#include "objects/code_liveness.h"
#include "objects/code_verify.h"
#include "state/memory.h"

namespace pyemb {
namespace {

class Liveness {
 public:
  /// `origins`: null, or a zeroed row of one number a temporary for each offset, to be filled in.
  explicit Liveness(const Code& code, uint32_t* origins = nullptr)
      : code_(code), temps_(static_cast<uint32_t>(code.nregs - code.first_temp)), words_((temps_ + 63) / 64 + 1), origins_(origins) {
    size_t row = 2 * size_t{words_} * sizeof(uint64_t);
    states_ = static_cast<uint64_t*>(memory_allocate_zeroed(Domain::kMem, size_t{code.insn_count} + 1, row));
    pending_ = static_cast<uint32_t*>(memory_allocate(Domain::kMem, (size_t{code.insn_count} + 1) * sizeof(uint32_t)));
    flags_ = static_cast<uint8_t*>(memory_allocate_zeroed(Domain::kMem, size_t{code.insn_count} + 1, 1));
    always_ = static_cast<uint64_t*>(memory_allocate_zeroed(Domain::kMem, 4 * size_t{words_}, sizeof(uint64_t)));
    maybe_ = always_ == nullptr ? nullptr : always_ + words_;
    if (origins_ != nullptr) here_ = static_cast<uint32_t*>(memory_allocate_zeroed(Domain::kMem, 2 * size_t{temps_} + 1, sizeof(uint32_t)));
  }
  ~Liveness() {
    memory_release(Domain::kMem, states_);
    memory_release(Domain::kMem, pending_);
    memory_release(Domain::kMem, flags_);
    memory_release(Domain::kMem, always_);
    memory_release(Domain::kMem, here_);
  }
  Liveness(const Liveness&) = delete;
  Liveness& operator=(const Liveness&) = delete;

  bool ok() const {
    return states_ != nullptr && pending_ != nullptr && flags_ != nullptr && always_ != nullptr && (origins_ == nullptr || here_ != nullptr);
  }

  CodeFault run() {
    if (!ok()) return {};
    flow_to(0);
    while (pending_count_ > 0 && fault_.message == nullptr) {
      uint32_t offset = pending_[--pending_count_];
      flags_[offset] &= static_cast<uint8_t>(~kQueued);
      load(offset);
      step(offset);
    }
    return fault_;
  }
  void copy_reached(uint8_t* reached) const {
    for (uint32_t i = 0; i < code_.insn_count; ++i) reached[i] = flags_[i] & kSeen;
  }

 private:
  enum : uint8_t { kSeen = 1, kQueued = 2 };

  uint64_t* always_at(uint32_t offset) { return states_ + 2 * size_t{words_} * offset; }
  uint64_t* maybe_at(uint32_t offset) { return always_at(offset) + words_; }
  bool is_temp(uint32_t reg) const { return reg >= static_cast<uint32_t>(code_.first_temp); }
  uint32_t temp(uint32_t reg) const { return reg - static_cast<uint32_t>(code_.first_temp); }

  void load(uint32_t offset) {
    std::memcpy(always_, always_at(offset), words_ * sizeof(uint64_t));
    std::memcpy(maybe_, maybe_at(offset), words_ * sizeof(uint64_t));
    if (origins_ != nullptr) std::memcpy(here_, origins_at(offset), temps_ * sizeof(uint32_t));
  }
  /// The state is put aside while one of two ways is followed.
  void save() {
    std::memcpy(always_ + 2 * words_, always_, 2 * words_ * sizeof(uint64_t));
    if (origins_ != nullptr) std::memcpy(here_ + temps_, here_, temps_ * sizeof(uint32_t));
  }
  void restore() {
    std::memcpy(always_, always_ + 2 * words_, 2 * words_ * sizeof(uint64_t));
    if (origins_ != nullptr) std::memcpy(here_, here_ + temps_, temps_ * sizeof(uint32_t));
  }
  void fault(const char* message, uint32_t reg) {
    if (fault_.message == nullptr) fault_ = {message, at_, reg};
  }
  void read(uint32_t reg) {
    if (is_temp(reg) && (always_[temp(reg) / 64] >> temp(reg) % 64 & 1) == 0) fault("a dead temporary is read", reg);
  }
  void kill(uint32_t reg) {
    if (!is_temp(reg)) return;
    always_[temp(reg) / 64] &= ~(uint64_t{1} << temp(reg) % 64);
    maybe_[temp(reg) / 64] &= ~(uint64_t{1} << temp(reg) % 64);
    if (origins_ != nullptr) here_[temp(reg)] = 0;
  }
  void write(uint32_t reg) { write(reg, at_); }
  void write(uint32_t reg, uint32_t origin) {
    if (!is_temp(reg)) return;
    if (origins_ != nullptr) here_[temp(reg)] = TemporaryMap::kKnown | origin;
    always_[temp(reg) / 64] |= uint64_t{1} << temp(reg) % 64;
    maybe_[temp(reg) / 64] |= uint64_t{1} << temp(reg) % 64;
  }
  void require_none_from(uint32_t reg, const char* message) {
    for (uint32_t t = temp(reg); t < temps_; ++t) {
      if ((maybe_[t / 64] >> t % 64 & 1) != 0) return fault(message, t + static_cast<uint32_t>(code_.first_temp));
    }
  }

  /// Values that come from several places go by the first of these.
  bool merge_origins(uint32_t* origins) {
    bool changed = false;
    for (uint32_t i = 0; i < temps_; ++i) {
      uint32_t both = origins[i];
      if (both == 0) {
        both = here_[i];
      } else if (here_[i] != 0 && here_[i] != both) {
        both = std::min(both & ~TemporaryMap::kMerged, here_[i] & ~TemporaryMap::kMerged) | TemporaryMap::kMerged;
      }
      changed = changed || both != origins[i];
      origins[i] = both;
    }
    return changed;
  }

  /// The present state reaches the instruction.
  void flow_to(uint32_t offset) {
    uint64_t* always = always_at(offset);
    uint64_t* maybe = maybe_at(offset);
    bool first = (flags_[offset] & kSeen) == 0;
    bool changed = first;
    for (uint32_t i = 0; i < words_; ++i) {
      uint64_t on_all = first ? always_[i] : always[i] & always_[i];
      uint64_t on_some = maybe[i] | maybe_[i];
      changed = changed || on_all != always[i] || on_some != maybe[i];
      always[i] = on_all;
      maybe[i] = on_some;
    }
    if (origins_ != nullptr) changed = merge_origins(origins_at(offset)) || changed;
    flags_[offset] |= kSeen;
    if (!changed || (flags_[offset] & kQueued) != 0) return;
    flags_[offset] |= kQueued;
    pending_[pending_count_++] = offset;
  }

  /// The instruction may raise: what is below the depth survives, and the exception is put at it.
  void flow_to_handler(uint32_t offset) {
    const HandlerRow* row = code_find_handler(code_, offset);
    if (row == nullptr) return;
    save();
    for (uint32_t reg = row->depth; reg < static_cast<uint32_t>(code_.nregs); ++reg) kill(reg);
    write(row->depth, row->target | TemporaryMap::kCaught);
    flow_to(row->target);
    restore();
  }

  void step(uint32_t offset);
  void consume(const Insn& insn, const Insn* words);
  void produce(const Insn& insn, const Insn* words);
  void follow(const Insn& insn, uint32_t offset);

  uint32_t* origins_at(uint32_t offset) { return origins_ + size_t{temps_} * offset; }

  const Code& code_;
  uint32_t temps_, words_;
  uint32_t* origins_;
  uint32_t* here_ = nullptr;  ///< the origins of the state, and of the one put aside
  uint64_t* states_;
  uint32_t* pending_;
  uint8_t* flags_;
  uint64_t* always_;
  uint64_t* maybe_;
  uint32_t pending_count_ = 0;
  uint32_t at_ = 0;
  CodeFault fault_ = {};
};

/// A generic instruction with the operand word that may follow it in the code, whose last instruction has none.
struct WithOperandWord {
  WithOperandWord(const Insn& insn, const Insn* words) : insns{insn, insn_words(insn) > 1 ? words[1] : Insn{}} {}
  Insn insns[2];
};

void Liveness::consume(const Insn& insn, const Insn* words) {
  const OpInfo& info = op_info(insn.op);
  const OperandKind kinds[] = {info.a, info.b, info.c};
  const uint16_t values[] = {insn.a, insn.b, insn.c};
  Op op = static_cast<Op>(insn.op);
  bool raw = op == Op::kCOPY || op == Op::kRAISE;
  for (int i = 0; i < 3; ++i) {
    if (i == 2 && info.b == OperandKind::kJUMP) break;
    if (op == Op::kRAISE && i > insn.a) break;
    if (kinds[i] == OperandKind::kUSE && !raw) read(values[i]);
    if (kinds[i] == OperandKind::kSRC) read(values[i]);
  }
  for (int i = 0; i < 3; ++i) {
    if (op == Op::kRAISE && i > insn.a) break;
    if (kinds[i] == OperandKind::kSRC && !(i == 2 && info.b == OperandKind::kJUMP)) kill(values[i]);
  }
  const WithOperandWord pair(insn, words);
  RegisterRow row = consumed_row(pair.insns);
  for (uint32_t i = 0; i < row.count; ++i) {
    if (op != Op::kFORMAT_VALUE || i > 0) read(row.first + i);
    kill(row.first + i);
  }
  bool call = op == Op::kCALL || op == Op::kCALL_KW || op == Op::kCALL_METHOD || op == Op::kCALL_METHOD_KW;
  if (call) require_none_from(row.first + row.count, "a temporary is alive above a call's row");
}

void Liveness::produce(const Insn& insn, const Insn* words) {
  const OpInfo& info = op_info(insn.op);
  Op op = static_cast<Op>(insn.op);
  if (op == Op::kDROP || op == Op::kDELETE_LOCAL) return kill(insn.a);
  if (info.a == OperandKind::kDST) write(insn.a);
  if (info.b == OperandKind::kDST) write(insn.b);
  if (info.c == OperandKind::kDST) write(insn.c);
  const WithOperandWord pair(insn, words);
  RegisterRow row = written_row(pair.insns);
  for (uint32_t i = 0; i < row.count; ++i) write(row.first + i);
  if (op != Op::kUNPACK_SEQUENCE && op != Op::kUNPACK_EX) return;
  int count = op == Op::kUNPACK_SEQUENCE ? insn.c : insn.a + 1 + insn.c;
  for (int i = 0; i < count; ++i) {
    uint64_t word;
    std::memcpy(&word, words + 1 + i / 4, sizeof word);
    write(static_cast<uint32_t>(word >> (16 * (i % 4)) & 0xffff));
  }
}

void Liveness::step(uint32_t offset) {
  at_ = offset;
  Insn insn = code_generic_insn(code_, offset);
  flow_to_handler(offset);
  consume(insn, code_.insns + offset);
  if (fault_.message != nullptr) return;
  follow(insn, offset);
}

/// Where the flow goes from here, and what the ways differ in.
void Liveness::follow(const Insn& insn, uint32_t offset) {
  Op op = static_cast<Op>(insn.op);
  auto end = offset + static_cast<uint32_t>(insn_words(insn));
  bool in_operands = op_info(insn.op).b == OperandKind::kJUMP;
  bool in_word = (op >= Op::kJUMP_LT && op <= Op::kJUMP_IN) || op == Op::kFOR_ITER || op == Op::kSEND;
  if (op == Op::kRETURN || op == Op::kRETURN_CONST) {
    return require_none_from(static_cast<uint32_t>(code_.first_temp), "a temporary is alive at a return");
  }
  if (op == Op::kRAISE || op == Op::kRERAISE) return;
  if (in_operands || in_word) {
    int64_t distance = insn.jump();
    if (in_word) std::memcpy(&distance, code_.insns + offset + 1, sizeof distance);
    auto target = static_cast<uint32_t>(int64_t{end} + distance);
    if (op == Op::kFOR_ITER || op == Op::kSEND) {
      save();
      kill(insn.a);
      flow_to(target);
      restore();
    } else {
      flow_to(target);
    }
    if (op == Op::kJUMP || op == Op::kJUMP_BACK) return;
    if (op == Op::kJUMP_IF_TRUE_OR_DROP || op == Op::kJUMP_IF_FALSE_OR_DROP) kill(insn.a);
  }
  if (op == Op::kEND_ASYNC_FOR) kill(insn.a);
  produce(insn, code_.insns + offset);
  flow_to(end);
}

}  // namespace

CodeFault verify_temporaries(const Code& code) { return Liveness(code).run(); }

TemporaryMap::TemporaryMap(const Code& code) : code_(code), temps_(static_cast<uint32_t>(code.nregs - code.first_temp)) {
  size_t cells = (size_t{code.insn_count} + 1) * temps_ + 1;
  if (cells > kMostCells) return;
  origins_ = static_cast<uint32_t*>(memory_allocate_zeroed(Domain::kMem, cells, sizeof(uint32_t)));
  reached_ = static_cast<uint8_t*>(memory_allocate_zeroed(Domain::kMem, size_t{code.insn_count} + 1, 1));
  if (origins_ == nullptr || reached_ == nullptr) return;
  Liveness liveness(code, origins_);
  ok_ = liveness.ok() && liveness.run().message == nullptr;
  if (ok_) liveness.copy_reached(reached_);
}

TemporaryMap::~TemporaryMap() {
  memory_release(Domain::kMem, origins_);
  memory_release(Domain::kMem, reached_);
}

TemporaryMap::Kind TemporaryMap::kind(uint32_t offset, uint32_t temp) const {
  uint32_t from = origin(offset, temp);
  if (from == 0) return kNothing;
  if ((from & kCaught) != 0) return kException;
  switch (static_cast<Op>(code_generic_insn(code_, from & kOffset).op)) {
    case Op::kGET_ITER:
    case Op::kGET_AITER: return kIterator;
    case Op::kPUSH_HANDLED: return kHandled;
    case Op::kWITH_ENTER:
    case Op::kASYNC_WITH_ENTER: return kExit;
    default: return kOther;
  }
}

}  // namespace pyemb
