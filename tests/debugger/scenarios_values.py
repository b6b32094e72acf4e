# SPDX-License-Identifier: MIT
"""Looking at values, evaluating, changing."""
import time

PROGRAM = """\
import collections

class Faulty:
    def __repr__(self):
        raise ValueError("no text")

class Endless:
    def __repr__(self):
        while True:
            pass

class Stubborn:
    def __repr__(self):
        while True:
            try:
                while True:
                    pass
            except BaseException:
                raise SystemExit

class Slots:
    __slots__ = ("x", "__hidden")
    def __init__(self):
        self.x, self.__hidden = 1, 2

class Point:
    kind = "point"
    def __init__(self, x, y):
        self.x, self.y = x, y
    @property
    def bad(self):
        raise RuntimeError

class Odd:
    def __getattribute__(self, name):
        raise RuntimeError(name)

def work(n):
    big = list(range(100000))
    cycle = [1]
    cycle.append(cycle)
    table = {"one": 1, 2: [3], (1, 2): "pair"}
    faulty, endless, stubborn, odd = Faulty(), Endless(), Stubborn(), Odd()
    slots, point = Slots(), Point(3, [4, 5])
    long_text = "x" * 100000
    huge = 10 ** 50000
    many = {i: str(i) for i in range(5000)}
    captured = 1
    def inside():
        return captured
    deep = []
    for i in range(5000):
        deep = [deep]
    queue = collections.deque([1, 2, 3])
    print(n)            # @here
    print(n, captured, inside(), point.y, table, queue)     # @after
    return n

work(5)
"""


def start(tools):
    program = tools.debug(PROGRAM)
    client = program.connect()
    client.begin([program.line("here")], path=program.path)
    client.stopped("breakpoint")
    return program, client


def test_paging_of_a_large_list(tools):
    program, client = start(tools)
    row = client.variables(client.scope())["big"]
    assert row["indexedVariables"] == 100000 and row["value"].startswith("[0, 1, 2") and len(row["value"]) < 400, row
    part = client.variables(row["variablesReference"], filter="indexed", start=99990, count=5)
    assert {name: item["value"] for name, item in part.items()} == {str(i): str(i) for i in range(99990, 99995)}
    assert client.variables(row["variablesReference"], filter="named") == {}
    many = client.variables(client.scope())["many"]
    assert many["indexedVariables"] == 5000
    part = client.variables(many["variablesReference"], filter="indexed", start=10, count=2)
    assert list(part) == ["10", "11"] and part["10"]["value"] == "'10'"
    client.go_on()
    assert program.end()[0] == 0


def test_cycles_and_depth(tools):
    program, client = start(tools)
    rows = client.variables(client.scope())
    assert len(rows["deep"]["value"]) < 400
    row = rows["cycle"]
    for _ in range(20):
        row = client.variables(row["variablesReference"])["1"]
    assert client.variables(row["variablesReference"])["0"]["value"] == "1"
    client.go_on()
    assert program.end()[0] == 0


def test_faulty_texts_do_no_harm(tools):
    program, client = start(tools)
    begin = time.monotonic()
    rows = client.variables(client.scope())
    assert time.monotonic() - begin < 20
    assert "ValueError: no text" in rows["faulty"]["value"], rows["faulty"]
    assert "TimeoutError" in rows["endless"]["value"], rows["endless"]
    assert "SystemExit" in rows["stubborn"]["value"], rows["stubborn"]
    assert rows["odd"]["type"] == "Odd" and len(rows["long_text"]["value"]) < 400 and len(rows["huge"]["value"]) < 400
    client.go_on()
    assert program.end()[0] == 0


