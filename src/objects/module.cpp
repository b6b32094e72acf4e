// SPDX-License-Identifier: MIT
#include "objects/module.h"

#include <cstring>

#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/quiet_attributes.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {

/// The modules that were made of a NativeModule, newest first. A dying module takes itself out.
struct ModuleStates {
  struct Entry {
    const NativeModule* row;
    Module* module;  ///< borrowed, or owned if `kept`
    bool kept;
  };
  Entry* entries = nullptr;
  uint32_t count = 0;
  uint32_t capacity = 0;
  Value exception_classes = Value::null();  ///< dict, owned
};

namespace {

Result<ModuleStates*> states_of(ThreadState& ts) {
  Interpreter& interp = ts.interp;
  if (interp.module_states == nullptr) {
    interp.module_states = static_cast<ModuleStates*>(interp.heap.allocate_buffer(sizeof(ModuleStates)));
    if (interp.module_states == nullptr) return raise_no_memory(ts);
    *interp.module_states = {};
  }
  return interp.module_states;
}

Status remember(ThreadState& ts, Module& module) {
  Interpreter& interp = ts.interp;
  ModuleStates* known = TRY(states_of(ts));
  ModuleStates& states = *known;
  if (states.count == states.capacity) {
    uint32_t capacity = states.capacity == 0 ? 32 : states.capacity * 2;
    void* grown = interp.heap.resize_buffer(states.entries, states.capacity * sizeof(ModuleStates::Entry), capacity * sizeof(ModuleStates::Entry));
    if (grown == nullptr) return raise_no_memory(ts);
    states.entries = static_cast<ModuleStates::Entry*>(grown);
    states.capacity = capacity;
  }
  // Types live as long as the interpreter, and what they need of their module's state must, too: the newest module of each is kept.
  bool keep = module.row->state_size > 0 && !module.row->types.empty();
  Own<Module> replaced;
  for (uint32_t i = 0; keep && i < states.count; ++i) {
    if (states.entries[i].row == module.row && std::exchange(states.entries[i].kept, false)) replaced = Own<Module>::steal(states.entries[i].module);
  }
  states.entries[states.count++] = {module.row, keep ? Own<Module>::copy(&module).release() : &module, keep};
  return {};
}

void forget(Interpreter& interp, const Module& module) {
  if (interp.module_states == nullptr) return;
  ModuleStates& states = *interp.module_states;
  for (uint32_t i = 0; i < states.count; ++i) {
    if (states.entries[i].module == &module) states.entries[i] = states.entries[--states.count];
  }
}

void module_traverse(Object* self, GcVisitor& visit) {
  auto& module = *static_cast<Module*>(self);
  visit(module.dict);
  if (module.state != nullptr && module.row->traverse != nullptr) module.row->traverse(module.state, visit);
  if (module.row != nullptr && module.row->traverse_module != nullptr) module.row->traverse_module(module, visit);
}

void module_clear(ThreadState& ts, Object* self) {
  auto& module = *static_cast<Module*>(self);
  if (module.state != nullptr && module.row->clear != nullptr) module.row->clear(ts, module.state);
  if (module.row != nullptr && module.row->clear_module != nullptr) module.row->clear_module(ts, module);
  decref(std::exchange(module.dict, Value::null()));
}

void module_dealloc(ThreadState& ts, Object* self) {
  auto& module = *static_cast<Module*>(self);
  if (module.row != nullptr && module.row->release != nullptr) {
    module.row->release(ts, module);
    decref(std::exchange(module.dict, Value::null()));
    return;
  }
  module_clear(ts, self);
  if (module.row == nullptr) return;
  forget(ts.interp, module);
  if (module.state != nullptr) ts.interp.heap.release_buffer(module.state, module.row->state_size);
}

Status init_dict(ThreadState& ts, Module& module, Value name, Value doc) {
  if (module.dict.is_null()) module.dict = Ref(TRY(new_dict(ts))).release();
  Dict& dict = module.globals();
  TRY(dict_set(ts, dict, Value::from_object(ts.names().dunder_name), name));
  TRY(dict_set(ts, dict, Value::from_object(ts.names().dunder_doc), doc));
  TRY(dict_set(ts, dict, Value::from_object(ts.names().dunder_package), Value::none()));
  TRY(dict_set(ts, dict, Value::from_object(ts.names().dunder_loader), Value::none()));
  return dict_set(ts, dict, Value::from_object(ts.names().dunder_spec), Value::none());
}

// -- Python's view -----------------------------------------------------------------------------------------------------------

Result<Ref> module_new(ThreadState& ts, Type& type, CallArgs) {
  Own<Module> module = TRY(new_native<Module>(ts, type));
  module->dict = Ref(TRY(new_dict(ts))).release();
  gc_track(ts, module.get());
  return module;
}

Status module_init(ThreadState& ts, Module& self, Str& name, Value doc) {
  return init_dict(ts, self, Value::from_object(&name), doc.is_null() ? Value::none() : doc);
}
constexpr NativeMethod kInit = method<module_init>("module", "($self, name, doc=None)", nullptr);

/// Whether the module is still running its own code: __spec__._initializing.
Result<bool> is_initializing(ThreadState& ts, Module& self) {
  if (self.dict.is_null()) return false;
  Ref spec = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_spec));
  if (!spec || spec.is_none()) return false;
  Ref flag = TRY(find_attr(ts, spec, Value::from_object(ts.names()._initializing)));
  if (flag.is_absent()) return false;
  return truth(ts, flag);
}

