# SPDX-License-Identifier: MIT
"""Hosts with debuggers: examples/debugger.cpp, and host.cpp with scripts in memory."""
import re
import subprocess
import time

from client import TIMEOUT, Client, Failure, Pipes, Socket


class Host:
    """A running host."""

    rest = (b"", b"")

    def __init__(self, command):
        self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ports(self, count):
        found = []
        while len(found) < count:
            line = self.process.stderr.readline().decode()
            if not line:
                raise Failure(f"the host has ended: {found}")
            if match := re.match(r"port (\d+)$", line):
                found.append(int(match[1]))
        return found

    def end(self):
        try:
            _, err = self.process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failure(f"the host does not end: {self.process.communicate()}") from None
        return self.process.returncode, err.decode()

    def kill(self):
        if self.process.returncode is None:
            self.process.kill()
            self.rest = self.process.communicate()

    def errors(self):
        return (self.rest[1] or b"").decode().splitlines()


def test_the_example_over_standard_streams(tools):
    host = tools.started(Host([tools.build / "debugger-tests/debugger", "-"]))
    client = Client(Pipes(host.process))
    found = client.begin([18], path="/game/script.py")
    assert found[0]["verified"] and found[0]["line"] == 18, found
    frame = client.stopped("breakpoint")
    assert (frame["name"], frame["line"]) == ("update", 18)
    assert frame["source"]["sourceReference"] > 0
    text = client.ask("source", source=frame["source"], sourceReference=frame["source"]["sourceReference"])["content"]
    assert text.startswith("class Creature:") and "def update(frame)" in text
    assert client.step("stepIn") == ("Creature.move", 8)
    assert client.locals()["self"].startswith("<script.Creature object")
    assert client.step("stepOut") == ("update", 18)
    client.ask("setVariable", variablesReference=client.scope(), name="frame", value="999")
    client.ask("setBreakpoints", source={"path": "/game/script.py"}, breakpoints=[])
    client.go_on()
    client.ask("pause", threadId=1)
    assert client.stopped("pause")["name"] in ("update", "Creature.move")
    client.ask("disconnect")
    assert host.end() == (0, "the host ends\n")


def test_the_end_of_the_interpreter_is_told(tools):
    (tools.folder / "a.py").write_text("x = 1\n")
    host = tools.started(Host([tools.build / "debugger-tests/host", tools.folder / "a.py"]))
    client = Client(Socket(host.ports(1)[0]))
    client.begin()
    client.event("terminated")
    assert client.has_gone()
    assert host.end()[0] == 0


COUNT = "import host\nn = 0\nwhile n < 10 ** 9:\n    n += 1\n    if n % 1000 == 0: host.poll()\nprint(n)\n"


def test_two_interpreters_with_a_debugger_each(tools):
    for name in "ab":
        (tools.folder / f"{name}.py").write_text(f"name = {name!r}\n" + COUNT)
    host = tools.started(Host([tools.build / "debugger-tests/host", tools.folder / "a.py", tools.folder / "b.py"]))
    clients = [Client(Socket(port)) for port in host.ports(2)]
    for client in clients:
        client.begin()
    first, second = clients
    first.ask("pause", threadId=1)
    assert first.stopped("pause")["source"]["path"] == "/scripts/script.py"
    assert first.evaluate("name") == "'a'"
    second.ask("setBreakpoints", source={"path": "/scripts/script.py"}, breakpoints=[{"line": 5}])  # runs on while the first one stands
    second.stopped("breakpoint")
    assert second.evaluate("name") == "'b'"
    for client in clients:
        client.evaluate("n = 10 ** 9")
    second.ask("setBreakpoints", source={"path": "/scripts/script.py"}, breakpoints=[])
    for client in clients:
        client.go_on()
    for client in clients:
        client.event("terminated")
    status, err = host.end()
    assert status == 0 and err.count(": done") == 2, err


def test_threads_wait_while_the_transport_lets_go_of_the_lock(tools):
    (tools.folder / "a.py").write_text("""\
import threading, host
count = 0
running = True
def spin():
    global count
    while running: count += 1
thread = threading.Thread(target=spin)
thread.start()
while count < 1000: pass
here = 1
running = False
thread.join()
""")
    host = tools.started(Host([tools.build / "debugger-tests/host", tools.folder / "a.py"]))
    client = Client(Socket(host.ports(1)[0]))
    client.begin([10], path="/scripts/script.py")
    client.stopped("breakpoint")
    before = client.evaluate("count")
    time.sleep(0.2)
    assert client.evaluate("count") == before
    client.go_on()
    client.event("terminated")
    assert host.end()[0] == 0


def test_host_detaches_and_attaches_again(tools):
    (tools.folder / "a.py").write_text("import host\nx = 1\nhost.detach()\nx = 2\nhost.attach()\nx = 3\nhost.poll()\n")
    host = tools.started(Host([tools.build / "debugger-tests/host", tools.folder / "a.py"]))
    port = host.ports(1)[0]
    client = Client(Socket(port))
    client.begin([2, 4], path="/scripts/script.py")
    assert client.stopped("breakpoint")["line"] == 2
    client.go_on()
    client.event("terminated")
    again = Client(Socket(port))
    again.begin([6], path="/scripts/script.py")
    assert again.stopped("breakpoint")["line"] == 6
    again.wire.close()
    status, err = host.end()
    assert status == 0 and ": done" in err, err
