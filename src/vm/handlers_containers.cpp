// SPDX-License-Identifier: MIT
//
// Building containers and strings, taking them apart, iterating.

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/call.h"
#include "vm/generator.h"
#include "vm/handlers.h"
#include "vm/inline_cache.h"

namespace pyemb {

Status op_BUILD_TUPLE(ThreadState& ts, Frame& frame, Insn* pc) {
  ConsumedRow row(frame, pc->b, pc->c);
  Own<Tuple> tuple = TRY(new_tuple(ts, std::span<const Value>(row.span())));
  row.store(pc->a, std::move(tuple));
  return {};
}

Status op_BUILD_LIST(ThreadState& ts, Frame& frame, Insn* pc) {
  ConsumedRow row(frame, pc->b, pc->c);
  Own<List> list = TRY(new_list(ts, pc->c));
  for (uint32_t i = 0; i < pc->c; ++i) list->items[list->size++] = row.take(i).release();
  row.store(pc->a, std::move(list));
  return {};
}

Status op_BUILD_SET(ThreadState& ts, Frame& frame, Insn* pc) {
  ConsumedRow row(frame, pc->b, pc->c);
  Own<Set> set = TRY(new_set(ts));
  for (uint32_t i = 0; i < pc->c; ++i) TRY(set_add(ts, *set, row[i]));
  row.store(pc->a, std::move(set));
  return {};
}

Status op_BUILD_MAP(ThreadState& ts, Frame& frame, Insn* pc) {
  ConsumedRow row(frame, pc->b, 2u * pc->c);
  Own<Dict> dict = TRY(new_dict(ts, pc->c));
  for (uint32_t i = 0; i < pc->c; ++i) TRY(dict_set(ts, *dict, row[2 * i], row[2 * i + 1]));
  row.store(pc->a, std::move(dict));
  return {};
}

Status op_BUILD_STRING(ThreadState& ts, Frame& frame, Insn* pc) {
  ConsumedRow row(frame, pc->b, pc->c);
  StringBuilder out(ts);
  for (uint32_t i = 0; i < pc->c; ++i) {
    if (UNLIKELY(!is<Str>(row[i]))) {  // the parts of a tree that was made by hand
      return raise(ts, Exc::kTypeError, "sequence item %u: expected str instance, %s found", i, short_type_name(ts, row[i]));
    }
    out.append(as<Str>(row[i]));
  }
  Own<Str> text = TRY(out.finish());
  row.store(pc->a, std::move(text));
  return {};
}

Status op_FORMAT_VALUE(ThreadState& ts, Frame& frame, Insn* pc) {
  enum : uint16_t { kConversion = 3, kHasSpec = 4 };
  TRY(check_bound(ts, frame, pc->b));
  Operand operand(frame, pc->b);
  Ref spec;
  if ((pc->c & kHasSpec) != 0) spec = Ref::steal(std::exchange(frame.regs[pc->b + 1], Value::null()));
  if (spec && UNLIKELY(!is<Str>(spec))) {
    return raise(ts, Exc::kSystemError, "Format specifier must be a string, not %.200s", short_type_name(ts, spec));
  }
  Ref value = Ref::copy(operand);
  switch (pc->c & kConversion) {
    case 1: value = TRY(to_str(ts, operand)); break;
    case 2: value = TRY(repr(ts, operand)); break;
    case 3: value = TRY(ascii(ts, operand)); break;
    default: break;
  }
  if (spec || !is_str(value)) value = TRY(format(ts, value, spec));
  frame.set(pc->a, std::move(value));
  return {};
}

Status op_LIST_APPEND(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand item(frame, pc->b);
  return list_append(ts, as<List>(frame.regs[pc->a]), item.take());
}

Status op_LIST_EXTEND(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand iterable(frame, pc->b);
  Status extended = list_extend(ts, as<List>(frame.regs[pc->a]), iterable);
  if (!extended.raised() || !pending_is(ts, Exc::kTypeError) || is_iterable(ts, iterable)) return extended;
  ts.clear_pending();
  return raise(ts, Exc::kTypeError, "Value after * must be an iterable, not %s", type_name(ts, iterable));
}

Status op_LIST_TO_TUPLE(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand list(frame, pc->b);
  Own<Tuple> tuple = TRY(to_tuple(ts, list));
  frame.set(pc->a, std::move(tuple));
  return {};
}

Status op_SET_ADD(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand item(frame, pc->b);
  return set_add(ts, as<Set>(frame.regs[pc->a]), item);
}

Status op_SET_UPDATE(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand iterable(frame, pc->b);
  return set_update(ts, as<Set>(frame.regs[pc->a]), iterable);
}

Status op_MAP_ADD(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b, pc->c));
  Operand key(frame, pc->b);
  Operand value(frame, pc->c);
  return dict_set(ts, as<Dict>(frame.regs[pc->a]), key, value);
}