/// Whether a submodule of this name is being imported, and so not bound in its package yet: __spec__._uninitialized_submodules.
Result<bool> is_submodule_underway(ThreadState& ts, Module& self, Value name) {
  if (self.dict.is_null()) return false;
  Ref spec = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_spec));
  if (!spec || spec.is_none()) return false;
  Ref names = TRY(find_attr(ts, spec, "_uninitialized_submodules"));
  if (names.is_absent()) return false;
  return contains(ts, names, name);
}

// -- delayed attributes ------------------------------------------------------------------------------------------------------------

/// The row of an attribute that is still to be made, or -1.
int find_delayed(const Module& self, std::string_view name) {
  if (self.row == nullptr || self.dict.is_null()) return -1;
  for (size_t i = 0; i < self.row->delayed.size(); ++i) {
    if ((self.settled >> i & 1) == 0 && name == self.row->delayed[i].name) return static_cast<int>(i);
  }
  return -1;
}

Result<Ref> make_delayed(ThreadState& ts, Module& self, int row) {
  const DelayedAttribute& delayed = self.row->delayed[static_cast<size_t>(row)];
  Ref made = TRY(delayed.make(ts, self));
  TRY(module_add(ts, self, delayed.name, made));
  self.settled |= 1u << row;
  return made;
}

Status make_all_delayed(ThreadState& ts, Object* object) {
  auto& self = *static_cast<Module*>(object);
  if (self.row == nullptr || self.dict.is_null()) return {};
  for (size_t i = 0; i < self.row->delayed.size(); ++i) {
    if ((self.settled >> i & 1) != 0) continue;
    Ref ignored = TRY(make_delayed(ts, self, static_cast<int>(i)));
  }
  return {};
}

int find_delayed(const Module& self, Value name) {
  if (self.row == nullptr || self.row->delayed.empty() || !is<Str>(name) || !as<Str>(name).ascii) return -1;
  return find_delayed(self, as<Str>(name).ascii_view());
}

}  // namespace

