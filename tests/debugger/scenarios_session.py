# SPDX-License-Identifier: MIT
"""Beginning and ending sessions."""
import json
import time

from client import Client, Failure, Socket

LOOP = """\
import time
count = 0
while count < 100000:
    count += 1      # @body
    time.sleep(0.001)
print("done")
"""


def test_capabilities_follow_from_the_requests(tools):
    program = tools.debug("print('hello')\n")
    client = program.connect()
    client.begin()
    capabilities = client.capabilities
    for name in ("supportsConfigurationDoneRequest", "supportsConditionalBreakpoints", "supportsSetVariable", "supportsExceptionInfoRequest",
                 "supportsLogPoints", "supportsCompletionsRequest", "supportsLoadedSourcesRequest", "supportsTerminateRequest"):
        assert capabilities.get(name) is True, name
    assert [row["filter"] for row in capabilities["exceptionBreakpointFilters"]] == ["raised", "uncaught", "userUnhandled"]
    assert not capabilities.get("supportsRestartRequest")
    assert client.event("exited")["exitCode"] == 0
    client.event("terminated")
    status, out, _ = program.end()
    assert (status, out) == (0, "hello\n"), (status, out)


def test_exit_status_is_told(tools):
    program = tools.debug("import sys\nsys.exit(3)\n")
    client = program.connect()
    client.begin()
    assert client.event("exited")["exitCode"] == 3
    assert program.end()[0] == 3


def test_uncaught_exception_without_filter_prints_a_traceback(tools):
    program = tools.debug("def f():\n    raise ValueError('no')\nf()\n")
    client = program.connect()
    client.begin()
    assert client.event("exited")["exitCode"] == 1
    status, _, err = program.end()
    assert status == 1 and "ValueError: no" in err and "pyemb_debug" not in err, err


def test_stop_on_entry(tools):
    program = tools.debug("x = 1\ny = 2\n")
    client = program.connect()
    client.begin(stopOnEntry=True)
    assert client.stopped("entry")["line"] == 1
    assert client.step("next") == ("<module>", 2)
    client.go_on()
    assert program.end()[0] == 0


def test_arguments_and_modules(tools):
    (tools.folder / "tool").mkdir()
    (tools.folder / "tool/__init__.py").write_text("")
    (tools.folder / "tool/__main__.py").write_text("import sys\nprint(sys.argv[1:], __name__, __spec__.name)\n")
    program = tools.debug("", target=["-m", "tool"], arguments=["-x", "1"])
    client = program.connect()
    client.begin([2], path=tools.folder / "tool/__main__.py")
    assert client.stopped("breakpoint")["line"] == 2
    assert len(client.frames()) == 1
    client.go_on()
    assert program.end()[1] == "['-x', '1'] __main__ tool.__main__\n"


def test_unknown_and_impossible_requests_are_refused(tools):
    program = tools.debug("x = 1\n")
    client = program.connect()
    client.begin([1], path=program.path)
    client.stopped("breakpoint")
    assert "restart" in client.refused("restart")
    client.refused("variables", variablesReference=999)
    client.refused("scopes", frameId=999)
    client.refused("scopes")
    client.refused("stackTrace", threadId=77)
    client.refused("exceptionInfo", threadId=1)
    client.refused("source", source={"path": "/nowhere.py"})
    client.refused("evaluate", expression="1 +")
    client.refused("setBreakpoints")
    client.go_on()
    assert program.end()[0] == 0


def test_malformed_messages_are_survived(tools):
    program = tools.debug("x = 1\n")
    client = program.connect()
    client.begin([1], path=program.path)
    client.stopped("breakpoint")
    body = json.dumps({"seq": 9000, "type": "request", "command": "threads"}).encode()
    for bad in (b"Content-Length: 7\r\n\r\n{\"a\": 1", b"Nonsense: 1\r\n\r\n", b"Content-Length: 2\r\n\r\n[]", b"Content-Length: 4\r\n\r\nnull",
                b"Content-Length: 99999999999\r\n\r\n", b"Content-Length: x\r\n\r\n", b"Content-Length: 3\r\n\r\n\xff\xfe\xfd",
                b'Content-Length: 16\r\n\r\n{"type": "event"'):
        client.wire.send(bad)
        client.event("output")
    client.wire.send(b"content-length:%d\r\nContent-Type: x\r\n\r\n" % len(body) + body[:10])
    time.sleep(0.05)
    client.wire.send(body[10:])
    assert client.answer(9000)["success"]
    client.send("variables", variablesReference="seven")
    client.send("evaluate", expression=5)
    assert client.ask("threads")["threads"]
    client.go_on()
    assert program.end()[0] == 0


def test_client_that_vanishes_while_the_program_stands(tools):
    program = tools.debug("x = 1\nprint('went on')\n")
    client = program.connect()
    client.begin([1], path=program.path)
    client.stopped("breakpoint")
    client.wire.close()
    assert program.end()[:2] == (0, "went on\n")


def test_client_that_vanishes_in_the_middle_of_a_message(tools):
    program = tools.debug(LOOP.replace("100000", "300"))
    client = program.connect()
    client.begin([4], path=program.path)
    client.stopped("breakpoint")
    client.wire.send(b"Content-Length: 100\r\n\r\n{\"seq\"")
    client.wire.close()
    assert program.end()[:2] == (0, "done\n")


def test_detach_and_attach_again(tools):
    program = tools.debug(LOOP, wait=False)
    client = program.connect()
    client.begin([program.line("body")], path=program.path)
    client.stopped("breakpoint")
    client.ask("disconnect")
    assert client.has_gone()
    again = program.connect()
    again.begin([program.line("body")], path=program.path)
    again.stopped("breakpoint")
    again.ask("setVariable", variablesReference=again.scope("Globals"), name="count", value="99999")
    again.ask("disconnect")
    assert program.end()[:2] == (0, "done\n")


def test_terminate_ends_the_program(tools):
    program = tools.debug("try:\n    while True:\n        pass\nfinally:\n    print('cleaned up')\n")
    client = program.connect()
    client.begin()
    client.ask("terminate")
    client.event("terminated")
    assert program.end()[:2] == (0, "cleaned up\n")


def test_disconnect_with_terminate_while_standing(tools):
    program = tools.debug("x = 1\nprint('never')\n")
    client = program.connect()
    client.begin([1], path=program.path)
    client.stopped("breakpoint")
    client.ask("disconnect", terminateDebuggee=True)
    assert program.end()[1] == ""


def test_second_client_waits_for_the_first(tools):
    program = tools.debug(LOOP, wait=False)
    client = program.connect()
    client.begin()
    second = Client(Socket(program.port))
    number = second.send("initialize", adapterID="second")
    try:
        second.answer(number, timeout=0.3)
    except Failure:
        pass
    else:
        raise Failure("two clients at once")
    client.ask("disconnect")
    assert second.answer(number)["success"]
    second.ask("attach")
    second.ask("terminate")
    program.end()
