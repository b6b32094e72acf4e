// SPDX-License-Identifier: MIT
#include "vm/import_time.h"

#include <cstdio>
#include <ctime>
#include <unistd.h>

#include "config/config.h"
#include "objects/str.h"
#include "vm/import.h"

namespace pyemb {
namespace {

int64_t now_ns() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t{time.tv_sec} * 1000000000 + time.tv_nsec;
}

void write_line(ThreadState& ts, const char* text, size_t size) {
  const HostWriter& writer = ts.interp.config->writer;
  if (writer.call != nullptr) {
    if (writer.call(ts, writer, 2, text, size) < 0) ts.clear_pending();
  } else if (::write(2, text, size) < 0) {
    return;  // nobody listens
  }
}

}  // namespace

ImportTimer::ImportTimer(ThreadState& ts, Value name) : ts_(ts), name_(name), on_(ts.interp.config != nullptr && ts.interp.config->import_time != 0) {
  if (!on_) return;
  ImportState& state = *ts.interp.import;
  if (!state.told_times) {
    constexpr std::string_view kHead = "import time: self [us] | cumulative | imported package\n";
    write_line(ts, kHead.data(), kHead.size());
    state.told_times = true;
  }
  outer_ = std::exchange(state.nested_ns, 0);
  ++state.time_depth;
  start_ = now_ns();
}

ImportTimer::~ImportTimer() {
  if (!on_ || ts_.interp.import == nullptr) return;
  ImportState& state = *ts_.interp.import;
  const int64_t whole = now_ns() - start_;
  --state.time_depth;
  Ref raised = ts_.take_pending();  // an import that fails took time, too
  char line[512];
  Utf8 name(ts_, name_);
  int size = std::snprintf(line, sizeof line, "import time: %9lld | %10lld | %*s%s\n", static_cast<long long>((whole - state.nested_ns + 999) / 1000),
                           static_cast<long long>((whole + 999) / 1000), state.time_depth * 2, "", name.c_str());
  if (size > 0) write_line(ts_, line, static_cast<size_t>(size) < sizeof line ? static_cast<size_t>(size) : sizeof line - 1);
  if (raised) static_cast<void>(ts_.set_pending(std::move(raised)));
  state.nested_ns = outer_ + whole;
}

}  // namespace pyemb
