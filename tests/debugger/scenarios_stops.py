# SPDX-License-Identifier: MIT
"""Breakpoints, steps, pauses and exceptions."""

BASIC = """\
def add(a, b):
    # a comment

    total = a + b       # @total
    return total        # @return


def main():
    result = 0          # @first
    for i in range(10):
        result = add(result, i)     # @call
    print(result)       # @print


main()                  # @main
"""


def test_breakpoints_move_to_lines_with_code(tools):
    program = tools.debug(BASIC)
    client = program.connect()
    found = client.begin([2, 5, 13, 400], path=program.path)
    assert [(row["verified"], row["line"]) for row in found] == [(True, 4), (True, 5), (True, 15), (False, 400)], found
    assert client.stopped("breakpoint")["line"] == 15
    assert client.stop["hitBreakpointIds"] == [found[2]["id"]] and client.stop["allThreadsStopped"]
    locations = client.ask("breakpointLocations", source={"path": str(program.path)}, line=1, endLine=5)["breakpoints"]
    assert [row["line"] for row in locations] == [1, 4, 5], locations
    client.go_on()
    frame = client.stopped("breakpoint")
    assert (frame["name"], frame["line"]) == ("add", 4)
    assert [row["name"] for row in client.frames()] == ["add", "main", "<module>"]
    assert [row["name"] for row in client.frames(startFrame=1, levels=1)] == ["main"]
    assert client.locals() == {"a": "0", "b": "0"}
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[])
    client.go_on()
    assert program.end()[1] == "45\n"


def test_conditions_hits_and_log_points(tools):
    program = tools.debug(BASIC)
    client = program.connect()
    client.begin([{"line": 4, "condition": "b == 7"}, {"line": 11, "hitCondition": "%4"}, {"line": 5, "logMessage": "{{{a}}} + {b} = {total} {nothing}"}],
                 path=program.path)
    assert client.stopped("breakpoint")["line"] == 11
    assert client.evaluate("i") == "3"
    client.go_on()
    assert client.stopped("breakpoint")["line"] == 11
    assert client.evaluate("i") == "7"
    client.go_on()
    assert client.stopped("breakpoint")["line"] == 4
    assert client.locals()["b"] == "7"
    logged = [event["body"]["output"] for event in client.events if event["event"] == "output"]
    assert logged[3].startswith("{3} + 3 = 6 {NameError: ") and len(logged) == 7, logged
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[{"line": 4, "condition": "1 / 0"}])
    client.go_on()
    assert client.stopped("breakpoint")["line"] == 4
    while "ZeroDivisionError" not in client.event("output")["output"]:
        pass
    rows = client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[{"line": 4, "hitCondition": "often"}])["breakpoints"]
    assert "often" in rows[0]["message"]
    client.go_on()
    assert program.end()[1] == "45\n"


def test_hit_conditions_compare(tools):
    program = tools.debug("for i in range(1, 8):\n    x = i\n")
    for condition, hits in (("3", [3, 4, 5, 6, 7]), ("==3", [3]), (">5", [6, 7]), ("<= 2", [1, 2]), ("%3", [3, 6])):
        program = tools.debug("for i in range(1, 8):\n    x = i\n")
        client = program.connect()
        client.begin([{"line": 2, "hitCondition": condition}], path=program.path)
        for i in hits:
            client.stopped("breakpoint")
            assert client.evaluate("i") == str(i), (condition, i)
            client.go_on()
        assert program.end()[0] == 0


def test_function_breakpoints(tools):
    program = tools.debug(BASIC + "class C:\n    def method(self):\n        return 1\n    def method_too(self):\n        return self.method()\nC().method_too()\n")
    client = program.connect()
    client.begin(functions=["main", "C.method"])
    frame = client.stopped("function breakpoint")
    assert (frame["name"], frame["line"]) == ("main", 9), frame
    client.go_on()
    assert client.stopped("function breakpoint")["name"] == "C.method"
    client.go_on()
    assert program.end()[0] == 0


