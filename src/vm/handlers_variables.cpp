// SPDX-License-Identifier: MIT
//
// Variables: registers, cells, names in a mapping, globals and builtins.

#include "objects/attributes.h"
#include "objects/dict.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/handlers.h"
#include "vm/inline_cache.h"

namespace pyemb {
namespace {

Value as_value(Str* name) { return Value::from_object(name); }

/// The mapping of a frame that has one. Class bodies, modules and exec do.
Value locals_of(Frame& frame) { return frame.has(Frame::kHasLocals) ? frame.locals : Value::null(); }

Raised raise_no_locals(ThreadState& ts, const char* what, Str* name) {
  return raise(ts, Exc::kSystemError, "no locals %s %s", what, Utf8(ts, *name).c_str());
}

/// locals[name], or absent.
Result<Ref> find_in_locals(ThreadState& ts, Value locals, Str* name) {
  if (is_dict(locals)) {
    Value value = dict_get(ts, as<Dict>(locals), name);
    return value.is_null() ? Result<Ref>::absent() : Result<Ref>(Ref::copy(value));
  }
  Result<Ref> value = get_item(ts, locals, as_value(name));
  if (value.raised()) {
    if (!clear_pending_if(ts, Exc::kKeyError)) return Raised{};
    return Result<Ref>::absent();
  }
  return value;
}

/// In whatever way the dict's class looks things up; absent if it is not there.
Result<Ref> find_in_scope(ThreadState& ts, Dict& scope, Str* name) { return find_in_locals(ts, Value::from_object(&scope), name); }

/// Globals, then builtins, for LOAD_NAME, which has looked in the locals; absent if in neither. As in CPython, what a class of dicts does
/// differently counts for globals only where LOAD_GLOBAL asks.
Result<Ref> find_name(ThreadState& ts, Frame& frame, Str* name) {
  Value value = dict_get(ts, *frame.globals, name);
  if (!value.is_null()) return Ref::copy(value);
  return find_in_scope(ts, *frame.builtins, name);
}
Result<Ref> find_global(ThreadState& ts, Frame& frame, Str* name) {
  Ref value = TRY(find_in_scope(ts, *frame.globals, name));
  if (!value.is_absent()) return value;
  return find_in_scope(ts, *frame.builtins, name);
}

Raised raise_not_defined(ThreadState& ts, Str* name) { return raise_name_error(ts, Exc::kNameError, "name '%s' is not defined", as_value(name)); }

/// Whether the register is a free variable: NameError instead of UnboundLocalError.
bool is_free(const Code& code, uint16_t index) { return index >= code.first_temp - code.nfree; }

Raised raise_unbound_cell(ThreadState& ts, Frame& frame, uint16_t index) {
  Value name = frame.code->register_names->at(index);
  if (!is_free(*frame.code, index)) {
    return raise_name_error(ts, Exc::kUnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name);
  }
  return raise_name_error(ts, Exc::kNameError, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name);
}

}  // namespace

Raised raise_unbound(ThreadState& ts, Frame& frame, uint16_t index) {
  if (index >= frame.first_temp) return raise(ts, Exc::kSystemError, "register %d of %s is empty", index, Utf8(ts, *frame.code->name).c_str());
  return raise_unbound_cell(ts, frame, index);
}

// What the loop does itself, but for a null operand.
Status op_MOVE(ThreadState& ts, Frame& frame, Insn* pc) { return raise_unbound(ts, frame, pc->b); }
Status op_CHECK_BOUND(ThreadState& ts, Frame& frame, Insn* pc) { return raise_unbound(ts, frame, pc->a); }
Status op_DELETE_LOCAL(ThreadState& ts, Frame& frame, Insn* pc) { return raise_unbound(ts, frame, pc->a); }
Status op_RETURN(ThreadState& ts, Frame& frame, Insn* pc) { return raise_unbound(ts, frame, pc->a); }
Status op_YIELD(ThreadState& ts, Frame& frame, Insn* pc) { return raise_unbound(ts, frame, pc->b); }
Status op_STORE_DEREF(ThreadState& ts, Frame& frame, Insn* pc) { return raise_unbound(ts, frame, pc->b); }
Status op_LOAD_DEREF(ThreadState& ts, Frame& frame, Insn* pc) { return raise_unbound_cell(ts, frame, pc->b); }

Status op_MAKE_CELL(ThreadState& ts, Frame& frame, Insn* pc) {
  Own<Cell> cell = TRY(new_cell(ts, frame.regs[pc->a]));
  frame.set(pc->a, std::move(cell));
  return {};
}

Status op_DELETE_DEREF(ThreadState& ts, Frame& frame, Insn* pc) {
  auto& cell = as<Cell>(frame.regs[pc->a]);
  if (cell.contents.is_null()) return raise_unbound_cell(ts, frame, pc->a);
  decref(std::exchange(cell.contents, Value::null()));
  return {};
}

Status op_LOAD_CLASS_DEREF(ThreadState& ts, Frame& frame, Insn* pc) {
  Value locals = locals_of(frame);
  if (!locals.is_null()) {
    Ref value = TRY(find_in_locals(ts, locals, frame.name(pc->c)));
    if (!value.is_absent()) {
      frame.set(pc->a, std::move(value));
      return {};
    }
  }
  Value contents = as<Cell>(frame.regs[pc->b]).contents;
  if (contents.is_null()) return raise_unbound_cell(ts, frame, pc->b);
  frame.set(pc->a, Ref::copy(contents));
  return {};
}

// -- names ---------------------------------------------------------------------------------------------------------------

Status op_LOAD_NAME(ThreadState& ts, Frame& frame, Insn* pc) {
  Str* name = frame.name(pc->b);
  Value locals = locals_of(frame);
  if (locals.is_null()) return raise_no_locals(ts, "when loading", name);
  Ref value = TRY(find_in_locals(ts, locals, name));
  if (value.is_absent()) value = TRY(find_name(ts, frame, name));
  if (value.is_absent()) return raise_not_defined(ts, name);
  if (locals == Value::from_object(frame.globals)) cache_load_global(ts, pc, frame, name, true);
  frame.set(pc->a, std::move(value));
  return {};
}

Status op_STORE_NAME(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->a));
  Str* name = frame.name(pc->b);
  Operand value(frame, pc->a);
  Value locals = locals_of(frame);
  if (locals.is_null()) return raise_no_locals(ts, "found when storing", name);
  if (!is_dict(locals)) return set_item(ts, locals, as_value(name), value);
  TRY(dict_set(ts, as<Dict>(locals), as_value(name), value));
  if (locals == Value::from_object(frame.globals)) cache_store_global(ts, pc, frame, name, true);
  return {};
}