Result<Ref> module_find_attr(ThreadState& ts, Value object, Value name) {
  auto& self = as<Module>(object);
  // The type's own attributes are special names; all others are what stands in the dict.
  const bool is_plain = is_exactly(object, TypeId::kModule) && is_str(name) && as<Str>(name).length > 0 && as<Str>(name).at(0) != U'_';
  if (LIKELY(is_plain && is_dict(self.dict))) {
    if (Value own = dict_get(ts, self.globals(), &as<Str>(name)); LIKELY(!own.is_null())) return Ref::copy(own);
  } else {
    Ref found = TRY(generic_find_attr(ts, object, name));
    if (!found.is_absent()) return found;
  }
  if (int row = find_delayed(self, name); row >= 0) return make_delayed(ts, self, row);
  if (self.dict.is_null()) return Result<Ref>::absent();
  Ref fallback = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_getattr));
  if (fallback) return call(ts, fallback, name);
  return Result<Ref>::absent();
}

Result<Ref> module_get_attr(ThreadState& ts, Value object, Value name) {
  Ref found = TRY(module_find_attr(ts, object, name));
  if (!found.is_absent()) return found;
  auto& self = as<Module>(object);
  Value own_name = module_name(ts, self);
  Utf8 attribute(ts, name);
  if (own_name.is_null()) return raise_attribute_error(ts, object, name, "module has no attribute '%s'", attribute.c_str());
  Ref kept = Ref::copy(own_name);
  Utf8 module(ts, kept);
  bool partial = TRY(is_initializing(ts, self));
  bool underway = TRY(is_submodule_underway(ts, self, name));
  if (underway && !partial) {
    return raise_attribute_error(ts, object, name, "cannot access submodule '%s' of module '%s' (most likely due to a circular import)",
                                 attribute.c_str(), module.c_str());
  }
  if (!partial) return raise_attribute_error(ts, object, name, "module '%s' has no attribute '%s'", module.c_str(), attribute.c_str());
  return raise_attribute_error(ts, object, name,
                               "partially initialized module '%s' has no attribute '%s' (most likely due to a circular import)",
                               module.c_str(), attribute.c_str());
}

namespace {

/// The repr by the module's spec, as importlib says it.
Result<Ref> repr_from_spec(ThreadState& ts, Value spec) {
  Ref name = TRY(get_attr(ts, spec, "name"));
  Own<Str> shown = TRY(repr(ts, name));
  Utf8 name_text(ts, *shown);
  Ref origin = TRY(get_attr(ts, spec, "origin"));
  if (origin.is_none()) {
    Ref loader = TRY(get_attr(ts, spec, "loader"));
    if (loader.is_none()) return new_str_format(ts, "<module %s>", name_text.c_str());
    Own<Str> loader_text = TRY(repr(ts, loader));
    return new_str_format(ts, "<module %s (%s)>", name_text.c_str(), Utf8(ts, *loader_text).c_str());
  }
  Ref has_location = TRY(get_attr(ts, spec, "has_location"));
  bool located = TRY(truth(ts, has_location));
  Own<Str> origin_text = TRY(located ? repr(ts, origin) : to_str(ts, origin));
  return new_str_format(ts, located ? "<module %s from %s>" : "<module %s (%s)>", name_text.c_str(), Utf8(ts, *origin_text).c_str());
}

/// What an old loader's module_repr() says; absent if there is none, or if it fails.
Result<Ref> repr_from_loader(ThreadState& ts, Module& self) {
  Ref loader = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_loader));
  if (!loader || loader.is_none()) return Result<Ref>::absent();
  Own<Str> name = TRY(intern(ts, "module_repr"));
  Ref method = TRY(find_attr(ts, loader, name.get()));
  if (method.is_absent()) return method;
  Result<Ref> result = call(ts, method, Value::from_object(&self));
  if (!result.raised()) return result;
  if (clear_pending_if(ts, Exc::kException)) return Result<Ref>::absent();
  return Raised{};
}

/// What is deleted must have been there; what is set is not made any more.
Status module_setattr(ThreadState& ts, Value object, Value name, Value value) {
  auto& self = as<Module>(object);
  if (int row = find_delayed(self, name); row >= 0) {
    if (value.is_null()) Ref ignored = TRY(make_delayed(ts, self, row));
    self.settled |= 1u << row;
  }
  return generic_set_attr(ts, object, name, value);
}