def test_steps_over_into_and_out(tools):
    program = tools.debug(BASIC)
    client = program.connect()
    client.begin([9], path=program.path)
    client.stopped("breakpoint")
    assert client.step("next") == ("main", 10)
    assert client.step("next") == ("main", 11)
    assert client.step("next") == ("main", 10)
    assert client.step("next") == ("main", 11)
    assert client.step("stepIn") == ("add", 4)
    assert client.step("next") == ("add", 5)
    assert client.step("next") == ("main", 11)
    assert client.step("next") == ("main", 10)
    assert client.step("stepIn") == ("main", 11)
    assert client.step("stepIn") == ("add", 4)
    assert client.step("stepOut") == ("main", 11)
    assert client.step("stepOut") == ("<module>", 15)
    client.go_on()
    assert program.end()[1] == "45\n"


GENERATORS = """\
import asyncio

def numbers():
    yield 1             # @one
    x = 2               # @two
    yield x

def consume():
    total = 0
    for n in numbers():         # @for
        total += n              # @sum
    more = list(numbers())      # @list
    return total                # @end

async def inner():
    await asyncio.sleep(0.01)   # @sleep
    return 5                    # @five

async def outer():
    a = await inner()           # @await
    b = a + 1                   # @b
    return b

consume()                       # @consume
asyncio.run(outer())            # @run
"""


def test_steps_through_generators(tools):
    program = tools.debug(GENERATORS)
    client = program.connect()
    line = program.line
    client.begin([line("for")], path=program.path)
    client.stopped("breakpoint")
    assert client.step("stepIn") == ("numbers", line("one"))
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[])
    assert client.step("next") == ("consume", line("sum"))
    assert client.step("next") == ("consume", line("for"))
    assert client.step("stepIn") == ("numbers", line("two"))
    assert client.step("stepOut") == ("consume", line("sum"))
    assert client.step("next") == ("consume", line("for"))
    assert client.step("next") == ("consume", line("list"))
    assert client.step("next") == ("consume", line("end"))
    client.go_on()
    assert program.end()[0] == 0


def test_steps_through_coroutines(tools):
    program = tools.debug(GENERATORS)
    client = program.connect()
    line = program.line
    client.begin([line("await")], path=program.path)
    client.stopped("breakpoint")
    assert client.step("next") == ("outer", line("b"))
    client.ask("disconnect")
    program.end()
    program = tools.debug(GENERATORS)
    client = program.connect()
    client.begin([line("await")], path=program.path)
    client.stopped("breakpoint")
    assert client.step("stepIn") == ("inner", line("sleep"))
    assert client.step("next") == ("inner", line("five"))
    assert client.step("next") == ("outer", line("await"))
    assert client.step("next") == ("outer", line("b"))
    client.go_on()
    assert program.end()[0] == 0


LIBRARY = """\
import functools
import json

def double(x):
    return 2 * x        # @double

def work():
    text = json.dumps({"a": [1, 2]}, indent=1)      # @dumps
    total = functools.reduce(lambda a, b: a + b, map(double, [1, 2]))       # @reduce
    return text         # @text

work()
"""


def test_just_my_code(tools):
    program = tools.debug(LIBRARY)
    client = program.connect()
    line = program.line
    client.begin([line("dumps")], path=program.path)
    client.stopped("breakpoint")
    assert client.step("stepIn") == ("work", line("reduce"))
    assert client.step("stepIn") == ("double", line("double"))
    client.go_on()
    assert program.end()[0] == 0
    program = tools.debug(LIBRARY)
    client = program.connect()
    client.begin([line("dumps")], path=program.path, justMyCode=False)
    client.stopped("breakpoint")
    name, _ = client.step("stepIn")
    assert name == "dumps", name
    assert client.step("stepOut") == ("work", line("reduce"))
    client.go_on()
    assert program.end()[0] == 0


def test_pause_of_an_endless_loop(tools):
    program = tools.debug("import time\nrunning = True\nn = 0\nwhile running:\n    n += 1\nprint('ended')\n")
    client = program.connect()
    client.begin()
    client.ask("pause", threadId=1)
    assert client.stopped("pause")["name"] == "<module>"
    client.evaluate("running = False")
    client.go_on()
    assert program.end()[1] == "ended\n"


def test_breakpoint_that_is_set_while_a_loop_runs(tools):
    program = tools.debug("def f(n):\n    m = n + 1       # @inside\n    return m\nrunning = True\nn = 0\nwhile running:\n    n = f(n)\n")
    client = program.connect()
    client.begin()
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[{"line": 7}])
    assert client.stopped("breakpoint")["line"] == 7
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[{"line": 2}])
    client.go_on()
    assert client.stopped("breakpoint")["line"] == 2
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[])
    client.ask("setExpression", expression="running", value="False", frameId=client.frames()[1]["id"])
    client.go_on()
    assert program.end()[0] == 0


