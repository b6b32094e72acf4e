// SPDX-License-Identifier: MIT
// Watches blocks, references and refused allocations while the body of a test runs again and again.
//
// Blocks are counted by an allocator in all three domains and by the heap. References are the sum of the counts of all
// collected objects, of what these refer to, and of the native types: a reference too many to something that lives
// anyway shows only there. Caches fill for a while, so that only what grows (or shrinks) in each of the last runs is a
// complaint.
#include "probe.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "../../counting_allocator.h"
#include "api.h"
#include "objects/destroy.h"
#include "objects/str.h"
#include "state/gc.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

constexpr int kSteady = 3;  ///< of so many runs at the end each one must grow to be a leak
constexpr int kFewRuns = 6;
constexpr int kManyRuns = 40;

CountingAllocator* g_counting;
__attribute__((constructor)) void count_from_the_start() {
  if (std::getenv("PYEMB_PROBE") != nullptr) g_counting = new CountingAllocator;
}

struct Sum : GcVisitor {
  long total;
};
long references(Interpreter& interp) {
  Sum sum;
  sum.total = 0;
  sum.visit = [](GcVisitor& visitor, Object* seen) {
    if (!seen->type->is_collected()) static_cast<Sum&>(visitor).total += seen->refcount;
  };
  for (GcHead& list : interp.gc.generations) {
    for (GcHead* head = list.next; head != &list; head = head->next) {
      sum.total += gc_object(head)->refcount;
      traverse_object(gc_object(head), sum);
    }
  }
  for (Type* type : interp.types) {
    if (type != nullptr) sum.total += type->refcount;
  }
  return sum.total;
}

/// The reference counts of all collected objects, to see whose have changed.
struct Counts {
  static constexpr int kRoom = 1 << 18;
  struct Row {
    Object* object;
    uint32_t count;
  };
  Row* rows = static_cast<Row*>(std::calloc(kRoom, sizeof(Row)));
  int size = 0;

  struct Adder : GcVisitor {
    Counts* counts;
  };
  void add(Object* object) {
    if (size < kRoom) rows[size++] = {object, object->refcount};
  }
  explicit Counts(Interpreter& interp) {
    Adder adder;
    adder.visit = [](GcVisitor& visitor, Object* seen) {
      if (!seen->type->is_collected()) static_cast<Adder&>(visitor).counts->add(seen);
    };
    adder.counts = this;
    for (GcHead& list : interp.gc.generations) {
      for (GcHead* head = list.next; head != &list; head = head->next) {
        add(gc_object(head));
        traverse_object(gc_object(head), adder);
      }
    }
    std::sort(rows, rows + size, [](const Row& a, const Row& b) { return a.object < b.object; });
    size = static_cast<int>(
        std::unique(rows, rows + size, [](const Row& a, const Row& b) { return a.object == b.object; }) - rows);
  }
  ~Counts() { std::free(rows); }
  Counts(const Counts&) = delete;
  Counts& operator=(const Counts&) = delete;

  void report_changes(const Counts& later, FILE* to) const {
    for (int i = 0, k = 0; i < size; ++i) {
      while (k < later.size && later.rows[k].object < rows[i].object) ++k;
      if (k == later.size || later.rows[k].object != rows[i].object || later.rows[k].count == rows[i].count) continue;
      const Object* object = rows[i].object;
      if (object->is_exactly(TypeId::kStr))
        std::fprintf(
            to, "  references to '%s'\n",
            static_cast<const Str*>(object)->ascii ? static_cast<const Str*>(object)->ascii_view().data() : "?");
      const bool is_type = object->type->id == TypeId::kType;
      std::fprintf(to, "  references to %s '%s': %+d\n", is_type ? "type" : "object of type",
                   type_name(is_type ? static_cast<const Type&>(*object) : *object->type),
                   static_cast<int>(later.rows[k].count - rows[i].count));
    }
  }
};

struct State {
  long blocks;
  long references;
};