Result<Ref> module_repr(ThreadState& ts, Value object) {
  auto& self = as<Module>(object);
  if (self.dict.is_null()) return new_str(ts, "<module '?'>");
  Ref spec = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_spec));
  if (spec && !spec.is_none()) return repr_from_spec(ts, spec);
  Ref crafted = TRY(repr_from_loader(ts, self));
  if (!crafted.is_absent()) return crafted;
  Ref name = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_name));
  Own<Str> name_text = TRY(name ? repr(ts, name) : new_str(ts, "'?'"));
  Utf8 shown(ts, *name_text);
  Ref file = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_file));
  if (file) {
    Own<Str> file_text = TRY(repr(ts, file));
    return new_str_format(ts, "<module %s from %s>", shown.c_str(), Utf8(ts, *file_text).c_str());
  }
  Ref loader = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_loader));
  if (!loader || loader.is_none()) {
    return new_str_format(ts, self.row != nullptr ? "<module %s (built-in)>" : "<module %s>", shown.c_str());
  }
  Own<Str> loader_text = TRY(repr(ts, loader));
  return new_str_format(ts, "<module %s (%s)>", shown.c_str(), Utf8(ts, *loader_text).c_str());
}

Result<Ref> module_dir(ThreadState& ts, Module& self) {
  Ref custom = Ref::copy(dict_get(ts, self.globals(), ts.names().dunder_dir));
  if (custom) return call(ts, custom);
  Ref shown = TRY(get_attr(ts, Value::from_object(&self), ts.names().dunder_dict));  // a class may put something else there
  if (is<Dict>(shown)) return to_list(ts, shown);
  return raise(ts, Exc::kTypeError, "%.200s.__dict__ is not a dictionary", type_name(ts, Value::from_object(&self)));
}

Result<Ref> module_annotations(ThreadState& ts, Module& self) {
  Str* name = ts.names().dunder_annotations;
  Value found = dict_get(ts, self.globals(), name);
  if (!found.is_null()) return Ref::copy(found);
  Own<Dict> fresh = TRY(new_dict(ts));
  TRY(dict_set(ts, self.globals(), Value::from_object(name), fresh));
  return fresh;
}

Status set_module_annotations(ThreadState& ts, Module& self, Value value) {
  Value name = Value::from_object(ts.names().dunder_annotations);
  if (!value.is_null()) return dict_set(ts, self.globals(), name, value);
  bool found = TRY(dict_delete(ts, self.globals(), name));
  if (!found) return raise(ts, Exc::kAttributeError, "__annotations__");
  return {};
}

constexpr NativeMethod kMethods[] = {method<module_dir>("__dir__", "($self, /)", "__dir__() -> list\nspecialized dir() implementation")};
constexpr GetSet kGetSets[] = {getset<module_annotations, set_module_annotations>("__annotations__", nullptr)};
constexpr Member kMembers[] = {{"__dict__", Member::kValueOrNone, offsetof(Module, dict), Member::kReadOnly, nullptr, make_all_delayed}};

}  // namespace

constexpr TypeSpec kModuleSpec = {
    .name = "module",
    .doc = "module(name, doc=None)\n--\n\nCreate a module object.\n\nThe name must be a string; the optional doc argument can have any type.",
    .id = TypeId::kModule,
    .size = sizeof(Module),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable,
    .dict_offset = offsetof(Module, dict),
    .methods = kMethods,
    .getsets = kGetSets,
    .members = kMembers,
    .slots = {.repr = module_repr, .getattr = module_get_attr, .setattr = module_setattr, .init = init_from<kInit>, .new_ = module_new},
    .traverse = module_traverse,
    .clear = module_clear,
    .dealloc = module_dealloc,
};

constexpr TypeSpec kModuleDefinitionSpec = {
    .name = "moduledef",
    .id = TypeId::kModuleDefinition,
    .size = sizeof(ModuleDefinition),
    .flags = Type::kNoNew,
};

Result<Ref> new_module_definition(ThreadState& ts, void* definition) {
  Own<ModuleDefinition> made = TRY(new_native<ModuleDefinition>(ts));
  made->definition = definition;
  return made;
}

