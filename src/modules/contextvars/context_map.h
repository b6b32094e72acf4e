// SPDX-License-Identifier: MIT
#pragma once

// The persistent map behind contextvars.Context: a hash trie whose nodes never change once they are made, so that a copy of
// the whole map is a copy of the root pointer, and a change copies the nodes on one path (at most 13, mostly one or two).
//
// A node stands for five bits of the hash. Of the 32 places each is free, holds an entry or leads to a node one level down:
//
//     entries   bit set: the place has an entry        items: [key value][key value]...[child][child]...
//     children  bit set: the place has a child                in the order of the bits
//
// Keys are compared by identity. Their hashes are the address sent through a bijection of 64-bit words, so two keys never
// have the same one, and paths always part before the bits run out. Nothing here runs Python code but the drop of old values.

#include <bit>

#include "config/module_type_ids.h"
#include "objects/type.h"

namespace pyemb {

struct ContextNode : VarObject {
  static constexpr TypeId kId = ModuleType::kContextNode;
  static constexpr int kBitsPerLevel = 5;
  static constexpr int kMaxLevels = 13;

  uint32_t entries;
  uint32_t children;
  // 2 * popcount(entries) + popcount(children) owned Values follow

  Value* items() { return reinterpret_cast<Value*>(this + 1); }
  const Value* items() const { return reinterpret_cast<const Value*>(this + 1); }
  int entry_count() const { return std::popcount(entries); }
  int child_count() const { return std::popcount(children); }
  const Value* entry(uint32_t bit) const { return items() + 2 * std::popcount(entries & (bit - 1)); }
  ContextNode* child(uint32_t bit) const { return child_at(std::popcount(children & (bit - 1))); }
  ContextNode* child_at(int i) const { return static_cast<ContextNode*>(items()[2 * entry_count() + i].as_object()); }
};
static_assert(sizeof(ContextNode) == 32);

/// The value of `key`, borrowed; null if it has none. `root` null: an empty map.
[[nodiscard]] Value context_map_find(const ContextNode* root, Value key);
/// The map with `key` set to `value`; *added tells whether the key is new.
[[nodiscard]] Result<Own<ContextNode>> context_map_set(ThreadState& ts, const ContextNode* root, Value key, Value value, bool* added);
/// The map without `key`, which must be in it.
[[nodiscard]] Result<Own<ContextNode>> context_map_remove(ThreadState& ts, const ContextNode& root, Value key);

/// Walks a map, which must be kept alive meanwhile.
class ContextCursor {
 public:
  void start(const ContextNode* root) {
    depth_ = 0;
    if (root != nullptr) push(root);
  }
  /// The next entry, borrowed; false at the end.
  bool next(Value* key, Value* value);

 private:
  struct Level {
    const ContextNode* node;
    int position;  ///< entries first, then children
  };
  void push(const ContextNode* node) { levels_[depth_++] = {node, 0}; }

  Level levels_[ContextNode::kMaxLevels];
  int depth_;
};

}  // namespace pyemb
