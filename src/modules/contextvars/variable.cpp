// SPDX-License-Identifier: MIT
// contextvars.ContextVar and Token, and the module _contextvars.

#include "modules/contextvars/contextvars.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/generic_alias.h"
#include "objects/owned_fields.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace {

struct ContextToken : Object {
  static constexpr TypeId kId = ModuleType::kContextToken;

  Context* context;      ///< owned: where the variable was set
  ContextVar* variable;  ///< owned
  Value old_value;       ///< owned; null: the variable was not set before
  bool used;
};

struct ModuleState {
  Value missing;  ///< Token.MISSING, owned
};

void append_address(StringBuilder& out, const Object* object) {
  char text[32];
  int length = snprintf(text, sizeof text, " at %p>", static_cast<const void*>(object));
  out.append(std::string_view(text, static_cast<size_t>(length)));
}

/// Raises "<repr of the token> <complaint>".
Raised raise_about(ThreadState& ts, Exc type, ContextToken& token, const char* complaint) {
  Own<Str> shown = TRY(repr(ts, Value::from_object(&token)));
  return raise(ts, type, "%s %s", Utf8(ts, *shown).c_str(), complaint);
}

// -- ContextVar ----------------------------------------------------------------------------------------------------------

Result<Ref> variable_new(ThreadState& ts, Type&, Value name, Value default_value) { return new_context_var(ts, name, default_value); }
constexpr NativeMethod kVariableNew = class_method<variable_new>("ContextVar", "(name, /, *, default=<unrepresentable>)", "");

Result<Ref> variable_get(ThreadState& ts, ContextVar& self, Value fallback) {
  Ref value = TRY(find_context_value(ts, self, fallback));
  if (value.is_absent()) return raise_value(ts, Exc::kLookupError, Value::from_object(&self));
  return value;
}

}  // namespace

Status reset_context_value(ThreadState& ts, ContextVar& self, Value value) {
  if (!is<ContextToken>(value)) {
    Own<Str> shown = TRY(repr(ts, value));
    return raise(ts, Exc::kTypeError, "expected an instance of Token, got %s", Utf8(ts, *shown).c_str());
  }
  auto& token = as<ContextToken>(value);
  if (token.used) return raise_about(ts, Exc::kRuntimeError, token, "has already been used once");
  if (token.variable != &self) return raise_about(ts, Exc::kValueError, token, "was created by a different ContextVar");
  Context* context = TRY(current_context(ts));
  if (token.context != context) return raise_about(ts, Exc::kValueError, token, "was created in a different Context");
  token.used = true;
  if (token.old_value.is_null()) return context_delete(ts, *context, Value::from_object(&self));
  return context_set(ts, *context, Value::from_object(&self), token.old_value);
}

