// SPDX-License-Identifier: MIT
#include "objects/gc_roots.h"

#include <algorithm>

#include "objects/codecs.h"
#include "objects/destroy.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/set.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

void visit_thread(ThreadState& thread, GcVisitor& visit) {
  visit(thread.pending);
  for (HandledException* handled = thread.handled; handled != nullptr; handled = handled->previous) visit(handled->exception);
  visit(thread.context);
  visit(thread.async_exception);
  visit(thread.dict);
  visit(thread.async_gen_firstiter);
  visit(thread.async_gen_finalizer);
  visit(thread.trace);
  visit(thread.profile);
  if (thread.interp.hooks.traverse_frames != nullptr) thread.interp.hooks.traverse_frames(thread, visit);
}

}  // namespace

void gc_visit_roots(ThreadState& ts, GcVisitor& visit) {
  Interpreter& interp = ts.interp;
  for (ThreadState* thread = interp.threads; thread != nullptr; thread = thread->next) visit_thread(*thread, visit);
  for (Value value : {interp.builtins, interp.sys_dict, interp.modules, interp.audit_hooks, interp.exit_functions, interp.dict, interp.gc.garbage,
                      interp.gc.callbacks}) {
    visit(value);
  }
  if (interp.codecs == nullptr) return;
  visit(interp.codecs->search_functions);
  visit(interp.codecs->found);
  visit(interp.codecs->handlers);
}

void gc_visit_types(Interpreter& interp, uint32_t first, uint32_t last, GcVisitor& visit) {
  for (uint32_t i = first; i < last; ++i) {
    Type* type = interp.types[i];
    if (type == nullptr) continue;
    for (Object* part : {static_cast<Object*>(type->dict), static_cast<Object*>(type->bases), static_cast<Object*>(type->mro)}) {
      if (part != nullptr) traverse_object(part, visit);
    }
  }
}

void gc_visit_modules(ThreadState& ts, GcVisitor& visit) {
  Dict* modules = as_if<Dict>(ts.interp.modules);
  if (modules == nullptr) return;
  Value key;
  Value value;
  for (int64_t position = 0; dict_next(*modules, &position, &key, &value);) {
    if (Module* module = as_if<Module>(value)) visit(module->dict);
  }
}

int64_t gc_part_count(const Object* object) {
  if (object->is_exactly(TypeId::kList)) return static_cast<const List*>(object)->size;
  if (object->is_exactly(TypeId::kTuple)) return static_cast<const Tuple*>(object)->size;
  if (object->is_exactly(TypeId::kDict)) return static_cast<const Dict*>(object)->used;
  if (object->is_exactly(TypeId::kSet)) return static_cast<int64_t>(static_cast<const Set*>(object)->mask) + 1;
  return 0;
}

bool gc_visit_part(Object* object, int64_t* at, int64_t most, GcVisitor& visit) {
  int64_t end = std::min(gc_part_count(object), *at + most);
  int64_t from = std::min(std::exchange(*at, end), end);
  if (object->is_exactly(TypeId::kList)) {
    for (int64_t i = from; i < end; ++i) visit(static_cast<List*>(object)->at(i));
  } else if (object->is_exactly(TypeId::kTuple)) {
    for (int64_t i = from; i < end; ++i) visit(static_cast<Tuple*>(object)->at(i));
  } else if (object->is_exactly(TypeId::kSet)) {
    for (int64_t i = from; i < end; ++i) visit(static_cast<Set*>(object)->table[i].key);
  } else if (object->is_exactly(TypeId::kDict)) {
    for (int64_t i = from; i < end; ++i) {
      const DictEntry& entry = static_cast<Dict*>(object)->entries[i];
      visit(entry.key);
      if (!entry.key.is_null()) visit(entry.value);
    }
  } else {
    return false;
  }
  return true;
}

}  // namespace pyemb
