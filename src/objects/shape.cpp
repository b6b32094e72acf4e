// SPDX-License-Identifier: MIT
#include "objects/shape.h"

#include <algorithm>
#include <cstring>

#include "objects/function.h"

#include "objects/str.h"
#include "objects/type.h"
#include "state/names.h"

namespace pyemb {
namespace {

constexpr uint32_t kMaxShapes = 1u << 24;  // what the header of an object has room for
constexpr uint32_t kTrialInstances = 16;   // after so many the first guess of the capacity is corrected

/// Room for one more id in the interpreter's table.
bool reserve_id(Interpreter& interp) {
  if (interp.shape_count == 0) interp.shape_count = kTypeCount;  // the ids below are those of native types
  if (interp.shape_count < interp.shape_capacity) return true;
  if (interp.shape_count >= kMaxShapes) return false;
  uint32_t capacity = std::max(kTypeCount * 2, interp.shape_capacity * 2);
  void* grown = interp.heap.resize_buffer(interp.shapes, interp.shape_capacity * sizeof(Shape*), capacity * sizeof(Shape*));
  if (grown == nullptr) return false;
  interp.shapes = static_cast<Shape**>(grown);
  std::fill(interp.shapes + interp.shape_capacity, interp.shapes + capacity, nullptr);
  interp.shape_capacity = capacity;
  return true;
}

/// A shape with room for `count` names, which the caller fills in. Its id is never used again, so that a stale cache cannot match.
Shape* new_shape(Interpreter& interp, Type& type, uint32_t count, uint32_t capacity) {
  if (!reserve_id(interp)) return nullptr;
  auto* shape = static_cast<Shape*>(interp.heap.allocate_buffer(sizeof(Shape)));
  if (shape == nullptr) return nullptr;
  std::memset(static_cast<void*>(shape), 0, sizeof(Shape));
  if (count > 0) {
    shape->names = static_cast<Str**>(interp.heap.allocate_buffer(count * sizeof(Str*)));
    if (shape->names == nullptr) {
      interp.heap.release_buffer(shape, sizeof(Shape));
      return nullptr;
    }
  }
  shape->id = interp.shape_count++;
  shape->count = static_cast<uint16_t>(count);
  shape->capacity = static_cast<uint16_t>(capacity);
  shape->type = &type;
  interp.shapes[shape->id] = shape;
  return shape;
}

void release_shape(Interpreter& interp, Shape* shape) {
  interp.shapes[shape->id] = nullptr;
  for (int i = 0; i < shape->count; ++i) decref(static_cast<Object*>(shape->names[i]));
  interp.heap.release_buffer(shape->names, shape->count * sizeof(Str*));
  interp.heap.release_buffer(shape->children, shape->child_capacity * sizeof(Shape*));
  interp.heap.release_buffer(shape, sizeof(Shape));
}

/// A shape, its children and their children; no tree is deeper than kMaxCapacity.
void release_tree(Interpreter& interp, Shape* shape) {
  for (uint32_t i = 0; i < shape->child_count; ++i) release_tree(interp, shape->children[i]);
  release_shape(interp, shape);
}

/// How many attributes the class's __init__ seems to set: what it stores into its first parameter.
uint32_t attributes_of_init(ThreadState& ts, Type& type) {
  Value init = type_lookup(ts, type, ts.names().dunder_init);
  if (!is_exactly(init, TypeId::kFunction)) return 0;
  Code& code = *as<Function>(init).code;
  if (code_complete(ts, code).raised()) {
    ts.clear_pending();
    return 0;
  }
  uint64_t names = 0;
  for (uint32_t i = 0; i < code.insn_count; i += static_cast<uint32_t>(insn_words(code.insns[i]))) {
    const Insn& insn = code.insns[i];
    if (op_info(insn.op).base == Op::kSTORE_ATTR && insn.a == 0 && insn.b < 64) names |= uint64_t{1} << insn.b;
  }
  return static_cast<uint32_t>(__builtin_popcountll(names));
}

/// The capacity that the instances seen so far suggest: even, since blocks are 16 bytes apart. For the first instances also what
/// __init__ and the base class suggest.
uint32_t wanted_capacity(ThreadState& ts, Type& type) {
  if (!type.has_flag(Type::kAttrSlots)) return 0;
  uint32_t needed = type.most_slots;
  if (type.instances_made < kTrialInstances) {
    uint32_t inherited = type.base != nullptr ? type.base->most_slots : 0;
    needed = std::max({needed, Shape::kInitialCapacity, inherited + attributes_of_init(ts, type)});
  }
  return std::clamp<uint32_t>((needed + 1) & ~1u, 2, Shape::kMaxCapacity);
}

Shape& root_of(Shape& shape) {
  Shape* root = &shape;
  while (root->parent != nullptr) root = root->parent;
  return *root;
}

Shape* new_root(Interpreter& interp, Type& type, uint32_t capacity) {
  for (Shape* root = type.root_shape; root != nullptr; root = root->older_root) {
    if (root->capacity == capacity) return root;
  }
  Shape* root = new_shape(interp, type, 0, capacity);
  if (root == nullptr) return type.root_shape;
  root->older_root = type.root_shape;
  type.root_shape = root;
  return root;
}

bool add_child(Interpreter& interp, Shape& shape, Shape* child) {
  if (shape.child_count == shape.child_capacity) {
    uint32_t capacity = std::max(2u, shape.child_capacity * 2);
    void* grown = interp.heap.resize_buffer(shape.children, shape.child_capacity * sizeof(Shape*), capacity * sizeof(Shape*));
    if (grown == nullptr) return false;
    shape.children = static_cast<Shape**>(grown);
    shape.child_capacity = capacity;
  }
  shape.children[shape.child_count++] = child;
  return true;
}

}  // namespace

Shape* shape_for_new_instance(ThreadState& ts, Type& type) {
  Shape* root = type.root_shape;
  if (LIKELY(root != nullptr && type.instances_made > kTrialInstances && root->capacity >= type.most_slots)) return root;
  if (root != nullptr && root->capacity == 0 && !type.has_flag(Type::kAttrSlots)) return root;
  if (type.instances_made <= kTrialInstances) ++type.instances_made;
  if (root != nullptr && type.instances_made <= kTrialInstances && root->capacity >= type.most_slots) return root;
  uint32_t capacity = wanted_capacity(ts, type);
  if (root != nullptr && root->capacity == capacity) return root;
  return new_root(ts.interp, type, capacity);
}

Shape* shape_with(ThreadState& ts, Shape& shape, Str* name) {
  for (uint32_t i = 0; i < shape.child_count; ++i) {
    Shape* child = shape.children[i];
    if (child->names[shape.count] == name) return child;
  }
  Type& type = *shape.type;
  if (shape.count >= shape.capacity) {
    type.most_slots = std::max<uint32_t>(type.most_slots, std::min(shape.count + 2u, Shape::kMaxCapacity));
    return nullptr;
  }
  if (shape.is_dict || shape.child_count >= Shape::kMaxChildren) return nullptr;
  Shape* child = new_shape(ts.interp, type, shape.count + 1u, shape.capacity);
  if (child == nullptr) return nullptr;
  for (int i = 0; i < shape.count; ++i) child->names[i] = shape.names[i];
  child->names[shape.count] = name;
  for (int i = 0; i < child->count; ++i) incref(static_cast<Object*>(child->names[i]));
  child->parent = &shape;
  if (!add_child(ts.interp, shape, child)) {
    release_shape(ts.interp, child);
    return nullptr;
  }
  type.most_slots = std::max<uint32_t>(type.most_slots, child->count);
  return child;
}

Shape* shape_in_dict_form(ThreadState& ts, Type& type, uint32_t capacity) {
  Shape* root = new_root(ts.interp, type, capacity);
  if (root == nullptr || root->capacity != capacity) return nullptr;
  return shape_in_dict_form(ts, *root);
}

Shape* shape_in_dict_form(ThreadState& ts, Shape& shape) {
  if (shape.is_dict) return &shape;
  Shape& root = root_of(shape);
  if (root.dict_shape == nullptr) {
    Shape* made = new_shape(ts.interp, *shape.type, 0, shape.capacity);
    if (made == nullptr) return nullptr;
    made->is_dict = true;
    root.dict_shape = made;
  }
  return root.dict_shape;
}

void release_type_shapes(Interpreter& interp, Type& type) {
  for (Shape* root = type.root_shape; root != nullptr;) {
    Shape* older = root->older_root;
    if (root->dict_shape != nullptr) release_shape(interp, root->dict_shape);
    release_tree(interp, root);
    root = older;
  }
  type.root_shape = nullptr;
}

void release_shapes(Interpreter& interp) {
  for (uint32_t id = kTypeCount; id < interp.shape_count; ++id) {
    if (interp.shapes[id] != nullptr) release_shape(interp, interp.shapes[id]);
  }
  interp.heap.release_buffer(interp.shapes, interp.shape_capacity * sizeof(Shape*));
  interp.shapes = nullptr;
  interp.shape_count = interp.shape_capacity = 0;
}

}  // namespace pyemb