EXCEPTIONS = """\
import threading

class Trouble(Exception):
    pass

def fail(n):
    local = n * 2
    raise Trouble("number", n)          # @raise

def caught():
    try:
        fail(1)
    except Trouble as error:
        raise KeyError("key") from error        # @second

def ignore():
    for x in iter([1]):
        next((y for y in ()), None)
    try:
        caught()
    except KeyError:
        pass

ignore()
thread = threading.Thread(target=fail, args=(5,))      # @thread
thread.start()
thread.join()
fail(3)                                 # @last
"""


def test_raised_exceptions(tools):
    program = tools.debug(EXCEPTIONS)
    client = program.connect()
    line = program.line
    client.begin(filters=["raised"])
    frame = client.stopped("exception")
    assert (frame["name"], frame["line"]) == ("fail", line("raise"))
    info = client.ask("exceptionInfo", threadId=client.thread)
    assert info["exceptionId"] == "__main__.Trouble" and info["breakMode"] == "always", info
    assert info["details"]["message"] == "('number', 1)", info
    assert client.locals()["local"] == "2"
    client.go_on()
    assert client.stopped("exception")["line"] == line("second")
    info = client.ask("exceptionInfo", threadId=client.thread)
    assert info["details"]["innerException"][0]["typeName"] == "Trouble", info
    client.ask("disconnect")
    assert program.end()[0] == 1


def test_uncaught_exceptions_of_threads_and_the_program(tools):
    program = tools.debug(EXCEPTIONS)
    client = program.connect()
    line = program.line
    client.begin(filters=["uncaught"])
    frame = client.stopped("exception")
    assert (frame["name"], frame["line"]) == ("fail", line("raise")), frame
    assert client.locals() == {"n": "5", "local": "10"}, client.locals()
    assert client.thread != 1
    client.go_on()
    frame = client.stopped("exception")
    assert [(row["name"], row["line"]) for row in client.frames()] == [("fail", line("raise")), ("<module>", line("last"))]
    assert client.locals()["local"] == "6" and client.thread == 1
    assert client.ask("exceptionInfo", threadId=1)["breakMode"] == "unhandled"
    client.go_on()
    assert client.event("exited")["exitCode"] == 1
    status, _, err = program.end()
    assert status == 1 and err.rstrip().endswith("Trouble: ('number', 3)"), err


def test_exceptions_that_leave_the_users_code(tools):
    program = tools.debug("import functools\ndef key(x):\n    return 1 / x      # @divide\ntry:\n    functools.reduce(lambda a, b: key(b), [1, 0])\n"
                          "except ZeroDivisionError:\n    pass\nimport logging\nclass H(logging.Handler):\n    def emit(self, record):\n"
                          "        1 / 0     # @emit\nlogging.raiseExceptions = False\nlog = logging.getLogger('x')\nlog.addHandler(H())\n"
                          "try:\n    log.error('x')\nexcept ZeroDivisionError:\n    print('caught')\n")
    client = program.connect()
    client.begin(filters=["userUnhandled"])
    frame = client.stopped("exception")
    assert (frame["name"], frame["line"]) == ("H.emit", program.line("emit")), frame
    client.go_on()
    assert program.end()[:2] == (0, "caught\n")


def test_goto_moves_the_program(tools):
    program = tools.debug("x = 1\nx = 2\nx = 3\nprint(x)\n")
    client = program.connect()
    client.begin([2], path=program.path)
    client.stopped("breakpoint")
    targets = client.ask("gotoTargets", source={"path": str(program.path)}, line=4)["targets"]
    client.ask("goto", threadId=client.thread, targetId=targets[0]["id"])
    assert client.stopped("goto")["line"] == 4
    client.go_on()
    assert program.end()[1] == "1\n"


def test_recursion_at_its_limit_can_be_looked_at(tools):
    program = tools.debug("def f(n):\n    return f(n + 1)\nf(0)\n")
    client = program.connect()
    client.begin(filters=["uncaught"])
    client.stopped("exception")
    body = client.ask("stackTrace", threadId=client.thread, startFrame=0, levels=20)
    assert len(body["stackFrames"]) == 20 and body["totalFrames"] > 900, body["totalFrames"]
    client.go_on()
    assert program.end()[0] == 1
