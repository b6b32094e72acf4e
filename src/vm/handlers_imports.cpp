// SPDX-License-Identifier: MIT
//
// Import statements, and the expression statement of the interactive mode.

#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "state/names.h"
#include "vm/handlers.h"
#include "vm/import.h"

namespace pyemb {

/// `import` calls builtins.__import__, whatever that is now; the function of ours is called directly.
Status op_IMPORT_NAME(ThreadState& ts, Frame& frame, Insn* pc) {
  ConsumedRow row(frame, pc->c, 2);
  Value level = row[0];
  Value from_list = row[1];
  Value name = Value::from_object(frame.name(pc->b));
  Value function = dict_get(ts, *frame.builtins, ts.names().dunder_import);
  if (function.is_null()) return raise(ts, Exc::kImportError, "__import__ not found");
  Ref keep = Ref::copy(function);
  Value locals = frame.has(Frame::kHasLocals) ? frame.locals : Value::none();
  Ref module;
  bool is_ours = is_exactly(function, TypeId::kBuiltin) && std::string_view(as<Builtin>(function).row->name) == "__import__";
  if (is_ours) {
    module = TRY(import_name(ts, name, Value::from_object(frame.globals), from_list, level.as_int()));
  } else {
    module = TRY(call(ts, keep, name, Value::from_object(frame.globals), locals, from_list, level));
  }
  row.store(pc->a, std::move(module));
  return {};
}

Status op_IMPORT_FROM(ThreadState& ts, Frame& frame, Insn* pc) {
  Ref value = TRY(import_from(ts, frame.regs[pc->b], Value::from_object(frame.name(pc->c))));
  frame.set(pc->a, std::move(value));
  return {};
}

Status op_IMPORT_STAR(ThreadState& ts, Frame& frame, Insn* pc) {
  Operand module(frame, pc->a);
  if (!frame.has(Frame::kHasLocals)) return raise(ts, Exc::kSystemError, "no locals found during 'import *'");
  return import_star(ts, module, frame.locals);
}

Status op_PRINT_EXPR(ThreadState& ts, Frame& frame, Insn* pc) {
  TRY(check_bound(ts, frame, pc->a));
  Operand value(frame, pc->a);
  Value hook = dict_get(ts, as<Dict>(ts.interp.sys_dict), ts.names().displayhook);
  if (hook.is_null()) return raise(ts, Exc::kRuntimeError, "lost sys.displayhook");
  Ref keep = Ref::copy(hook);
  Ref ignored = TRY(call(ts, keep, value.get()));
  return {};
}

}  // namespace pyemb
