// SPDX-License-Identifier: MIT
#include "modules/contextvars/context_map.h"

#include "modules/module_type_specs.h"

namespace pyemb {
namespace {

/// A bijection that spreads the bits of an address (the finalizer of MurmurHash3).
uint64_t hash_of(Value key) {
  uint64_t h = key.bits();
  h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
  h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
  return h ^ (h >> 33);
}

uint32_t bit_of(uint64_t hash, int shift) { return uint32_t{1} << ((hash >> shift) & 31); }

/// What stands at one place of a node that is being made; both null: nothing.
struct Place {
  uint32_t bit = 0;
  Value key = Value::null();  ///< an entry
  Value value = Value::null();
  ContextNode* child = nullptr;  ///< or a child
};

/// A copy of `from` (null: an empty node) with one place changed.
Result<Own<ContextNode>> with_place(ThreadState& ts, const ContextNode* from, const Place& place) {
  uint32_t entries = (from != nullptr ? from->entries : 0) & ~place.bit;
  uint32_t children = (from != nullptr ? from->children : 0) & ~place.bit;
  if (!place.key.is_null()) entries |= place.bit;
  if (place.child != nullptr) children |= place.bit;
  Own<ContextNode> made = TRY(new_native<ContextNode>(ts, 2 * std::popcount(entries) + std::popcount(children)));
  made->entries = entries;
  made->children = children;
  Value* out = made->items();
  for (uint32_t left = entries; left != 0; left &= left - 1) {
    uint32_t bit = left & -left;
    const bool changed = bit == place.bit;
    const Value* pair = changed ? nullptr : from->entry(bit);
    *out++ = Ref::copy(changed ? place.key : pair[0]).release();
    *out++ = Ref::copy(changed ? place.value : pair[1]).release();
  }
  for (uint32_t left = children; left != 0; left &= left - 1) {
    uint32_t bit = left & -left;
    *out++ = Ref::copy(bit == place.bit ? place.child : from->child(bit)).release();
  }
  gc_track(ts, made.get());
  return made;
}

Result<Own<ContextNode>> with_entry(ThreadState& ts, const ContextNode* from, uint32_t bit, Value key, Value value) {
  Place place;
  place.bit = bit;
  place.key = key;
  place.value = value;
  return with_place(ts, from, place);
}

Result<Own<ContextNode>> with_child(ThreadState& ts, const ContextNode* from, uint32_t bit, ContextNode* child) {
  Place place;
  place.bit = bit;
  place.child = child;
  return with_place(ts, from, place);
}

Result<Own<ContextNode>> set_at(ThreadState& ts, const ContextNode* node, int shift, Value key, Value value, bool* added) {
  uint64_t hash = hash_of(key);
  uint32_t bit = bit_of(hash, shift);
  if (node != nullptr && (node->children & bit) != 0) {
    Own<ContextNode> child = TRY(set_at(ts, node->child(bit), shift + ContextNode::kBitsPerLevel, key, value, added));
    return with_child(ts, node, bit, child.get());
  }
  if (node == nullptr || (node->entries & bit) == 0) {
    *added = true;
    return with_entry(ts, node, bit, key, value);
  }
  const Value* pair = node->entry(bit);
  if (pair[0] == key) {
    *added = false;
    return with_entry(ts, node, bit, key, value);
  }
  // Two keys at one place: they move down together until their hashes part.
  int below = shift + ContextNode::kBitsPerLevel;
  Own<ContextNode> child = TRY(with_entry(ts, nullptr, bit_of(hash_of(pair[0]), below), pair[0], pair[1]));
  child = TRY(set_at(ts, child.get(), below, key, value, added));
  return with_child(ts, node, bit, child.get());
}

Result<Own<ContextNode>> remove_at(ThreadState& ts, const ContextNode& node, int shift, Value key) {
  uint32_t bit = bit_of(hash_of(key), shift);
  if ((node.entries & bit) != 0) {
    Place place;
    place.bit = bit;
    return with_place(ts, &node, place);
  }
  Own<ContextNode> child = TRY(remove_at(ts, *node.child(bit), shift + ContextNode::kBitsPerLevel, key));
  if (child->children == 0 && child->entry_count() == 1) {  // a lone entry moves up
    return with_entry(ts, &node, bit, child->items()[0], child->items()[1]);
  }
  return with_child(ts, &node, bit, child.get());
}

void node_traverse(Object* object, GcVisitor& visit) {
  auto& node = *static_cast<ContextNode*>(object);
  for (int64_t i = 0; i < node.size; ++i) visit(node.items()[i]);
}
void node_dealloc(ThreadState&, Object* object) {
  auto& node = *static_cast<ContextNode*>(object);
  for (int64_t i = 0; i < node.size; ++i) decref(std::exchange(node.items()[i], Value::null()));
}

}  // namespace

Value context_map_find(const ContextNode* root, Value key) {
  uint64_t hash = hash_of(key);
  for (int shift = 0; root != nullptr; shift += ContextNode::kBitsPerLevel) {
    uint32_t bit = bit_of(hash, shift);
    if ((root->entries & bit) != 0) {
      const Value* pair = root->entry(bit);
      return pair[0] == key ? pair[1] : Value::null();
    }
    if ((root->children & bit) == 0) break;
    root = root->child(bit);
  }
  return Value::null();
}

Result<Own<ContextNode>> context_map_set(ThreadState& ts, const ContextNode* root, Value key, Value value, bool* added) {
  return set_at(ts, root, 0, key, value, added);
}

Result<Own<ContextNode>> context_map_remove(ThreadState& ts, const ContextNode& root, Value key) { return remove_at(ts, root, 0, key); }

bool ContextCursor::next(Value* key, Value* value) {
  while (depth_ > 0) {
    Level& level = levels_[depth_ - 1];
    int i = level.position++;
    int entries = level.node->entry_count();
    if (i < entries) {
      *key = level.node->items()[2 * i];
      *value = level.node->items()[2 * i + 1];
      return true;
    }
    if (i - entries < level.node->child_count()) {
      push(level.node->child_at(i - entries));
    } else {
      --depth_;
    }
  }
  return false;
}

constexpr TypeSpec kContextNodeSpec = {
    .name = "context_node",
    .id = ModuleType::kContextNode,
    .size = sizeof(ContextNode),
    .item_size = sizeof(Value),
    .flags = Type::kCollected | Type::kNoNew | Type::kVarSized,
    .traverse = node_traverse,
    .dealloc = node_dealloc,
};

}  // namespace pyemb
