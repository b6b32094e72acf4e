# SPDX-License-Identifier: MIT
"""A client of the Debug Adapter Protocol, as an editor is one, and the programs that it debugs."""
import json
import os
import re
import select
import socket
import subprocess
import time

TIMEOUT = 30


class Failure(Exception):
    """What was expected did not happen."""


class Pipes:
    """A debuggee at standard input and output."""

    def __init__(self, process):
        self._in, self._out = process.stdout.fileno(), process.stdin.fileno()

    def send(self, data):
        os.write(self._out, data)

    def receive(self, seconds):
        if not select.select([self._in], [], [], seconds)[0]:
            return None
        return os.read(self._in, 1 << 16)


class Socket:
    """A debuggee at a port."""

    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port), TIMEOUT)

    def send(self, data):
        self._socket.sendall(data)

    def receive(self, seconds):
        if not select.select([self._socket], [], [], seconds)[0]:
            return None
        try:
            return self._socket.recv(1 << 16)
        except ConnectionError:
            return b""

    def close(self):
        self._socket.close()


class Client:
    def __init__(self, wire):
        self.wire = wire
        self.events = []
        self._responses = {}
        self._buffer = b""
        self._sequence = 0

    # -- messages -----------------------------------------------------------------------------------------------------------------

    def send(self, command, **arguments):
        """Send a request and do not wait for the answer: its number."""
        self._sequence += 1
        body = json.dumps({"seq": self._sequence, "type": "request", "command": command, "arguments": arguments}).encode()
        self.wire.send(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        return self._sequence

    def _read(self, deadline):
        """Take in what comes; False: the other end has gone."""
        left = deadline - time.monotonic()
        if left <= 0:
            raise Failure(f"nothing comes; events: {[event['event'] for event in self.events]}")
        data = self.wire.receive(left)
        if data == b"":
            return False
        self._buffer += data or b""
        while True:
            match = re.match(rb"Content-Length: (\d+)\r\n\r\n", self._buffer)
            if match is None or len(self._buffer) < match.end() + int(match[1]):
                return True
            end = match.end() + int(match[1])
            message = json.loads(self._buffer[match.end():end])
            self._buffer = self._buffer[end:]
            if message["type"] == "event":
                self.events.append(message)
            else:
                self._responses[message["request_seq"]] = message

    def answer(self, number, timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while number not in self._responses:
            if not self._read(deadline):
                raise Failure("the debuggee has gone")
        return self._responses.pop(number)

    def ask(self, command, **arguments):
        """The body of the answer to a request that must succeed."""
        message = self.answer(self.send(command, **arguments))
        if not message["success"]:
            raise Failure(f"{command} failed: {message['message']}")
        return message.get("body", {})

    def refused(self, command, **arguments):
        """The message of a request that must fail."""
        message = self.answer(self.send(command, **arguments))
        if message["success"]:
            raise Failure(f"{command} should fail: {message}")
        return message["message"]

    def event(self, name, timeout=TIMEOUT):
        """The body of the next event of this name; others are kept."""
        deadline = time.monotonic() + timeout
        while True:
            for event in self.events:
                if event["event"] == name:
                    self.events.remove(event)
                    return event.get("body", {})
            if not self._read(deadline):
                raise Failure(f"the debuggee has gone; waiting for {name}")

    def has_gone(self, timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while self._read(deadline):
            pass
        return True

    # -- what an editor does ------------------------------------------------------------------------------------------------------

    def begin(self, lines=None, path=None, filters=(), functions=(), **options):
        """Up to configurationDone. `lines`: numbers or rows of breakpoints in `path`. What came of them."""
        self.capabilities = self.ask("initialize", adapterID="test", linesStartAt1=True, columnsStartAt1=True)
        self.ask("attach", **options)
        self.event("initialized")
        found = []
        if lines is not None:
            rows = [row if isinstance(row, dict) else {"line": row} for row in lines]
            found = self.ask("setBreakpoints", source={"path": str(path)}, breakpoints=rows)["breakpoints"]
        if functions:
            self.ask("setFunctionBreakpoints", breakpoints=[{"name": name} for name in functions])
        self.ask("setExceptionBreakpoints", filters=list(filters))
        self.ask("configurationDone")
        return found

    def stopped(self, reason=None):
        """Wait for the stop; the innermost frame."""
        body = self.event("stopped")
        if reason is not None and body["reason"] != reason:
            raise Failure(f"stopped because of {body['reason']}, not {reason}")
        self.thread = body["threadId"]
        self.stop = body
        return self.top()

    def top(self):
        return self.frames()[0]

    def frames(self, **arguments):
        return self.ask("stackTrace", threadId=self.thread, **arguments)["stackFrames"]

    def step(self, command):
        """Step, and where that leads: (function, line)."""
        self.ask(command, threadId=self.thread)
        frame = self.stopped("step")
        return frame["name"], frame["line"]

    def go_on(self):
        self.ask("continue", threadId=self.thread)

    def scope(self, name="Locals", frame=None):
        scopes = self.ask("scopes", frameId=(frame or self.top())["id"])["scopes"]
        return next(scope["variablesReference"] for scope in scopes if scope["name"] == name)

    def variables(self, reference, **arguments):
        return {row["name"]: row for row in self.ask("variables", variablesReference=reference, **arguments)["variables"]}

    def locals(self, frame=None):
        return {name: row["value"] for name, row in self.variables(self.scope("Locals", frame)).items()}

    def evaluate(self, text, context="repl", frame=None, **more):
        return self.ask("evaluate", expression=text, context=context, frameId=(frame or self.top())["id"], **more)["result"]


class Debuggee:
    """A script under `pyemb -m pyemb_debug`. Lines with a comment `# @name` can be named."""

    def __init__(self, interpreter, folder, text, wait=True, arguments=(), before=(), target=None):
        self.path = folder / "program.py"
        self.path.write_text(text)
        self.marks = {name: number for number, line in enumerate(text.splitlines(), 1) for name in re.findall(r"# @(\w+)", line)}
        command = [str(interpreter), *before, "-m", "pyemb_debug", "--listen", "0", *(["--wait"] if wait else []), *(target or [str(self.path)]), *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=folder, text=True)
        self.rest = ("", "")
        line = self.process.stderr.readline()
        match = re.search(r"listening on \S+:(\d+)$", line.strip())
        if match is None:
            self.end()
            raise Failure(f"the debuggee does not listen: {line}{self.rest[1]}")
        self.port = int(match[1])

    def connect(self):
        return Client(Socket(self.port))

    def line(self, name):
        return self.marks[name]

    def end(self, timeout=TIMEOUT):
        """Wait for the end: (status, output, errors)."""
        try:
            self.rest = self.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.rest = self.process.communicate()
            raise Failure(f"the debuggee does not end: {self.rest}") from None
        return self.process.returncode, *self.rest

    def kill(self):
        if self.process.returncode is None:
            self.process.kill()
            self.rest = self.process.communicate()

    def errors(self):
        return (self.rest[1] or "").splitlines()