/// Takes all blocks on the slow path of the heap, where they can be refused.
struct SlowHeap {
  explicit SlowHeap(Heap& heap) : heap_(heap), before_(heap.tracer()) {
    tracer_ = {[](HeapTracer&, void*, size_t) {}, [](HeapTracer&, void*) {}};
    if (before_ == nullptr) heap.set_tracer(&tracer_);
  }
  ~SlowHeap() {
    if (heap_.tracer() == &tracer_) heap_.set_tracer(nullptr);
  }
  SlowHeap(const SlowHeap&) = delete;
  SlowHeap& operator=(const SlowHeap&) = delete;

 private:
  Heap& heap_;
  HeapTracer* before_;
  HeapTracer tracer_;
};

/// Remembers where each block was taken that is still in use.
struct Recorder : HeapTracer {
  static constexpr int kDepth = 16;
  static constexpr int kRoom = 1 << 16;
  struct Row {
    void* block;
    int depth;
    void* frames[kDepth];
  };
  Row* rows = static_cast<Row*>(std::calloc(kRoom, sizeof(Row)));
  int count = 0;

  Recorder() : HeapTracer{&Recorder::note, &Recorder::forget} {}
  ~Recorder() { std::free(rows); }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  static void note(HeapTracer& tracer, void* block, size_t) {
    auto& self = static_cast<Recorder&>(tracer);
    forget(tracer, block);
    if (self.count == kRoom) return;
    Row& row = self.rows[self.count++];
    row.block = block;
    row.depth = backtrace(row.frames, kDepth);
  }
  static void forget(HeapTracer& tracer, void* block) {
    auto& self = static_cast<Recorder&>(tracer);
    for (int i = self.count; i-- > 0;) {
      if (self.rows[i].block == block) self.rows[i] = self.rows[--self.count];
    }
  }
  /// "  taken at OFFSET OFFSET ..." in the library, innermost first, for the first few.
  void report(FILE* to) const {
    for (int i = 0; i < count && i < 40; ++i) {
      std::fprintf(to, "  taken at");
      for (int k = 1; k < rows[i].depth; ++k) {
        Dl_info place;
        if (dladdr(rows[i].frames[k], &place) == 0) continue;
        std::fprintf(to, " %s+%#zx", std::strrchr(place.dli_fname, '/') + 1,
                     static_cast<char*>(rows[i].frames[k]) - static_cast<char*>(place.dli_fbase) - 1);
      }
      std::fprintf(to, "\n");
    }
  }
};

class Probe {
 public:
  Probe(ThreadState& ts, void (*body)(), const char* name, FILE* report)
      : ts_(ts), body_(body), name_(name), report_(report) {}

  int check(long places) {
    count_allocations();
    look_for_growth(-1, "");
    const long step = std::max(allocations_ / std::max(places, 1L), 1L);
    long tried = 0;
    for (long n = 0; n < allocations_ && complaints_ < kEnough; n += step, ++tried) refuse(n);
    std::fprintf(report_, "probe: %s: %ld allocations, %ld refused\n", name_, allocations_, tried);
    return complaints_;
  }

 private:
  static constexpr int kEnough = 10;

  /// Whatever the body left behind that the next run would only replace.
  void tidy() {
    memory_fail_after(-1, false);
    if (current_thread() != &ts_) {
      std::fprintf(report_, "%s: another thread state is attached\n", name_);
      ++complaints_;
      current_thread() = &ts_;
    }
    PyErr_Clear();
    PyObject* main = PyImport_AddModule("__main__");
    PyObject* globals = main != nullptr ? PyModule_GetDict(main) : nullptr;
    PyObject* keys = globals != nullptr ? PyDict_Keys(globals) : nullptr;
    for (Py_ssize_t i = 0; keys != nullptr && i < PyList_Size(keys); ++i) {
      const char* key = PyUnicode_AsUTF8(PyList_GetItem(keys, i));
      if (key != nullptr && std::strncmp(key, "__", 2) != 0) PyDict_DelItemString(globals, key);
    }
    Py_XDECREF(keys);
    PyErr_Clear();
    gc_collect(ts_, kGenerations - 1);
    gc_collect(ts_, kGenerations - 1);
    TypeCache& cache = ts_.interp.type_cache;  // keeps the names of attributes of types that are gone
    for (uint32_t i = 0; i <= cache.mask; ++i) {
      if (Str* name = std::exchange(cache.entries[i], TypeCacheEntry{}).name) decref(static_cast<Object*>(name));
    }
  }
  State state() {
    return {g_counting->blocks + static_cast<long>(ts_.interp.heap.live_blocks()), references(ts_.interp)};
  }