// -- for native code -----------------------------------------------------------------------------------------------------------

Result<Own<Module>> new_module(ThreadState& ts, Value name) {
  Own<Module> module = TRY(new_native<Module>(ts));
  TRY(init_dict(ts, *module, name, Value::none()));
  gc_track(ts, module.get());
  return module;
}

Status module_add(ThreadState& ts, Module& module, const char* name, Value value) {
  Own<Str> key = TRY(intern(ts, name));
  return dict_set(ts, module.globals(), key, value);
}

Result<Value> module_get(ThreadState& ts, Module& module, const char* name) {
  Value known = dict_get(ts, module.globals(), name);
  const int row = known.is_null() ? find_delayed(module, std::string_view(name)) : -1;
  if (row < 0) return known;
  Ref made = TRY(make_delayed(ts, module, row));
  return made.get();
}

Status module_add_functions(ThreadState& ts, Module& module, std::span<const NativeMethod> functions) {
  Ref name = Ref::copy(module_name(ts, module));
  TRY(dict_reserve(ts, module.globals(), static_cast<int64_t>(functions.size())));
  for (const NativeMethod& row : functions) {
    Ref function = TRY(new_builtin(ts, row, Value::from_object(&module), name));
    TRY(module_add(ts, module, row.name, function));
  }
  return {};
}

Status module_add_type(ThreadState& ts, Module& module, TypeId id) {
  Type* type = TRY(find_type(ts, id));
  return module_add(ts, module, short_type_name(*type), Value::from_object(type));
}

Result<Own<Module>> new_native_module(ThreadState& ts, const NativeModule& row) {
  Own<Str> name = TRY(intern(ts, row.name));
  Own<Module> module = TRY(new_module(ts, name));
  if (row.state_size > 0) {
    module->state = ts.interp.heap.allocate_buffer(row.state_size);
    if (module->state == nullptr) return raise_no_memory(ts);
    std::memset(module->state, 0, row.state_size);
  }
  module->row = &row;
  TRY(remember(ts, *module));
  if (row.doc != nullptr) {
    Own<Str> doc = TRY(new_str(ts, row.doc));
    TRY(dict_set(ts, module->globals(), Value::from_object(ts.names().dunder_doc), doc));
  }
  TRY(module_add_functions(ts, *module, row.functions));
  for (TypeId id : row.types) TRY(module_add_type(ts, *module, id));
  if (row.exec != nullptr) TRY(row.exec(ts, *module));
  return module;
}

Module* find_native_module(ThreadState& ts, const NativeModule& row) {
  ModuleStates* states = ts.interp.module_states;
  if (states == nullptr) return nullptr;
  for (uint32_t i = states->count; i-- > 0;) {
    if (states->entries[i].row == &row) return states->entries[i].module;
  }
  return nullptr;
}

void* find_module_state(ThreadState& ts, const NativeModule& row) {
  Module* module = find_native_module(ts, row);
  return module == nullptr ? nullptr : module->state;
}

Result<Dict*> module_exception_classes(ThreadState& ts) {
  ModuleStates* states = TRY(states_of(ts));
  if (states->exception_classes.is_null()) states->exception_classes = Ref(TRY(new_dict(ts))).release();
  return &as<Dict>(states->exception_classes);
}

void release_module_states(Interpreter& interp) {
  ModuleStates* states = interp.module_states;
  if (states == nullptr) return;
  decref(std::exchange(states->exception_classes, Value::null()));
  interp.heap.release_buffer(states->entries, states->capacity * sizeof(ModuleStates::Entry));
  interp.heap.release_buffer(states, sizeof(ModuleStates));
  interp.module_states = nullptr;
}

Value module_name(ThreadState& ts, Module& module) {
  if (module.dict.is_null()) return Value::null();
  Value name = dict_get(ts, module.globals(), ts.names().dunder_name);
  return is<Str>(name) ? name : Value::null();
}

}  // namespace pyemb