namespace {

Result<Ref> variable_repr(ThreadState& ts, Value value) {
  auto& self = as<ContextVar>(value);
  StringBuilder out(ts);
  Own<Str> name = TRY(repr(ts, Value::from_object(self.name)));
  out.append("<ContextVar name=");
  out.append(*name);
  if (!self.default_value.is_null()) {
    Own<Str> shown = TRY(repr(ts, self.default_value));
    out.append(" default=");
    out.append(*shown);
  }
  append_address(out, &self);
  return out.finish();
}

constexpr NativeMethod kVariableMethods[] = {
    method<variable_get>("get", "($self, default=<unrepresentable>, /)",
                         "The value in the current context; else default, else the variable's own default, else LookupError."),
    method<set_context_value>("set", "($self, value, /)", "Set the variable in the current context; the answer is a Token for reset()."),
    method<reset_context_value>("reset", "($self, token, /)", "Give the variable the value back that it had before the set() which made the token."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameter, for annotations."),
};
constexpr Member kVariableMembers[] = {
    {"name", Member::kPointer, offsetof(ContextVar, name), Member::kReadOnly, nullptr},
};
using OwnedByVariable = OwnedFields<ContextVar, &ContextVar::name, &ContextVar::default_value>;

// -- Token ---------------------------------------------------------------------------------------------------------------

Result<Ref> token_new(ThreadState& ts, Type&, CallArgs) { return raise(ts, Exc::kRuntimeError, "Tokens can only be created by ContextVars"); }

Result<Ref> token_variable(ThreadState&, ContextToken& self) { return Ref::copy(self.variable); }

Result<Ref> token_old_value(ThreadState& ts, ContextToken& self) {
  if (!self.old_value.is_null()) return Ref::copy(self.old_value);
  auto* state = static_cast<ModuleState*>(find_module_state(ts, kContextvarsModule));
  return Ref::copy(state == nullptr || state->missing.is_null() ? Value::none() : state->missing);
}

Result<Ref> token_repr(ThreadState& ts, Value value) {
  auto& self = as<ContextToken>(value);
  StringBuilder out(ts);
  Own<Str> variable = TRY(repr(ts, Value::from_object(self.variable)));
  out.append(self.used ? "<Token used var=" : "<Token var=");
  out.append(*variable);
  append_address(out, &self);
  return out.finish();
}

constexpr NativeMethod kTokenMethods[] = {
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameter, for annotations."),
};
constexpr GetSet kTokenGetSets[] = {
    getset<token_variable>("var", nullptr),
    getset<token_old_value>("old_value", nullptr),
};
using OwnedByToken = OwnedFields<ContextToken, &ContextToken::context, &ContextToken::variable, &ContextToken::old_value>;

// -- the module ----------------------------------------------------------------------------------------------------------

Result<Ref> missing_repr(ThreadState& ts, Value) { return new_str(ts, "<Token.MISSING>"); }

Result<Ref> current_copy(ThreadState& ts) {
  Context* current = TRY(current_context(ts));
  return copy_context(ts, *current);
}

Status exec(ThreadState& ts, Module& module) {
  Type* missing_type = TRY(find_type(ts, ModuleType::kContextTokenMissing));
  Ref missing = TRY(new_object(ts, *missing_type));
  TRY(type_add(ts, ModuleType::kContextToken, "MISSING", missing));
  module_state<ModuleState>(module).missing = missing.release();
  return {};
}
void module_traverse(void* state, GcVisitor& visit) { visit(static_cast<ModuleState*>(state)->missing); }
void module_clear(ThreadState&, void* state) { drop_field(static_cast<ModuleState*>(state)->missing); }

constexpr NativeMethod kFunctions[] = {
    function<current_copy>("copy_context", "()", "A copy of the current context, in constant time."),
};
constexpr TypeId kTypes[] = {ModuleType::kContext, ModuleType::kContextVar, ModuleType::kContextToken};

}  // namespace

// -- for native code -----------------------------------------------------------------------------------------------------

Result<Own<ContextVar>> new_context_var(ThreadState& ts, Value name, Value default_value) {
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "context variable name must be a str");
  Own<ContextVar> made = TRY(new_native<ContextVar>(ts));
  made->name = Own<Str>::copy(&as<Str>(name)).release();
  made->default_value = Ref::copy(default_value).release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> find_context_value(ThreadState& ts, ContextVar& variable, Value fallback) {
  Value value = ts.context.is_null() ? Value::null() : context_map_find(as<Context>(ts.context).root, Value::from_object(&variable));
  if (value.is_null()) value = fallback;
  if (value.is_null()) value = variable.default_value;
  return value.is_null() ? Result<Ref>::absent() : Ref::copy(value);
}

Result<Ref> set_context_value(ThreadState& ts, ContextVar& variable, Value value) {
  Own<ContextToken> token = TRY(new_native<ContextToken>(ts));
  Context* context = TRY(current_context(ts));
  token->context = Own<Context>::copy(context).release();
  token->variable = Own<ContextVar>::copy(&variable).release();
  token->old_value = Ref::copy(context_map_find(context->root, Value::from_object(&variable))).release();
  gc_track(ts, token.get());
  TRY(context_set(ts, *context, Value::from_object(&variable), value));
  return token;
}

constexpr TypeSpec kContextVarSpec = {
    .name = "_contextvars.ContextVar",
    .id = ModuleType::kContextVar,
    .size = sizeof(ContextVar),
    .flags = Type::kCollected,
    .methods = kVariableMethods,
    .members = kVariableMembers,
    .slots = {.repr = variable_repr, .new_ = new_from<kVariableNew>},
    .traverse = OwnedByVariable::traverse,
    .clear = OwnedByVariable::clear,
    .dealloc = OwnedByVariable::dealloc,
};

constexpr TypeSpec kContextTokenSpec = {
    .name = "_contextvars.Token",
    .id = ModuleType::kContextToken,
    .size = sizeof(ContextToken),
    .flags = Type::kCollected,
    .methods = kTokenMethods,
    .getsets = kTokenGetSets,
    .slots = {.repr = token_repr, .hash = hash_unhashable, .new_ = token_new},
    .traverse = OwnedByToken::traverse,
    .clear = OwnedByToken::clear,
    .dealloc = OwnedByToken::dealloc,
};

constexpr TypeSpec kContextTokenMissingSpec = {
    .name = "Token.MISSING",
    .id = ModuleType::kContextTokenMissing,
    .flags = Type::kNoNew,
    .slots = {.repr = missing_repr},
};

constexpr NativeModule kContextvarsModule = {
    .name = "_contextvars",
    .doc = "Variables whose values belong to a context, not to a thread.",
    .functions = kFunctions,
    .types = kTypes,
    .exec = exec,
    .state_size = sizeof(ModuleState),
    .traverse = module_traverse,
    .clear = module_clear,
};

}  // namespace pyemb
