// SPDX-License-Identifier: MIT
// asyncio in steps that the host makes.
#include "check.h"

using namespace pyemb;
using std::chrono::microseconds;

TEST(an_event_loop_runs_in_steps) {
  START(python);
  EventLoop loop(python);
  if (!CHECK(loop)) return;
  NEED(python.run("import asyncio\nasync def work(n):\n    for i in range(n): await asyncio.sleep(0)\n    return n\n"));
  Result<Object> task = loop.start(python.eval("work(3)"));
  CHECK(!loop.start(python.eval("nothing")));
  Result<EventLoop::Step> step = loop.step(microseconds(0));
  CHECK(NEED(std::move(step)).is_ready);
  EventLoop::Step last = NEED(loop.step(std::chrono::seconds(1)));
  CHECK(!last.is_ready && !last.next_timer);
  CHECK_EQUAL(NEED(task.method("result").to<int>()), 3);
  NEED(loop.object().method("call_later", 10, NEED(python.eval("print"))));
  last = NEED(loop.step(microseconds(100)));
  CHECK(last.next_timer && *last.next_timer > std::chrono::seconds(9) && *last.next_timer <= std::chrono::seconds(10));
  NEED(python.set("loop", *loop.object()));
  NEED(python.run("def leave(): raise SystemExit(5)\nloop.call_soon(leave)"));
  Result<EventLoop::Step> left = loop.step(microseconds(100));
  CHECK(!left && left.error().exit_status() == 5);
  NEED(loop.close());
  CHECK(!loop.step(microseconds(100)));
}
