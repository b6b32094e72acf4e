// SPDX-License-Identifier: MIT
// Capsules.
#include "objects/capsule.h"

#include <cstring>

#include "api.h"
#include "foreign_call.h"
#include "objects/attributes.h"
#include "objects/str.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

/// Runs the destructor of C code, which stands behind the capsule's own fields.
void run_destructor(ThreadState& ts, Capsule& capsule) {
  auto function = reinterpret_cast<PyCapsule_Destructor>(capsule.foreign_destructor);
  if (function == nullptr) return;
  Ref pending = ts.take_pending();
  {
    InC in_c(ts);
    function(to_c(&capsule));
  }
  ts.clear_pending();
  ts.pending = pending.release();
}
bool same_name(const char* a, const char* b) { return a == b || (a != nullptr && b != nullptr && std::strcmp(a, b) == 0); }

Result<Capsule*> need_capsule(Api api, PyObject* object) {
  if (!is_exactly_c(object, TypeId::kCapsule) || as<Capsule>(from_c(object)).pointer == nullptr) {
    return raise(api, Exc::kValueError, "%s called with invalid PyCapsule object", api.function);
  }
  return &as<Capsule>(from_c(object));
}

}  // namespace

int(PyCapsule_CheckExact)(PyObject* object) { return is_exactly_c(object, TypeId::kCapsule); }

PyObject* PyCapsule_New(void* pointer, const char* name, PyCapsule_Destructor destructor) {
  return api_object([&](Api api) -> Result<Ref> {
    if (pointer == nullptr) return raise(api, Exc::kValueError, "PyCapsule_New called with null pointer");
    Own<Capsule> capsule = TRY(new_capsule(api, pointer, name, destructor != nullptr ? &run_destructor : nullptr));
    capsule->foreign_destructor = reinterpret_cast<void (*)()>(destructor);
    return capsule;
  });
}
int PyCapsule_IsValid(PyObject* object, const char* name) {
  return is_exactly_c(object, TypeId::kCapsule) && as<Capsule>(from_c(object)).pointer != nullptr && same_name(as<Capsule>(from_c(object)).name, name);
}
void* PyCapsule_GetPointer(PyObject* object, const char* name) {
  return api_number<void*>(nullptr, [&](Api api) -> Result<void*> {
    Capsule* capsule = TRY(need_capsule(api, object));
    if (!same_name(capsule->name, name)) return raise(api, Exc::kValueError, "PyCapsule_GetPointer called with incorrect name");
    return capsule->pointer;
  });
}
const char* PyCapsule_GetName(PyObject* object) {
  return api_number<const char*>(nullptr, [&](Api api) -> Result<const char*> {
    Capsule* capsule = TRY(need_capsule(api, object));
    return capsule->name;
  });
}
PyCapsule_Destructor PyCapsule_GetDestructor(PyObject* object) {
  return api_number<PyCapsule_Destructor>(nullptr, [&](Api api) -> Result<PyCapsule_Destructor> {
    Capsule* capsule = TRY(need_capsule(api, object));
    return reinterpret_cast<PyCapsule_Destructor>(capsule->foreign_destructor);
  });
}
void* PyCapsule_GetContext(PyObject* object) {
  return api_number<void*>(nullptr, [&](Api api) -> Result<void*> {
    Capsule* capsule = TRY(need_capsule(api, object));
    return capsule->context;
  });
}
int PyCapsule_SetPointer(PyObject* object, void* pointer) {
  return api_int([&](Api api) -> Status {
    if (pointer == nullptr) return raise(api, Exc::kValueError, "PyCapsule_SetPointer called with null pointer");
    Capsule* capsule = TRY(need_capsule(api, object));
    capsule->pointer = pointer;
    return {};
  });
}
int PyCapsule_SetName(PyObject* object, const char* name) {
  return api_int([&](Api api) -> Status {
    Capsule* capsule = TRY(need_capsule(api, object));
    capsule->name = name;
    return {};
  });
}
int PyCapsule_SetDestructor(PyObject* object, PyCapsule_Destructor destructor) {
  return api_int([&](Api api) -> Status {
    Capsule* capsule = TRY(need_capsule(api, object));
    capsule->destructor = destructor != nullptr ? &run_destructor : nullptr;
    capsule->foreign_destructor = reinterpret_cast<void (*)()>(destructor);
    return {};
  });
}
int PyCapsule_SetContext(PyObject* object, void* context) {
  return api_int([&](Api api) -> Status {
    Capsule* capsule = TRY(need_capsule(api, object));
    capsule->context = context;
    return {};
  });
}

/// "module.attribute...": imports the module and follows the attributes.
void* PyCapsule_Import(const char* name, int) {
  return api_number<void*>(nullptr, [&](Api api) -> Result<void*> {
    TRY(expect_utf8(api, name));
    Ref object;
    for (const char* at = name;;) {
      const char* dot = std::strchr(at, '.');
      std::string_view part(at, dot != nullptr ? static_cast<size_t>(dot - at) : std::strlen(at));
      Own<Str> text = TRY(intern(api, part));
      if (object) {
        object = TRY(get_attr(api, object, text));
      } else {
        PyObject* module = PyImport_Import(to_c(text.get()));
        if (module == nullptr) {
          if (!clear_pending_if(api, Exc::kImportError)) return Raised{};
          return raise(api, Exc::kImportError, "PyCapsule_Import could not import module \"%s\"", Utf8(api, *text).c_str());
        }
        object = Ref::steal(from_c(module));
      }
      if (dot == nullptr) break;
      at = dot + 1;
    }
    if (PyCapsule_IsValid(to_c(object.get()), name) == 0) return raise(api, Exc::kAttributeError, "PyCapsule_Import \"%s\" is not valid", name);
    return object.as<Capsule>()->pointer;
  });
}