  /// Runs the body with the allocation after `count` others refused; negative: with none. Answers whether one was.
  bool run(long count) {
    SlowHeap slow(ts_.interp.heap);
    memory_fail_after(count, false);
    body_();
    std::fflush(stdout);
    return count >= 0 && memory_fail_count() < 0;
  }

  void count_allocations() {
    run(-1);
    tidy();
    constexpr long kMany = 1L << 40;
    run(kMany);
    allocations_ = kMany - memory_fail_count();
    tidy();
  }

  void refuse(long n) {
    State before = state();
    run(n);
    tidy();
    State after = state();
    if (after.blocks <= before.blocks && after.references == before.references) return;
    char what[60];
    std::snprintf(what, sizeof(what), " with allocation %ld refused", n);
    look_for_growth(n, what);
  }

  struct Steady {
    bool grows = true, shrinks = true;
    long last = 0;
    void see(long change) {
      grows &= change > 0;
      shrinks &= change < 0;
      last = change;
    }
  };
  void look_for_growth(long n, const char* what) {
    for (int runs : {kFewRuns, kManyRuns}) {
      Steady blocks, counts;
      State before = state();
      for (int i = 0; i < runs; ++i) {
        run(n);
        tidy();
        State after = state();
        if (i >= runs - kSteady) {
          blocks.see(after.blocks - before.blocks);
          counts.see(after.references - before.references);
        }
        before = after;
      }
      if (!blocks.grows && !counts.grows && !counts.shrinks) return;
      if (runs == kFewRuns) continue;
      if (blocks.grows) {
        complain(what, "blocks", blocks.last);
        show_places(n);
      }
      if (counts.grows || counts.shrinks) {
        complain(what, "references", counts.last);
        Counts earlier(ts_.interp);
        run(n);
        tidy();
        earlier.report_changes(Counts(ts_.interp), report_);
      }
    }
  }
  /// Where the blocks were taken that one more run leaves behind.
  void show_places(long n) {
    Recorder recorder;
    ts_.interp.heap.set_tracer(&recorder);
    memory_fail_after(n, false);
    body_();
    tidy();
    ts_.interp.heap.set_tracer(nullptr);
    recorder.report(report_);
  }
  void complain(const char* what, const char* kind, long change) {
    ++complaints_;
    std::fprintf(report_, "%s%s: %+ld %s each time\n", name_, what, change, kind);
  }

  ThreadState& ts_;
  void (*body_)();
  const char* name_;
  FILE* report_;
  long allocations_ = 0;
  int complaints_ = 0;
};

/// Where stdout leads while the body prints: to nothing.
FILE* silence_stdout() {
  std::fflush(stdout);
  FILE* report = fdopen(dup(STDOUT_FILENO), "w");
  FILE* nothing = std::fopen("/dev/null", "w");
  dup2(fileno(nothing), STDOUT_FILENO);
  std::fclose(nothing);
  setvbuf(report, nullptr, _IOLBF, 0);
  return report;
}

}  // namespace

int PyProbe_Body(void (*body)(), const char* name, long places) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || g_counting == nullptr) return 1;
  return Probe(*ts, body, name, silence_stdout()).check(places);
}