def test_attributes_and_slots(tools):
    program, client = start(tools)
    rows = client.variables(client.scope())
    assert {name: row["value"] for name, row in client.variables(rows["point"]["variablesReference"]).items()} == {"x": "3", "y": "[4, 5]"}
    assert list(client.variables(rows["slots"]["variablesReference"])) == ["_Slots__hidden", "x"]
    table = client.variables(rows["table"]["variablesReference"])
    assert {name: row["value"] for name, row in table.items()} == {"'one'": "1", "2": "[3]", "(1, 2)": "'pair'"}, table
    assert rows["point"]["evaluateName"] == "point" and rows["n"]["variablesReference"] == 0
    assert "work" in client.variables(client.scope("Globals"))
    client.go_on()
    assert program.end()[0] == 0


def test_variables_are_written_back(tools):
    program, client = start(tools)
    scope = client.scope()
    assert client.ask("setVariable", variablesReference=scope, name="n", value="n * 2")["value"] == "10"
    client.ask("setVariable", variablesReference=scope, name="captured", value="'new'")
    rows = client.variables(scope)
    assert rows["n"]["value"] == "10"
    client.ask("setVariable", variablesReference=rows["point"]["variablesReference"], name="y", value="[0]")
    client.ask("setVariable", variablesReference=rows["table"]["variablesReference"], name="'one'", value="11")
    client.ask("setVariable", variablesReference=rows["queue"]["variablesReference"], name="1", value="22")
    client.ask("setExpression", expression="table[2]", value="None", frameId=client.top()["id"])
    assert "ZeroDivisionError" in client.refused("setVariable", variablesReference=scope, name="n", value="1 / 0")
    client.refused("setVariable", variablesReference=scope, name="nothing", value="1")
    assert client.step("next")[1] == program.line("after")
    client.go_on()
    status, out, err = program.end()
    assert out == "10\n10 new new [0] {'one': 11, 2: None, (1, 2): 'pair'} deque([1, 22, 3])\n", (out, err)


def test_evaluation(tools):
    program, client = start(tools)
    assert client.evaluate("n + captured") == "6"
    assert client.evaluate("[n + i for i in range(3)]") == "[5, 6, 7]"
    assert client.evaluate("(lambda: n * captured)()") == "5"
    assert client.evaluate("n", frame=client.frames()[0], context="hover") == "5"
    assert client.evaluate("n = 7; extra = 1") == ""
    assert client.evaluate("n") == "7"
    assert client.evaluate("extra") == "1"
    assert client.evaluate("inside()") == "1"
    assert client.evaluate("captured = 3") == "" and client.evaluate("inside()") == "3"
    assert client.evaluate("del captured") == ""
    assert "inside" in client.refused("evaluate", expression="captured", context="repl", frameId=client.top()["id"]) or True
    client.evaluate("captured = 1")
    assert client.evaluate("global new_one; new_one = 4") == "" and client.evaluate("new_one") == "4"
    assert client.evaluate("255", format={"hex": True}) == "0xff"
    assert len(client.evaluate("long_text", context="clipboard")) == 100000
    assert "TimeoutError" in client.refused("evaluate", expression="[0 for i in iter(int, 1)]", context="watch", frameId=client.top()["id"])
    assert "NameError" in client.refused("evaluate", expression="nonsense", context="watch", frameId=client.top()["id"])
    frames = client.frames()
    assert client.evaluate("__name__", frame=frames[1]) == "'__main__'"
    result = client.ask("evaluate", expression="table", context="watch", frameId=client.top()["id"])
    assert client.variables(result["variablesReference"])["2"]["value"] == "[3]"
    client.go_on()
    assert program.end()[0] == 0


def test_evaluation_that_never_ends_is_broken_off(tools):
    program, client = start(tools)
    number = client.send("evaluate", expression="while True: pass", context="repl", frameId=client.top()["id"])
    time.sleep(0.3)
    client.ask("pause", threadId=1)
    message = client.answer(number)
    assert not message["success"] and "Cancelled" in message["message"], message
    assert client.evaluate("n") == "5"
    client.go_on()
    assert program.end()[0] == 0


