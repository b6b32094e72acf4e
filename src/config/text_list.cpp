// SPDX-License-Identifier: MIT
#include "config/text_list.h"

#include <cstring>

namespace pyemb {

void* TextArena::allocate(size_t size) {
  constexpr size_t kBlock = 2048;
  size = (size + 7) & ~size_t{7};
  if (blocks_ == nullptr || blocks_->size - blocks_->used < size) {
    size_t capacity = size > kBlock ? size : kBlock;
    auto* block = static_cast<Block*>(memory_.allocate(sizeof(Block) + capacity));
    if (block == nullptr) return nullptr;
    *block = {blocks_, capacity, 0};
    blocks_ = block;
  }
  void* at = reinterpret_cast<char*>(blocks_ + 1) + blocks_->used;
  blocks_->used += size;
  std::memset(at, 0, size);
  return at;
}

const char* TextArena::copy(std::string_view text) {
  auto* at = static_cast<char*>(allocate(text.size() + 1));
  if (at != nullptr && !text.empty()) std::memcpy(at, text.data(), text.size());
  return at;
}

void TextArena::clear() {
  while (blocks_ != nullptr) {
    Block* block = blocks_;
    blocks_ = block->next;
    memory_.release(block);
  }
}

bool TextList::insert(TextArena& arena, int index, std::string_view text) {
  const char* copy = arena.copy(text);
  if (copy == nullptr) return false;
  if (count == capacity) {
    int wanted = capacity == 0 ? 8 : 2 * capacity;
    auto** grown = static_cast<const char**>(arena.allocate(static_cast<size_t>(wanted) * sizeof(char*)));
    if (grown == nullptr) return false;
    if (count > 0) std::memcpy(grown, items, static_cast<size_t>(count) * sizeof(char*));
    items = grown;
    capacity = wanted;
  }
  if (index < 0 || index > count) index = count;
  std::memmove(items + index + 1, items + index, static_cast<size_t>(count - index) * sizeof(char*));
  items[index] = copy;
  ++count;
  return true;
}

}  // namespace pyemb