Status op_DICT_UPDATE(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand mapping(frame, pc->b);
  if (!is<Dict>(mapping)) {
    Ref keys = TRY(find_attr(ts, mapping, ts.names().keys));
    if (keys.is_absent()) return raise(ts, Exc::kTypeError, "'%s' object is not a mapping", type_name(ts, mapping));
  }
  return dict_update(ts, as<Dict>(frame.regs[pc->a]), mapping);
}

Status op_DICT_MERGE(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand mapping(frame, pc->b);
  Value callee = frame.regs[pc->c];
  if (!is<Dict>(mapping)) {
    Ref keys = TRY(find_attr(ts, mapping, ts.names().keys));
    if (keys.is_absent()) {
      Own<Str> name = TRY(callee_name(ts, callee));
      return raise(ts, Exc::kTypeError, "%s argument after ** must be a mapping, not %s", Utf8(ts, *name).c_str(), type_name(ts, mapping));
    }
  }
  Status merged = dict_update(ts, as<Dict>(frame.regs[pc->a]), mapping, Merge::kRaiseOnDuplicate);
  if (!merged.raised() || !pending_is(ts, Exc::kKeyError)) return merged;
  Ref error = ts.take_pending();  // KeyError(key)
  Ref args = TRY(get_attr(ts, error, ts.names().args));
  Value key = is_tuple(args) && as<Tuple>(args).size == 1 ? as<Tuple>(args).at(0) : Value::none();
  Own<Str> name = TRY(callee_name(ts, callee));
  if (!is<Str>(key)) return raise(ts, Exc::kTypeError, "%s keywords must be strings", Utf8(ts, *name).c_str());
  return raise(ts, Exc::kTypeError, "%s got multiple values for keyword argument '%s'", Utf8(ts, *name).c_str(), Utf8(ts, key).c_str());
}

// -- iteration -----------------------------------------------------------------------------------------------------------

Status op_GET_ITER(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand iterable(frame, pc->b);
  Ref iterator = TRY(get_iter(ts, iterable));
  frame.set(pc->a, std::move(iterator));
  return {};
}

/// The special form of FOR_ITER for an iterator, or FOR_ITER.
static Op for_iter_form(Value iterator) {
  if (is_exactly(iterator, TypeId::kRangeIterator)) return Op::kFOR_ITER_RANGE;
  if (is_exactly(iterator, TypeId::kListIterator)) return Op::kFOR_ITER_LIST;
  if (is_exactly(iterator, TypeId::kTupleIterator)) return Op::kFOR_ITER_TUPLE;
  if (is_exactly(iterator, TypeId::kGenerator)) return Op::kFOR_ITER_GENERATOR;
  return Op::kFOR_ITER;
}

Result<bool> advance_iterator(ThreadState& ts, Frame& frame, Insn* pc) {
  Value iterator = frame.regs[pc->a];
  rewrite(pc, for_iter_form(iterator));
  Ref item = TRY(next_item(ts, iterator));
  if (item.is_absent()) return false;
  frame.set(pc->b, std::move(item));
  return true;
}

// -- unpacking -----------------------------------------------------------------------------------------------------------

