// SPDX-License-Identifier: MIT
// A start step by step: the host's allocators before anything else, a start that fails and leaves nothing behind, the core phase, in which the host
// overrides the paths, the main phase, and an end after which every byte has come back.
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "pyemb/pyemb.hpp"

namespace {

/// Memory of the host, which counts what is out. A head before each block says how long it is.
class Pool {
 public:
  /// Python takes all its memory here from now on. Must come before the start.
  void give_to_python() {
    PyMemAllocatorEx functions = {this, &Pool::allocate, &Pool::allocate_zeroed, &Pool::resize, &Pool::release};
    for (PyMemAllocatorDomain domain : {PYMEM_DOMAIN_RAW, PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ}) PyMem_SetAllocator(domain, &functions);
  }
  std::size_t bytes() const { return bytes_; }
  std::size_t blocks() const { return blocks_; }
  std::size_t peak() const { return peak_; }

 private:
  static constexpr std::size_t kHead = alignof(std::max_align_t);

  static void* allocate(void* context, std::size_t size) { return static_cast<Pool*>(context)->take(std::malloc(size + kHead), size); }
  static void* allocate_zeroed(void* context, std::size_t count, std::size_t size) {
    return static_cast<Pool*>(context)->take(std::calloc(1, count * size + kHead), count * size);
  }
  static void* resize(void* context, void* block, std::size_t size) {
    if (block == nullptr) return allocate(context, size);
    auto& pool = *static_cast<Pool*>(context);
    void* head = static_cast<char*>(block) - kHead;
    const std::size_t before = *static_cast<std::size_t*>(head);
    void* moved = std::realloc(head, size + kHead);
    if (moved == nullptr) return nullptr;
    pool.bytes_ -= before;
    --pool.blocks_;
    return pool.take(moved, size);
  }
  static void release(void* context, void* block) {
    if (block == nullptr) return;
    auto& pool = *static_cast<Pool*>(context);
    void* head = static_cast<char*>(block) - kHead;
    pool.bytes_ -= *static_cast<std::size_t*>(head);
    --pool.blocks_;
    std::free(head);
  }

  void* take(void* head, std::size_t size) {
    if (head == nullptr) return nullptr;
    *static_cast<std::size_t*>(head) = size;
    bytes_ += size;
    ++blocks_;
    if (bytes_ > peak_) peak_ = bytes_;
    return static_cast<char*>(head) + kHead;
  }

  std::size_t bytes_ = 0, blocks_ = 0, peak_ = 0;
};

void show(const char* what, const pyemb::Result<void>& done) {
  std::printf("%s: %s\n", what, done ? "fine" : (done.error().type() + ": " + done.error().message()).c_str());
}

/// From core to main, with paths of the host. The status of the last step.
bool use(pyemb::Interpreter& python) {
  std::printf("phase: %s\n", python.phase() == pyemb::Phase::kCore ? "core" : "another");
  show("code runs in the core phase", python.run("answer = sum(range(10))"));
  std::printf("sys.path: %s\n", python.run("import sys; path = list(sys.path)") ? python.get("path").str().value_or("?").c_str() : "not there");

  // Now every option may be changed: these are read when the main phase begins.
  show("paths of the host", python.set_option(pyemb::option::module_search_paths, std::vector<std::string>{"/game/scripts", "/game/mods"}));
  show("its name", python.set_option(pyemb::option::executable, "/game/bin/game"));
  if (!python.start_main()) return std::printf("main: %s\n", python.status().message().c_str()), false;

  std::printf("phase: %s\n", python.phase() == pyemb::Phase::kMain ? "main" : "another");
  show("the library is there", python.run("import json, sys; seen = json.dumps([sys.executable, sys.path, answer])"));
  std::printf("%s\n", python.get("seen").to<std::string>().value_or("?").c_str());
  std::printf("a step out of its order: %s\n", python.start_main().message().c_str());
  return true;
}

}  // namespace

int main() {
  Pool pool;
  pool.give_to_python();
  {
    pyemb::Interpreter none(pyemb::Config().memory_limit(20'000));
    std::printf("%s: %s\n", none ? "started" : "not started", none.status().message().c_str());
  }
  std::printf("left behind: %zu bytes\n", pool.bytes());

  bool well = false;
  {
    pyemb::Interpreter python(pyemb::Config().core_only());
    if (!python) return std::fprintf(stderr, "%s\n", python.status().message().c_str()), 1;
    well = use(python);
  }
  std::printf("all memory came from the host: %s\n", pool.peak() > 500'000 ? "yes" : "no");
  std::printf("at the end: %zu bytes in %zu blocks\n", pool.bytes(), pool.blocks());
  return well && pool.bytes() == 0 ? 0 : 1;
}
