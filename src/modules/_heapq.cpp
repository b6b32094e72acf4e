// SPDX-License-Identifier: MIT
#include "modules/native_modules.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/operations.h"

// _heapq: binary heaps in lists; a parent is never greater than its children (in the `_max` functions: never less). A
// comparison may run Python code: a list that it changes in size ends the operation with RuntimeError.

namespace pyemb {

namespace {

enum class First : uint8_t { kLeast, kGreatest };  ///< which item stands at the top

/// Whether the item at `a` must stand above the one at `b`.
template <First kind>
Result<bool> above(ThreadState& ts, List& heap, Value a, Value b) {
  if (Value::both_int(a, b)) return kind == First::kLeast ? a.as_int() < b.as_int() : b.as_int() < a.as_int();
  int64_t size = heap.size;
  Ref first = Ref::copy(a);
  Ref second = Ref::copy(b);
  bool answer = TRY(kind == First::kLeast ? compare_bool(ts, first, second, Compare::kLt) : compare_bool(ts, second, first, Compare::kLt));
  if (heap.size != size) return raise(ts, Exc::kRuntimeError, "list changed size during iteration");
  return answer;
}

/// Moves the item at `at` up to its place, not above `top`.
template <First kind>
Status sift_up(ThreadState& ts, List& heap, int64_t top, int64_t at) {
  if (at >= heap.size) return raise(ts, Exc::kIndexError, "index out of range");
  while (at > top) {
    int64_t parent = (at - 1) / 2;
    bool swap = TRY(above<kind>(ts, heap, heap.at(at), heap.at(parent)));
    if (!swap) break;
    std::swap(heap.items[at], heap.items[parent]);
    at = parent;
  }
  return {};
}

/// Moves the item at `top` down to a leaf, always below the better child, then up to its place: fewer comparisons than stopping
/// on the way, as an item from the end of the list belongs near the leaves.
template <First kind>
Status sift_down(ThreadState& ts, List& heap, int64_t top) {
  int64_t size = heap.size;
  if (top >= size) return raise(ts, Exc::kIndexError, "index out of range");
  int64_t at = top;
  while (at < size / 2) {
    int64_t child = 2 * at + 1;
    if (child + 1 < size) {
      bool left = TRY(above<kind>(ts, heap, heap.at(child), heap.at(child + 1)));
      if (!left) ++child;
    }
    std::swap(heap.items[at], heap.items[child]);
    at = child;
  }
  return sift_up<kind>(ts, heap, top, at);
}

Status heap_push(ThreadState& ts, List& heap, Value item) {
  TRY(list_append(ts, heap, Ref::copy(item)));
  return sift_up<First::kLeast>(ts, heap, 0, heap.size - 1);
}

template <First kind>
Result<Ref> heap_pop(ThreadState& ts, List& heap) {
  if (heap.size == 0) return raise(ts, Exc::kIndexError, "index out of range");
  Ref last = list_take(ts, heap, heap.size - 1);
  if (heap.size == 0) return last;
  Ref top = Ref::steal(std::exchange(heap.items[0], last.release()));
  TRY(sift_down<kind>(ts, heap, 0));
  return top;
}

template <First kind>
Result<Ref> heap_replace(ThreadState& ts, List& heap, Value item) {
  if (heap.size == 0) return raise(ts, Exc::kIndexError, "index out of range");
  Ref top = Ref::steal(std::exchange(heap.items[0], Ref::copy(item).release()));
  TRY(sift_down<kind>(ts, heap, 0));
  return top;
}

Result<Ref> heap_push_pop(ThreadState& ts, List& heap, Value item) {
  if (heap.size == 0) return Ref::copy(item);
  bool smaller = TRY(above<First::kLeast>(ts, heap, heap.at(0), item));
  if (!smaller) return Ref::copy(item);
  return heap_replace<First::kLeast>(ts, heap, item);
}

template <First kind>
Status heapify(ThreadState& ts, List& heap) {
  for (int64_t i = heap.size / 2; i-- > 0;) TRY(sift_down<kind>(ts, heap, i));
  return {};
}

constexpr NativeMethod kFunctions[] = {
    function<heap_push>("heappush", "($module, heap, item, /)", "Put an item into the heap."),
    function<heap_push_pop>("heappushpop", "($module, heap, item, /)", "Put an item in, then take the smallest one out."),
    function<heap_pop<First::kLeast>>("heappop", "($module, heap, /)", "Take the smallest item out; IndexError if there is none."),
    function<heap_replace<First::kLeast>>("heapreplace", "($module, heap, item, /)", "Take the smallest item out, then put an item in."),
    function<heapify<First::kLeast>>("heapify", "($module, heap, /)", "Make a heap of a list, in place and in linear time."),
    function<heap_pop<First::kGreatest>>("_heappop_max", "($module, heap, /)", "heappop of a heap whose greatest item comes first."),
    function<heapify<First::kGreatest>>("_heapify_max", "($module, heap, /)", "heapify for a heap whose greatest item comes first."),
    function<heap_replace<First::kGreatest>>("_heapreplace_max", "($module, heap, item, /)",
                                       "heapreplace of a heap whose greatest item comes first."),
};

/// heapq shows this as its __about__.
constexpr const char* kAbout =
    "A heap is a list with a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for all k, counting from 0, as far as these items\n"
    "exist. Its smallest item is a[0]. It is a binary tree in which each node is not greater than its children:\n\n"
    "                 0\n"
    "        1                 2\n"
    "    3       4        5       6\n\n"
    "where the numbers are positions. Putting an item in and taking the smallest one out take logarithmic time.\n";

Status exec(ThreadState& ts, Module& module) {
  Own<Str> about = TRY(new_str(ts, kAbout));
  return module_add(ts, module, "__about__", about);
}

}  // namespace

constexpr NativeModule kHeapqModule = {
    .name = "_heapq",
    .doc = "Heaps in lists: the queue whose smallest item comes first.",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