namespace {

/// Register i of the list that is packed behind an unpacking instruction.
uint16_t packed_register(const Insn* pc, uint32_t i) {
  const Insn& word = pc[1 + i / 4];
  const uint16_t parts[4] = {word.op, word.a, word.b, word.c};
  return parts[i % 4];
}

Raised raise_too_few(ThreadState& ts, uint32_t expected, int64_t got, bool at_least) {
  return raise(ts, Exc::kValueError, "not enough values to unpack (expected %s%u, got %lld)", at_least ? "at least " : "", expected,
               static_cast<long long>(got));
}

/// An iterator of what is to be unpacked.
Result<Ref> unpack_iterator(ThreadState& ts, Value sequence) {
  Result<Ref> iterator = get_iter(ts, sequence);
  if (!iterator.raised() || !pending_is(ts, Exc::kTypeError) || is_iterable(ts, sequence)) return iterator;
  ts.clear_pending();
  return raise(ts, Exc::kTypeError, "cannot unpack non-iterable %s object", type_name(ts, sequence));
}

/// The values of a list or tuple that is about to be unpacked; empty span with `found` false for anything else.
std::span<const Value> values_of(Value sequence, bool* found) {
  *found = true;
  if (is_tuple(sequence)) return as<Tuple>(sequence).span();
  if (is_list(sequence)) return as<List>(sequence).span();
  *found = false;
  return {};
}

/// Any iterable: the items are collected first, so that a failure stores nothing.
Status unpack_iterable(ThreadState& ts, Frame& frame, Insn* pc, Value sequence) {
  uint32_t count = pc->c;
  Ref iterator = TRY(unpack_iterator(ts, sequence));
  Own<List> items = TRY(new_list(ts, count));
  for (uint32_t i = 0; i < count; ++i) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return raise_too_few(ts, count, i, false);
    TRY(list_append(ts, *items, std::move(item)));
  }
  Ref surplus = TRY(next_item(ts, iterator));
  if (!surplus.is_absent()) return raise(ts, Exc::kValueError, "too many values to unpack (expected %u)", count);
  for (uint32_t i = 0; i < count; ++i) frame.set(packed_register(pc, i), Ref::copy(items->at(i)));
  return {};
}

}  // namespace

Status op_UNPACK_SEQUENCE(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand sequence(frame, pc->b);
  bool direct = false;
  std::span<const Value> values = values_of(sequence, &direct);
  if (!direct) return unpack_iterable(ts, frame, pc, sequence);
  uint32_t count = pc->c;
  if (values.size() < count) return raise_too_few(ts, count, static_cast<int64_t>(values.size()), false);
  if (values.size() > count) return raise(ts, Exc::kValueError, "too many values to unpack (expected %u)", count);
  if (is_list(sequence)) {  // a finalizer may change the list while its items are stored
    Own<Tuple> copy = TRY(new_tuple(ts, values));
    for (uint32_t i = 0; i < count; ++i) frame.set(packed_register(pc, i), Ref::copy(copy->at(i)));
    return {};
  }
  Ref keep = Ref::copy(sequence);
  for (uint32_t i = 0; i < count; ++i) frame.set(packed_register(pc, i), Ref::copy(values[i]));
  return {};
}

Status op_UNPACK_EX(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->b));
  Operand sequence(frame, pc->b);
  uint32_t before = pc->a;
  uint32_t after = pc->c;
  Ref iterator = TRY(unpack_iterator(ts, sequence));
  Own<List> items = TRY(to_list(ts, iterator));
  if (items->size < before + after) return raise_too_few(ts, before + after, items->size, true);
  int64_t rest = items->size - after;
  Own<List> starred = TRY(list_slice(ts, *items, before, rest));
  for (uint32_t i = 0; i < before; ++i) frame.set(packed_register(pc, i), Ref::copy(items->at(i)));
  frame.set(packed_register(pc, before), std::move(starred));
  for (uint32_t i = 0; i < after; ++i) frame.set(packed_register(pc, before + 1 + i), Ref::copy(items->at(rest + i)));
  return {};
}

}  // namespace pyemb