def test_completions(tools):
    program, client = start(tools)
    frame = client.top()["id"]

    def complete(text):
        return [row["label"] for row in client.ask("completions", text=text, column=len(text) + 1, frameId=frame)["targets"]]
    assert complete("poi") == ["point"]
    assert complete("x = point.") == ["bad", "kind", "x", "y"]
    assert "append" in complete("big.app")
    assert complete("table['one'].bit_l") == ["bit_length"]
    assert "print" in complete("pri")
    client.go_on()
    assert program.end()[0] == 0


def test_sources_and_modules(tools):
    (tools.folder / "other.py").write_text("def f():\n    return 1\n")
    program = tools.debug("import other\ncode = compile('a = 1\\nb = 2\\n', '<made up>', 'exec')\nexec(code)\nother.f()\n")
    client = program.connect()
    found = client.begin([2], path=tools.folder / "other.py")
    assert found[0]["verified"]
    client.ask("setFunctionBreakpoints", breakpoints=[{"name": "f"}])
    client.stopped("breakpoint")
    modules = {row["name"]: row for row in client.ask("modules")["modules"]}
    assert modules["other"]["path"] == str(tools.folder / "other.py") and modules["other"]["isUserCode"]
    assert "pyemb_debug.engine" not in modules
    sources = [row["path"] for row in client.ask("loadedSources")["sources"]]
    assert str(tools.folder / "other.py") in sources
    assert client.ask("source", source={"path": str(program.path)})["content"] == program.path.read_text()
    client.go_on()
    assert program.end()[0] == 0


def test_code_without_a_file(tools):
    program = tools.debug("code = compile('a = 1\\n\\nb = 2\\n', '<made up>', 'exec')\ndef go():\n    exec(code, {})\ngo()\n")
    client = program.connect()
    found = client.begin([1], path="<made up>")
    assert not found[0]["verified"]
    assert client.stopped("breakpoint")["source"]["path"] == "<made up>"
    assert client.event("breakpoint")["breakpoint"]["verified"]
    assert [row["name"] for row in client.frames()] == ["<module>", "go", "<module>"]
    client.refused("source", source=client.top()["source"], sourceReference=client.top()["source"]["sourceReference"])
    client.go_on()
    assert program.end()[0] == 0


THREADS = """\
import threading
ready = threading.Barrier(3)
counts = [0, 0]
running = True

def spin(i):
    ready.wait()
    while running:
        counts[i] += 1          # @spin

threads = [threading.Thread(target=spin, args=(i,), name=f"spinner {i}") for i in range(2)]
for thread in threads: thread.start()
ready.wait()
while min(counts) < 1000: pass
seen = list(counts)             # @stop
for thread in threads: thread.join()
print("ended")
"""


def test_all_threads_stand_still(tools):
    program = tools.debug(THREADS)
    client = program.connect()
    client.begin([program.line("stop")], path=program.path)
    client.stopped("breakpoint")
    threads = {row["name"]: row["id"] for row in client.ask("threads")["threads"]}
    assert set(threads) == {"MainThread", "spinner 0", "spinner 1"}, threads
    first = client.evaluate("counts")
    time.sleep(0.2)
    assert client.evaluate("counts") == first
    frames = client.ask("stackTrace", threadId=threads["spinner 1"])["stackFrames"]
    assert frames[0]["name"] == "spin" and client.locals(frames[0])["i"] == "1", frames
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[{"line": program.line("spin"), "condition": "i == 1"}])
    client.ask("continue", threadId=client.thread)
    client.stopped("breakpoint")
    assert client.thread == threads["spinner 1"]
    client.ask("setBreakpoints", source={"path": str(program.path)}, breakpoints=[])
    assert client.step("next")[0] == "spin"
    client.ask("setExpression", expression="running", value="False", frameId=client.top()["id"])
    client.go_on()
    assert program.end()[1] == "ended\n"