Status op_DELETE_NAME(ThreadState& ts, Frame& frame, Insn* pc) {
  Str* name = frame.name(pc->b);
  Value locals = locals_of(frame);
  if (locals.is_null()) return raise_no_locals(ts, "when deleting", name);
  if (is_dict(locals)) {
    bool found = TRY(dict_delete(ts, as<Dict>(locals), as_value(name)));
    return found ? Status() : raise_not_defined(ts, name);
  }
  Status deleted = set_item(ts, locals, as_value(name), Value::null());
  if (deleted.raised() && clear_pending_if(ts, Exc::kKeyError)) return raise_not_defined(ts, name);
  return deleted;
}

Status op_LOAD_GLOBAL(ThreadState& ts, Frame& frame, Insn* pc) {
  Str* name = frame.name(pc->b);
  Ref value = TRY(find_global(ts, frame, name));
  if (value.is_absent()) return raise_not_defined(ts, name);
  cache_load_global(ts, pc, frame, name, false);
  frame.set(pc->a, std::move(value));
  return {};
}

Status op_STORE_GLOBAL(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->a));
  Str* name = frame.name(pc->b);
  Operand value(frame, pc->a);
  TRY(dict_set(ts, *frame.globals, as_value(name), value));
  cache_store_global(ts, pc, frame, name, false);
  return {};
}

Status op_DELETE_GLOBAL(ThreadState& ts, Frame& frame, Insn* pc) {
  Str* name = frame.name(pc->b);
  bool found = TRY(dict_delete(ts, *frame.globals, as_value(name)));
  return found ? Status() : raise_not_defined(ts, name);
}

Status op_LOAD_BUILD_CLASS(ThreadState& ts, Frame& frame, Insn* pc) {
  Ref value = TRY(find_in_scope(ts, *frame.builtins, ts.names().dunder_build_class));
  if (value.is_absent()) return raise(ts, Exc::kNameError, "__build_class__ not found");
  frame.set(pc->a, std::move(value));
  return {};
}

Status op_SETUP_ANNOTATIONS(ThreadState& ts, Frame& frame, Insn*) {
  Str* name = ts.names().dunder_annotations;
  Value locals = locals_of(frame);
  if (locals.is_null()) return raise_no_locals(ts, "found when setting up", name);
  Ref value = TRY(find_in_locals(ts, locals, name));
  if (!value.is_absent()) return {};
  Own<Dict> annotations = TRY(new_dict(ts));
  return set_item(ts, locals, as_value(name), annotations);
}

// -- functions -----------------------------------------------------------------------------------------------------------

Status op_MAKE_FUNCTION(ThreadState& ts, Frame& frame, Insn* pc) {
  enum : uint16_t { kDefaults = 1, kKeywordDefaults = 2, kAnnotations = 4, kClosure = 8 };
  auto parts = static_cast<uint32_t>(__builtin_popcount(pc->c));
  ConsumedRow row(frame, pc->b, 1 + parts);
  if (UNLIKELY(!is<Code>(row[0]))) return raise(ts, Exc::kSystemError, "a function is made of code");  // from a file, perhaps
  Own<Function> function = TRY(new_function(ts, as<Code>(row[0]), *frame.globals));
  uint32_t next = 1;
  if ((pc->c & kDefaults) != 0) function->defaults = &as<Tuple>(row.take(next++).release());
  if ((pc->c & kKeywordDefaults) != 0) function->kwdefaults = row.take(next++).release();
  if ((pc->c & kAnnotations) != 0) function->annotations = row.take(next++).release();
  if ((pc->c & kClosure) != 0) function->closure = &as<Tuple>(row.take(next++).release());
  row.store(pc->a, std::move(function));
  return {};
}

}  // namespace pyemb
