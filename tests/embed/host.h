// SPDX-License-Identifier: MIT
#pragma once

// What the hosts of these tests share: configurations, and ways to run a text and to look at a variable.

#include <cstdlib>
#include <string>
#include <string_view>

#include "../counting_allocator.h"
#include "frontend/compile.h"
#include "lifecycle/lifecycle.h"
#include "lifecycle/run.h"
#include "objects/number.h"
#include "objects/str.h"
#include "state/gil.h"
#include "vm/import.h"

namespace host {

using namespace pyemb;

/// Whether the tests that take long run as a whole: PYEMB_WHOLE is set.
inline bool runs_whole() { return std::getenv("PYEMB_WHOLE") != nullptr; }

struct IsolatedConfig : Config {
  IsolatedConfig() : Config(raw_texts()) { set_isolated(); }
};

/// Starts the main interpreter with an isolated configuration. Null: it failed.
inline ThreadState* start() {
  IsolatedConfig config;
  ThreadState* ts = nullptr;
  return start_interpreter(config, &ts).is_ok() ? ts : nullptr;
}

/// Runs statements in __main__. The message of what they raised, empty for nothing.
inline std::string run(ThreadState& ts, std::string_view text) {
  if (!run_text(ts, text, "<host>", true).raised()) return {};
  Ref exception = ts.take_pending();
  Result<Own<Str>> shown = to_str(ts, exception);
  std::string message = type_name(ts, exception);
  if (shown.raised()) {
    ts.clear_pending();
    return message;
  }
  Own<Str> held = shown.take();
  return message + ": " + std::string(Utf8(ts, *held).view());
}

/// A variable of __main__, borrowed; null: there is none.
inline Value variable(ThreadState& ts, const char* name) {
  Result<Own<Dict>> globals = main_globals(ts);
  if (globals.raised()) return ts.clear_pending(), Value::null();
  Own<Dict> held = globals.take();
  return dict_get(ts, *held, name);
}

/// An int variable of __main__; -1: there is none.
inline int64_t number(ThreadState& ts, const char* name) {
  Value value = variable(ts, name);
  return value.is_int() ? value.as_int() : -1;
}

inline bool import(ThreadState& ts, const char* name) {
  Result<Ref> module = import_module(ts, name);
  if (module.raised()) {
    ts.clear_pending();
    return false;
  }
  Ref ignored = module.take();
  return true;
}

}  // namespace host
