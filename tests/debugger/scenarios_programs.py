# SPDX-License-Identifier: MIT
"""Programs that trace, fork, are interrupted, run tasks, or change while they are debugged."""
import signal


def test_a_trace_function_of_the_program_works_beside(tools):
    program = tools.debug("""\
import sys
seen = []
def tracer(frame, event, argument):
    if frame.f_code.co_name == "f":
        seen.append((event, frame.f_lineno))
    return tracer
def f(n):
    m = n + 1       # @first
    return m        # @second
sys.settrace(tracer)
f(1)
sys.settrace(None)
print(seen, sys.gettrace())
""")
    client = program.connect()
    client.begin([program.line("first")], path=program.path)
    client.stopped("breakpoint")
    assert client.step("next") == ("f", program.line("second"))
    assert client.evaluate("sys.gettrace() is tracer") == "True"
    client.go_on()
    assert program.end()[1] == "[('call', 7), ('line', 8), ('line', 9), ('return', 9)] None\n"


def test_a_child_of_fork_is_not_debugged(tools):
    program = tools.debug("""\
import os
child = os.fork()
x = 1               # @here
if child == 0:
    os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
""")
    client = program.connect()
    client.begin([program.line("here")], path=program.path)
    client.stopped("breakpoint")
    assert client.evaluate("child != 0") == "True"
    client.go_on()
    assert program.end()[:2] == (0, "7\n")


def test_an_interrupt_while_the_program_stands(tools):
    program = tools.debug("try:\n    x = 1      # @here\nexcept KeyboardInterrupt:\n    print('interrupted')\n")
    client = program.connect()
    client.begin([program.line("here")], path=program.path)
    client.stopped("breakpoint")
    program.process.send_signal(signal.SIGINT)
    client.event("terminated")
    assert program.end()[:2] == (0, "interrupted\n")


def test_tasks(tools):
    program = tools.debug("""\
import asyncio
async def work(n):
    total = 0
    for i in range(n):
        await asyncio.sleep(0)      # @sleep
        total += i                  # @add
    return total
async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work(n)) for n in (2, 3)]
    return [task.result() for task in tasks]
print(asyncio.run(main()))
""")
    client = program.connect()
    client.begin([program.line("sleep")], path=program.path)
    client.stopped("breakpoint")
    assert client.evaluate("n") == "2"
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[])
    assert client.step("next") == ("work", program.line("add"))  # the other task has run in between
    assert client.evaluate("(n, total)") == "(2, 0)"
    client.go_on()
    assert program.end()[1] == "[1, 3]\n"


def test_breakpoints_in_a_module_that_is_imported_later(tools):
    (tools.folder / "later.py").write_text("def f():\n    x = 1\n    return x\n\ny = f()\n")
    program = tools.debug("import later\nlater.f()\n")
    client = program.connect()
    found = client.begin([3, 4], path=tools.folder / "later.py")
    assert [row["line"] for row in found] == [3, 5] and all(row["verified"] for row in found), found
    assert [client.stopped("breakpoint")["line"], client.go_on()][0] == 5
    for _ in range(2):
        assert client.stopped("breakpoint")["line"] == 3
        client.go_on()
    assert program.end()[0] == 0


def test_steps_through_handlers_and_contexts(tools):
    program = tools.debug("""\
import contextlib
@contextlib.contextmanager
def context():
    yield 1
def fail():
    raise KeyError(1)       # @raise
def work():
    with context() as x:    # @with
        y = x               # @inside
    try:
        fail()              # @fail
    except KeyError:        # @except
        z = 1               # @handler
    finally:
        z = 2               # @finally
    return z                # @return
work()
""")
    client = program.connect()
    line = program.line
    client.begin([line("with")], path=program.path)
    client.stopped("breakpoint")
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[])
    assert client.step("next") == ("work", line("inside"))
    assert client.step("next") == ("work", line("with"))
    steps = [client.step("next") for _ in range(2)]
    assert steps[1] == ("work", line("fail")), steps
    assert client.step("stepIn") == ("fail", line("raise"))
    assert client.step("next") == ("work", line("except"))
    assert client.step("next") == ("work", line("handler"))
    assert client.step("next") == ("work", line("finally"))
    assert client.step("next") == ("work", line("return"))
    client.go_on()
    assert program.end()[0] == 0


def test_steps_into_special_methods_and_properties(tools):
    program = tools.debug("""\
class C:
    @property
    def p(self):
        return 1            # @property
    def __add__(self, other):
        return self.p       # @add
    def __iter__(self):
        yield 5             # @iter
c = C()                     # @make
x = c + c                   # @sum
y = list(c)                 # @list
print(x, y)                 # @print
""")
    client = program.connect()
    line = program.line
    client.begin([line("sum")], path=program.path)
    client.stopped("breakpoint")
    assert client.step("stepIn") == ("C.__add__", line("add"))
    assert client.step("stepIn") == ("C.p", line("property"))
    assert client.step("stepOut") == ("C.__add__", line("add"))
    assert client.step("stepOut")[0] == "<module>"
    while client.top()["line"] != line("list"):
        client.step("next")
    assert client.step("stepIn") == ("C.__iter__", line("iter"))
    assert client.step("stepOut")[0] == "<module>"
    client.go_on()
    assert program.end()[1] == "1 [5]\n"


def test_paths_through_links_and_mappings(tools):
    program = tools.debug("x = 1\ny = 2\n")
    link = tools.folder / "link"
    link.symlink_to(tools.folder, target_is_directory=True)
    client = program.connect()
    client.begin([1], path=link / "program.py", pathMappings=[{"localRoot": "C:\\work", "remoteRoot": str(tools.folder)}])
    frame = client.stopped("breakpoint")
    client.ask("setBreakpoints", source={"path": "C:\\work\\program.py"}, breakpoints=[{"line": 2}])
    client.go_on()
    frame = client.stopped("breakpoint")
    assert frame["line"] == 2 and frame["source"]["path"] == "C:\\work\\program.py", frame
    client.go_on()
    assert program.end()[0] == 0
