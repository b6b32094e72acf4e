// SPDX-License-Identifier: MIT
// The classes of `_ast`: made from the rows of ast_table.h.
#include "modules/ast/ast_module.h"

#include <cstring>
#include <new>

#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/class_method.h"
#include "objects/dict.h"
#include "objects/text_buffer.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/import.h"

namespace pyemb {
namespace {

// -- AST itself -----------------------------------------------------------------------------------------------------------

/// type(self)._fields, or nothing.
Result<Ref> fields_of(ThreadState& ts, Value self) { return find_attr(ts, Value::from_object(&type_of(ts, self)), "_fields"); }

Raised raise_too_many(ThreadState& ts, Value self, int64_t most) {
  return raise(ts, Exc::kTypeError, "%.400s constructor takes at most %lld positional argument%s", short_type_name(ts, self),
               static_cast<long long>(most), most == 1 ? "" : "s");
}

/// Positional arguments are fields in their order; keyword arguments are any attributes.
Status ast_init(ThreadState& ts, Value self, CallArgs args) {
  Ref fields = TRY(fields_of(ts, self));
  int64_t count = 0;
  if (!fields.is_absent()) count = TRY(length(ts, fields));
  auto given = static_cast<int64_t>(args.count);
  if (given > count) return raise_too_many(ts, self, count);
  for (int64_t i = 0; i < given; ++i) {
    Ref name = TRY(get_item(ts, fields, Value::from_int(i)));
    TRY(set_attr(ts, self, name, args.values[i]));
  }
  if (args.names.is_null()) return {};
  auto& names = as<Tuple>(args.names);
  for (int64_t k = 0; k < names.size; ++k) {
    for (int64_t i = 0; i < given; ++i) {
      Ref name = TRY(get_item(ts, fields, Value::from_int(i)));
      bool same = TRY(equal(ts, name, names.at(k)));
      if (!same) continue;
      return raise(ts, Exc::kTypeError, "%.400s got multiple values for argument '%s'", short_type_name(ts, self), Utf8(ts, names.at(k)).c_str());
    }
    TRY(set_attr(ts, self, names.at(k), args.values[given + k]));
  }
  return {};
}

Result<Ref> ast_reduce(ThreadState& ts, Value self) {
  Value type = Value::from_object(&type_of(ts, self));
  Ref dict = TRY(find_attr(ts, self, ts.names().dunder_dict));
  if (dict.is_absent()) return new_tuple_of(ts, type, ts.interp.empty_tuple);
  return new_tuple_of(ts, type, ts.interp.empty_tuple, dict);
}

/// Takes any arguments: __init__ looks at them.
Result<Ref> ast_new(ThreadState& ts, Value type, Rest, Keywords) {
  bool plain = is<Type>(type) && as<Type>(type).spec->id == TypeId::kObject && as<Type>(type).has_flag(Type::kHeapType);
  if (!plain) return raise(ts, Exc::kTypeError, "ast.AST.__new__(X): X is not a subtype of ast.AST");
  return new_object(ts, as<Type>(type));
}
constexpr NativeMethod kNew =
    static_method<ast_new>("__new__", "(type, /, *args, **kwargs)", "Create and return a new object.  See help(type) for accurate signature.");

constexpr NativeMethod kMethods[] = {
    method<ast_init>("__init__", "($self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature."),
    method<ast_reduce>("__reduce__", "($self, /)", nullptr),
};

// -- documentation strings ----------------------------------------------------------------------------------------------------

/// `Name(type field, type? field, type* field)`
void write_signature(TextBuffer& out, const AstRow& row) {
  static constexpr std::string_view kMarks[] = {"", "?", "*"};  // by arity
  out.append(row.name);
  if (row.fields.empty()) return;
  out.append('(');
  for (size_t i = 0; i < row.fields.size(); ++i) {
    if (i > 0) out.append(", ");
    out.append(row.fields[i].type_name);
    out.append(kMarks[row.fields[i].arity]);
    out.append(' ');
    out.append(row.fields[i].name);
  }
  out.append(')');
}

/// The production of the abstract grammar: alternatives of a sum one below the other, members of an enum in a line.
Result<Ref> doc_of(ThreadState& ts, AstClass id) {
  const AstRow& row = ast_row(id);
  if (row.shape == AstRow::kRoot) return Ref::none();
  TextBuffer out;
  write_signature(out, row);
  bool first = true;
  for (const AstRow& alternative : kAstRows) {
    if (alternative.base != id || alternative.shape == AstRow::kRoot) continue;
    if (first) {
      out.append(" = ");
    } else if (row.shape == AstRow::kSum) {
      out.append('\n');
      out.append(std::strlen(row.name) + 1, ' ');
      out.append("| ");
    } else {
      out.append(" | ");
    }
    first = false;
    write_signature(out, alternative);
  }
  if (!out.ok()) return raise_no_memory(ts);
  return new_str(ts, out.view());
}

// -- classes ------------------------------------------------------------------------------------------------------------------

Result<Own<Tuple>> field_tuple(ThreadState& ts, AstState& state, AstClass id) {
  const AstRow& row = ast_row(id);
  Own<Tuple> names = TRY(new_tuple(ts, static_cast<int64_t>(row.fields.size())));
  for (size_t i = 0; i < row.fields.size(); ++i) names->set(static_cast<int64_t>(i), Ref::copy(state.name_of(id, i)));
  return names;
}

/// What the class says of its attributes (as the abstract grammar calls the places), and defaults for what may be left out.
Status add_class_attributes(ThreadState& ts, AstState& state, AstClass id, Dict& dict) {
  const AstRow& row = ast_row(id);
  if (row.shape != AstRow::kNode && row.shape != AstRow::kMember) {
    std::span<const Value> names(state.attribute_names, row.place != AstRow::kNowhere ? kAstAttributes : 0);
    Own<Tuple> attributes = TRY(new_tuple(ts, names));
    TRY(dict_set(ts, dict, "_attributes", attributes));
    for (size_t i = 2; i < names.size() && row.place == AstRow::kStart; ++i) TRY(dict_set(ts, dict, names[i], Value::none()));
  }
  for (size_t i = 0; i < row.fields.size(); ++i) {
    if (row.fields[i].arity == AstField::kOPT) TRY(dict_set(ts, dict, state.name_of(id, i), Value::none()));
  }
  return {};
}

Status make_class(ThreadState& ts, AstState& state, AstClass id) {
  const AstRow& row = ast_row(id);
  Own<Dict> dict = TRY(new_dict(ts));
  Own<Tuple> fields = TRY(field_tuple(ts, state, id));
  TRY(dict_set(ts, *dict, "_fields", fields));
  TRY(dict_set(ts, *dict, "__match_args__", fields));
  Own<Str> module = TRY(intern(ts, "ast"));
  TRY(dict_set(ts, *dict, "__module__", module));
  Ref doc = TRY(doc_of(ts, id));
  TRY(dict_set(ts, *dict, "__doc__", doc));
  TRY(add_class_attributes(ts, state, id, *dict));
  Own<Tuple> bases = Own<Tuple>::copy(&as<Tuple>(ts.interp.empty_tuple));
  if (row.shape != AstRow::kRoot) bases = TRY(new_tuple_of(ts, state.class_of(row.base)));
  Own<Str> name = TRY(intern(ts, row.name));
  const Value args[] = {name, bases, dict};
  Ref type = TRY(type_new(ts, core_type(ts, TypeId::kType), CallArgs{args, 3}));
  if (row.shape == AstRow::kRoot) {
    state.classes[0] = Ref::copy(type.get()).release();
    Ref create = TRY(new_builtin(ts, kNew, type, Value::null()));
    Ref wrapped = TRY(new_static_method(ts, create));
    TRY(type_set_attr(ts, as<Type>(type), Value::from_object(ts.names().dunder_new), wrapped));
    for (const NativeMethod& method : kMethods) {
      Ref descriptor = TRY(new_method_descriptor(ts, method, as<Type>(type)));
      Own<Str> key = TRY(intern(ts, method.name));
      TRY(type_set_attr(ts, as<Type>(type), key, descriptor));
    }
  }
  if (row.shape == AstRow::kMember) state.members[static_cast<size_t>(id)] = TRY(call(ts, type)).release();
  decref(std::exchange(state.classes[static_cast<size_t>(id)], type.release()));
  return {};
}

size_t field_count() {
  size_t count = 0;
  for (const AstRow& row : kAstRows) count += row.fields.size();
  return count;
}

Status make_names(ThreadState& ts, AstState& state) {
  size_t bytes = field_count() * sizeof(Value);
  state.field_names = static_cast<Value*>(ts.interp.heap.allocate_buffer(bytes));
  if (state.field_names == nullptr) return raise_no_memory(ts);
  std::memset(static_cast<void*>(state.field_names), 0, bytes);
  size_t next = 0;
  for (size_t id = 0; id < kAstClassCount; ++id) {
    state.first_field[id] = next;
    for (const AstField& field : kAstRows[id].fields) state.field_names[next++] = Ref(TRY(intern(ts, field.name))).release();
  }
  for (int i = 0; i < kAstAttributes; ++i) state.attribute_names[i] = Ref(TRY(intern(ts, kAstAttributeNames[i]))).release();
  return {};
}

Status exec(ThreadState& ts, Module& module) {
  auto& state = module_state<AstState>(module);
  TRY(make_names(ts, state));
  for (size_t id = 0; id < kAstClassCount; ++id) {
    TRY(make_class(ts, state, static_cast<AstClass>(id)));
    TRY(module_add(ts, module, kAstRows[id].name, state.classes[id]));
  }
  TRY(module_add(ts, module, "PyCF_ALLOW_TOP_LEVEL_AWAIT", Value::from_int(kAllowTopLevelAwait)));
  TRY(module_add(ts, module, "PyCF_ONLY_AST", Value::from_int(kOnlyAst)));
  return module_add(ts, module, "PyCF_TYPE_COMMENTS", Value::from_int(kTypeComments));
}

void traverse(void* block, GcVisitor& visit) {
  auto& state = *static_cast<AstState*>(block);
  for (Value value : state.classes) visit(value);
  for (Value value : state.members) visit(value);
}

void clear(ThreadState& ts, void* block) {
  auto& state = *static_cast<AstState*>(block);
  for (Value& value : state.members) decref(std::exchange(value, Value::null()));
  for (Value& value : state.classes) decref(std::exchange(value, Value::null()));
  for (Value& value : state.attribute_names) decref(std::exchange(value, Value::null()));
  Value* names = std::exchange(state.field_names, nullptr);
  if (names == nullptr) return;
  for (size_t i = 0; i < field_count(); ++i) decref(names[i]);
  ts.interp.heap.release_buffer(names, field_count() * sizeof(Value));
}

}  // namespace

constexpr NativeModule kAstModule = {
    .name = "_ast",
    .doc = "The classes of the abstract syntax tree.",
    .exec = exec,
    .state_size = sizeof(AstState),
    .traverse = traverse,
    .clear = clear,
};

Result<AstState*> ast_state(ThreadState& ts) {
  void* state = find_module_state(ts, kAstModule);
  if (state == nullptr) {
    Ref module = TRY(import_module(ts, "_ast"));
    state = find_module_state(ts, kAstModule);
  }
  if (state == nullptr || static_cast<AstState*>(state)->classes[kAstClassCount - 1].is_null()) {
    return raise(ts, Exc::kSystemError, "the module _ast is not what it should be");
  }
  return static_cast<AstState*>(state);
}

Result<bool> is_ast(ThreadState& ts, Value value) {
  auto* state = static_cast<AstState*>(find_module_state(ts, kAstModule));
  if (state == nullptr || state->classes[0].is_null()) return false;
  return is_instance(ts, value, state->class_of(AstClass::k_AST));
}

}  // namespace pyemb
