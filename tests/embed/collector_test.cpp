// SPDX-License-Identifier: MIT
// The collector in steps: what it finds, what it leaves alone, and how long a step takes.
#include <catch2/catch.hpp>
#include <time.h>

#include <algorithm>

#include "host.h"
#include "objects/gc_cycle.h"

using namespace host;

namespace {

/// Processor time of the calling thread: other programs on the machine do not count.
int64_t thread_ns() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Steps until a cycle is complete; after each, what the program does meanwhile. The number of steps.
int cycle(ThreadState& ts, int64_t budget = 100, const char* meanwhile = nullptr, int64_t* longest_ns = nullptr) {
  for (int steps = 1;; ++steps) {
    const int64_t begin = thread_ns();
    Result<bool> complete = gc_step(ts, budget);
    if (longest_ns != nullptr) *longest_ns = std::max(*longest_ns, thread_ns() - begin);
    if (complete.raised()) return -1;
    if (complete.take()) return steps;
    if (meanwhile != nullptr && run(ts, meanwhile) != "") return -2;
  }
}

/// A graph of nodes with random edges, some of them held by `roots`; `expected()` says which live by a walk from there.
constexpr const char* kGraph = R"(
import gc, random, weakref
class Node:
    def __init__(self, name):
        self.name = name
        self.edges = []
        self.table = {}
refs = {}
roots = []
randomness = random.Random(SEED)
def connect(nodes, count):
    for i in range(count):
        a, b = randomness.choice(nodes), randomness.choice(nodes)
        if randomness.random() < 0.5: a.edges.append(b)
        else: a.table[randomness.randrange(5)] = b
def grow(size):
    nodes = [Node(len(refs) + i) for i in range(size)]
    for node in nodes: refs[node.name] = weakref.ref(node)
    connect(nodes, size * 3 // 2)
    roots.extend(randomness.sample(nodes, size // 20))
    alive = living()
    connect(alive, len(alive) // 10)
def living():
    seen, todo = {}, list(roots)
    while todo:
        node = todo.pop()
        if id(node) in seen: continue
        seen[id(node)] = node
        todo += node.edges
        todo += node.table.values()
    return list(seen.values())
def shrink():
    for i in range(len(roots) // 4): roots.pop(randomness.randrange(len(roots)))
def wander():
    node = randomness.choice(roots)
    for i in range(randomness.randrange(6)):
        if node.edges: node = randomness.choice(node.edges)
    return node
def change():
    for i in range(5):
        node = wander()
        if node.edges and randomness.random() < 0.5: node.edges.pop()
        node.table[randomness.randrange(5)] = wander()
        new = Node(len(refs))
        refs[new.name] = weakref.ref(new)
        new.edges.append(wander())
        wander().edges.append(new)
    roots[randomness.randrange(len(roots))] = new
def compare():
    there = {r() for r in refs.values()} - {None}
    return len(there ^ set(living()))
gc.disable()
)";

}  // namespace

TEST_CASE("steps find the garbage of random graphs, and nothing else") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  const int seeds = runs_whole() ? 40 : 6;
  for (int seed = 0; seed < seeds; ++seed) {
    REQUIRE(run(*ts, "SEED = " + std::to_string(seed)) == "");
    REQUIRE(run(*ts, kGraph) == "");
    REQUIRE(run(*ts, "grow(2000); shrink()") == "");
    CHECK(cycle(*ts, seed % 2 == 0 ? 0 : 200) > 0);
    REQUIRE(run(*ts, "wrong = compare()") == "");
    CHECK(number(*ts, "wrong") == 0);
    CHECK(cycle(*ts, 20, "change()") > 0);  // the program goes on: whatever lives must stay whole
    REQUIRE(run(*ts, "wrong = len([n for n in living() if n is not refs[n.name]()])") == "");
    CHECK(number(*ts, "wrong") == 0);
    CHECK(cycle(*ts, seed % 3 * 50) > 0);
    REQUIRE(run(*ts, "wrong = compare(); roots.clear()") == "");
    CHECK(number(*ts, "wrong") == 0);
    CHECK(cycle(*ts, seed % 3 * 50) > 0);
    CHECK(cycle(*ts, seed % 3 * 50) > 0);
    REQUIRE(run(*ts, "wrong = compare(); rest = gc.collect()") == "");
    CHECK(number(*ts, "wrong") == 0);
    CHECK(number(*ts, "rest") == 0);
  }
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("automatic and whole collections may come between the steps") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  REQUIRE(run(*ts, "SEED = 100") == "");
  REQUIRE(run(*ts, kGraph) == "");
  REQUIRE(run(*ts, "grow(3000); gc.enable(); gc.set_threshold(50, 3, 2)") == "");
  CHECK(cycle(*ts, 20, "change(); shrink()") > 0);
  CHECK(cycle(*ts, 20, "change(); shrink(); gc.collect(0); gc.collect(1)") > 0);
  for (int i = 0; i < 20; ++i) {
    REQUIRE_FALSE(gc_step(*ts, i).raised());
    REQUIRE(run(*ts, "change(); gc.collect(); wrong = compare()") == "");
    CHECK(number(*ts, "wrong") == 0);
  }
  CHECK(cycle(*ts, 20, "change(); objects = len(gc.get_objects()); old = len(gc.get_objects(2)); del objects") > 0);
  for (int i = 0; i < 20; ++i) {  // each gives the cycle up
    REQUIRE_FALSE(gc_step(*ts, i).raised());
    REQUIRE(run(*ts, "change(); gc.freeze(); frozen = gc.get_freeze_count(); change(); gc.unfreeze()") == "");
  }
  REQUIRE(run(*ts, "gc.freeze()") == "");
  CHECK(cycle(*ts, 20, "change()") > 0);
  REQUIRE(run(*ts, "frozen = gc.get_freeze_count(); gc.unfreeze(); none = gc.get_freeze_count()") == "");
  CHECK(number(*ts, "frozen") > 1000);
  CHECK(number(*ts, "none") == 0);
  CHECK(cycle(*ts) > 0);
  CHECK(cycle(*ts) > 0);
  REQUIRE(run(*ts, "wrong = compare()") == "");
  CHECK(number(*ts, "wrong") == 0);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("all objects can be listed while a collection is under way") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  REQUIRE(run(*ts, "import gc\ngc.disable()\nclass A: pass\nkept = [A() for i in range(1000)]\nseen = 1000") == "");
  int steps = cycle(*ts, 0, "seen = min(seen, sum(type(o) is A for o in gc.get_objects()))\nassert kept[0] in gc.get_referents(kept)\nassert kept in gc.get_referrers(kept[0])");
  CHECK(steps > 10);
  CHECK(number(*ts, "seen") == 1000);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("finalizers are called once, and what they bring back stays whole") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  REQUIRE(run(*ts, R"(
import gc
gc.disable()
called, back = 0, []
class F:
    def __init__(self, keep):
        self.me, self.keep, self.part = self, keep, [self]
    def __del__(self):
        global called
        called += 1
        if self.keep: back.append(self)
        if called % 10 == 0: gc.collect()
for i in range(500): F(i % 50 == 0)
)") == "");
  CHECK(cycle(*ts, 30) > 0);
  CHECK(number(*ts, "called") == 500);
  REQUIRE(run(*ts, "whole = sum(f.me is f and f.part == [f] for f in back); back.clear()") == "");
  CHECK(number(*ts, "whole") == 10);
  CHECK(cycle(*ts, 30) > 0);
  REQUIRE(run(*ts, "left = sum(type(o) is F for o in gc.get_objects())") == "");
  CHECK(number(*ts, "called") == 500);
  CHECK(number(*ts, "left") == 0);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("weak references to garbage die before anything else happens") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  REQUIRE(run(*ts, R"(
import gc, weakref
gc.disable()
events = []
class W:
    def __del__(self): events.append(('del', self.ref()))
def make(i):
    w = W()
    w.me, w.ref = w, weakref.ref(w)
    return weakref.ref(w, lambda r: events.append(('callback', r())))
refs = [make(i) for i in range(100)]
)") == "");
  CHECK(cycle(*ts, 20) > 0);
  REQUIRE(run(*ts, "callbacks = events.count(('callback', None)); dels = events.count(('del', None)); dead = sum(r() is None for r in refs)") == "");
  CHECK(number(*ts, "callbacks") == 100);
  CHECK(number(*ts, "dels") == 100);
  CHECK(number(*ts, "dead") == 100);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("gc.callbacks frame a cycle, and the figures count it") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  REQUIRE(run(*ts, R"(
import gc
gc.disable(); gc.collect()
seen = []
gc.callbacks.append(lambda phase, info: seen.append((phase, info['generation'], info['collected'])))
class A: pass
a = A(); a.me = a; del a
before = gc.get_stats()[2]
)") == "");
  CHECK(cycle(*ts, 10) > 0);
  REQUIRE(run(*ts, R"(
gc.callbacks.clear()
after = gc.get_stats()[2]
right = seen == [('start', 2, 0), ('stop', 2, 1)] and after['collections'] == before['collections'] + 1 and after['collected'] == before['collected'] + 1
right = int(right)
)") == "");
  CHECK(number(*ts, "right") == 1);
  Result<bool> negative = gc_step(*ts, -1);
  CHECK(negative.raised());
  ts->clear_pending();
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("long chains and large garbage need no native stack") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  REQUIRE(run(*ts, R"(
import gc
gc.disable()
class Link: __slots__ = 'next', 'previous'
def chain(length):
    first = last = Link()
    for i in range(length):
        link = Link()
        last.next, link.previous = link, last
        last = link
    last.next = first
    return first
kept = chain(200000)
chain(200000)
big = [[i] for i in range(100000)]
)") == "");
  CHECK(cycle(*ts, 500) > 0);
  REQUIRE(run(*ts, "rest = gc.collect(); count = 0\nlink = kept.next\nwhile link is not kept: link = link.next; count += 1") == "");
  CHECK(number(*ts, "rest") == 0);
  CHECK(number(*ts, "count") == 200000);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("steps keep to their budget while a program makes garbage") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  const bool whole = runs_whole();
  REQUIRE(run(*ts, "COUNT = " + std::to_string(whole ? 100000 : 10000)) == "");
  REQUIRE(run(*ts, R"(
import gc
gc.disable()
class Part:
    def __init__(self, owner): self.owner = owner
class Entity:
    def __init__(self, i):
        self.name = str(i)
        self.parts = [Part(self), Part(self)]
        self.data = {'i': i}
entities = [Entity(i) for i in range(COUNT)]
def frame(n):
    for i in range(n, n + 20): entities[i % COUNT] = Entity(i)
n = 0
)") == "");
  int64_t longest_ns = 0;
  for (int i = 0; i < 3; ++i) CHECK(cycle(*ts, 500, "frame(n); n += 20", &longest_ns) > 0);
  CHECK(gc_cycle(ts->interp)->cycles == 3);
  if (whole) WARN("the longest of " << gc_cycle(ts->interp)->steps << " steps took " << longest_ns / 1000 << " us");
  CHECK(longest_ns < 5'000'000);  // of a budget of 500 us
  REQUIRE(run(*ts, "seen = sum(type(o) is Entity for o in gc.get_objects()); made = n") == "");
  CHECK(number(*ts, "seen") <= number(*ts, "COUNT") + number(*ts, "made") / 2);
  CHECK(cycle(*ts, 500) > 0);
  REQUIRE(run(*ts, "rest = sum(type(o) is Entity for o in gc.get_objects()) - COUNT") == "");
  CHECK(number(*ts, "rest") == 0);
  CHECK(finish_interpreter(*ts) == 0);
}

TEST_CASE("what only native code holds is found to live in steps, too") {
  ThreadState* ts = start();
  REQUIRE(ts != nullptr);
  const int count = runs_whole() ? 100000 : 20000;
  REQUIRE(run(*ts, R"(
import gc
gc.disable()
class Node:
    def __init__(self, owner, i): self.owner, self.name, self.parts = owner, i, [owner]
def make(count):
    first = last = Node(None, 0)
    for i in range(count):
        last.next = last = Node(last, i)
    return first
)") == "");
  REQUIRE(run(*ts, "held = make(" + std::to_string(count) + "); lost = make(" + std::to_string(count / 10) + ")") == "");
  Ref held = Ref::copy(variable(*ts, "held"));
  REQUIRE(run(*ts, "del held, lost; gc.freeze(); gc.unfreeze()") == "");
  int64_t longest_ns = 0;
  int64_t before = gc_cycle(ts->interp)->longest_trial_ns;
  CHECK(cycle(*ts, 100, nullptr, &longest_ns) > 10);
  if (runs_whole()) WARN("the longest step took " << longest_ns / 1000 << " us, trials " << before / 1000 << " us and then " << gc_cycle(ts->interp)->longest_trial_ns / 1000 << " us");
  Result<Own<Dict>> globals = main_globals(*ts);
  REQUIRE_FALSE(globals.raised());
  REQUIRE_FALSE(dict_set(*ts, *globals.take(), "held", held).raised());
  REQUIRE(run(*ts, "nodes = sum(type(o) is Node for o in gc.get_objects())\nlength, node = 0, held\nwhile hasattr(node, 'next'):\n    assert node.next.owner is node\n    length, node = length + 1, node.next") == "");
  CHECK(number(*ts, "nodes") == count + 1);
  CHECK(number(*ts, "length") == count);
  held = Ref();
  REQUIRE(run(*ts, "del held, node") == "");
  CHECK(cycle(*ts, 500) > 0);
  REQUIRE(run(*ts, "nodes = sum(type(o) is Node for o in gc.get_objects())") == "");
  CHECK(number(*ts, "nodes") == 0);
  CHECK(finish_interpreter(*ts) == 0);
}
