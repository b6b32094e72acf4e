// SPDX-License-Identifier: MIT
#include "objects/capsule.h"

#include "objects/str.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

Result<Ref> capsule_repr(ThreadState& ts, Value value) {
  auto& self = as<Capsule>(value);
  const char* quote = self.name == nullptr ? "" : "\"";
  return new_str_format(ts, "<capsule object %s%s%s at %p>", quote, self.name == nullptr ? "NULL" : self.name, quote, static_cast<void*>(&self));
}

void capsule_dealloc(ThreadState& ts, Object* self) {
  auto& capsule = *static_cast<Capsule*>(self);
  if (capsule.destructor != nullptr) capsule.destructor(ts, capsule);
}

}  // namespace

constexpr TypeSpec kCapsuleSpec = {
    .name = "PyCapsule",
    .doc = "Capsule objects let you wrap a C \"void *\" pointer in a Python\nobject.",
    .id = TypeId::kCapsule,
    .size = sizeof(Capsule),
    .flags = Type::kNoNew,
    .slots = {.repr = capsule_repr},
    .dealloc = capsule_dealloc,
};

Result<Own<Capsule>> new_capsule(ThreadState& ts, void* pointer, const char* name, void (*destructor)(ThreadState&, Capsule&)) {
  Own<Capsule> capsule = TRY(new_native<Capsule>(ts));
  capsule->pointer = pointer;
  capsule->name = name;
  capsule->destructor = destructor;
  return capsule;
}

}  // namespace pyemb
