# SPDX-License-Identifier: MIT
"""The requests of the Debug Adapter Protocol, each a method in one table, from which follows what the client is told can be done."""
import os
import sys

from . import breakpoints, evaluation, stack
from .files import Files
from .protocol import Gone
from .values import Values, type_name

_STEP_LINE, _STEP_INTO, _STEP_LEFT, _STEP_HERE = 1, 2, 3, 4  # kinds of _pyemb_debug.step()
_HOVER_SECONDS, _WATCH_SECONDS = 1.0, 5.0
_REQUESTS = {}
_CAPABILITIES = {"supportsValueFormattingOptions": True, "supportsConditionalBreakpoints": True, "supportsHitConditionalBreakpoints": True,
                 "supportsLogPoints": True, "supportsEvaluateForHovers": True, "supportsClipboardContext": True, "supportTerminateDebuggee": True,
                 "supportsDelayedStackTraceLoading": True, "exceptionBreakpointFilters": breakpoints.FILTERS,
                 "completionTriggerCharacters": ["."]}


class Refused(Exception):
    """A request that cannot be done; its text is for the user."""


def request(name, capability=None):
    """The method answers this request: its result is the body of the response."""
    def note(method):
        _REQUESTS[name] = method
        if capability:
            _CAPABILITIES[capability] = True
        return method
    return note


class Session:
    """One client, from `initialize` to `disconnect`."""

    def __init__(self, engine, machine, channel):
        self._engine, self._machine, self.channel = engine, machine, channel
        self.files = Files()
        self.breakpoints = breakpoints.Breakpoints(self.files, machine, self._tell_breakpoint)
        self.threads = stack.Threads()
        self.values = Values(machine)
        self.frames = stack.Frames(self.files)
        self.configured = self.attached = False
        self._first = 1                  # what the client calls the first line, and column
        self._after = None               # what is done when the answer has been sent

    # -- answering ----------------------------------------------------------------------------------------------------------------

    def handle(self, message):
        """Answer a message, whatever it is."""
        if isinstance(message, Exception):
            self.channel.event("output", category="important", output=f"The debugger has received {message}.\n")
            return
        if message["type"] != "request":
            return
        method = _REQUESTS.get(message.get("command"))
        arguments = message.get("arguments")
        if method is None:
            self.channel.refuse(message, f"{message.get('command')!r} is not supported")
            return
        try:
            body = method(self, {} if arguments is None else dict(arguments))
        except Exception as error:
            if isinstance(error, Gone) or error is self.channel.fault:
                raise
            self._after = None
            self.channel.refuse(message, str(error) if isinstance(error, Refused) else evaluation.describe_error(error))
            return
        self.channel.respond(message, body)
        after, self._after = self._after, None
        if after is not None:
            after()

    def say(self, text, category="console", **more):
        self.channel.event("output", category=category, output=text, **more)

    def _tell_breakpoint(self, entry, path):
        self.channel.event("breakpoint", reason="changed", breakpoint=self._shown(entry.describe(self.files.to_client(path))))

    def _line(self, arguments, name="line"):
        return int(arguments[name]) + (1 - self._first)

    def _shown(self, row):
        """Lines and columns as the client counts them."""
        if self._first == 0:
            row.update({key: row[key] - 1 for key in ("line", "column") if key in row})
        return row

    # -- the life of a session ----------------------------------------------------------------------------------------------------

    @request("initialize")
    def _initialize(self, arguments):
        self._first = 1 if arguments.get("linesStartAt1", True) else 0
        return _CAPABILITIES

    @request("attach")
    @request("launch")
    def _attach(self, arguments):
        """The program is there already, whichever of the two the client calls it."""
        self.files.just_my_code = arguments.get("justMyCode", True) is not False
        self.files.mappings = [(row["localRoot"], row["remoteRoot"]) for row in arguments.get("pathMappings") or ()
                               if row.get("localRoot") and row.get("remoteRoot")]
        self.attached = True
        self.breakpoints.install()
        if arguments.get("stopOnEntry"):
            self._machine.step(0, _STEP_INTO, None, False)
            self._engine.entry = True

        def begin():
            self.channel.event("process", name=(getattr(sys, "argv", None) or [""])[0] or "python", systemProcessId=os.getpid(), isLocalProcess=True,
                               startMethod="attach")
            self.channel.event("initialized")
        self._after = begin

    @request("configurationDone", "supportsConfigurationDoneRequest")
    def _configuration_done(self, arguments):
        self.configured = True

    @request("disconnect")
    def _disconnect(self, arguments):
        def leave():
            self._engine.leave(terminate=bool(arguments.get("terminateDebuggee")))
        self._after = leave

    @request("terminate", "supportsTerminateRequest")
    def _terminate(self, arguments):
        self._after = self._engine.terminate

    @request("cancel", "supportsCancelRequest")
    def _cancel(self, arguments):
        """Only what runs can be cancelled, and that looks for this request itself."""

    # -- breakpoints --------------------------------------------------------------------------------------------------------------

    @request("setBreakpoints")
    def _set_breakpoints(self, arguments):
        path = self.files.from_client(arguments["source"])
        wanted = arguments.get("breakpoints")
        if wanted is None:
            wanted = [{"line": line} for line in arguments.get("lines", ())]
        wanted = [{**row, "line": self._line(row)} for row in wanted]
        entries = self.breakpoints.set_lines(path, wanted)
        source = self.files.to_client(path)
        return {"breakpoints": [self._shown(entry.describe(source)) for entry in entries]}

    @request("setFunctionBreakpoints", "supportsFunctionBreakpoints")
    def _set_function_breakpoints(self, arguments):
        return {"breakpoints": [entry.describe() for entry in self.breakpoints.set_functions(arguments["breakpoints"])]}

    @request("setExceptionBreakpoints")
    def _set_exception_breakpoints(self, arguments):
        return {"breakpoints": [{"verified": known} for known in self.breakpoints.set_exceptions(arguments.get("filters", ()))]}

    @request("breakpointLocations", "supportsBreakpointLocationsRequest")
    def _breakpoint_locations(self, arguments):
        first = self._line(arguments)
        last = self._line(arguments, "endLine") if "endLine" in arguments else first
        lines = self.files.lines_of(self.files.from_client(arguments["source"])) or ()
        return {"breakpoints": [self._shown({"line": line}) for line in lines if first <= line <= last]}

    # -- going on -----------------------------------------------------------------------------------------------------------------

    def _go(self, arguments, kind):
        stop = self._engine.need_stop()
        ident = self.threads.ident(arguments["threadId"]) if "threadId" in arguments else stop.ident
        frame = stop.frame if ident == stop.ident else sys._current_frames().get(ident)

        def go():
            self._machine.step(ident, kind, frame, False)
            self._engine.go_on()
        self._after = go

    @request("continue")
    def _continue(self, arguments):
        self._engine.need_stop()
        self._after = self._engine.go_on
        return {"allThreadsContinued": True}

    @request("next")
    def _next(self, arguments):
        self._go(arguments, _STEP_LINE)

    @request("stepIn")
    def _step_in(self, arguments):
        self._go(arguments, _STEP_INTO)

    @request("stepOut")
    def _step_out(self, arguments):
        self._go(arguments, _STEP_LEFT)

    @request("pause")
    def _pause(self, arguments):
        if self._engine.stop is None:
            self._machine.step(0, _STEP_HERE, None, True)

    @request("gotoTargets", "supportsGotoTargetsRequest")
    def _goto_targets(self, arguments):
        line = self._line(arguments)
        stop = self._engine.need_stop()
        path = self.files.from_client(arguments["source"])
        if path != self.files.path_of(stop.frame.f_code.co_filename):
            return {"targets": []}
        return {"targets": [{"id": line, "label": f"line {line}", "line": arguments["line"]}]}

    @request("goto")
    def _goto(self, arguments):
        stop = self._engine.need_stop()
        stop.frame.f_lineno = arguments["targetId"]
        self._after = lambda: self._engine.tell_stopped("goto")

    # -- looking ------------------------------------------------------------------------------------------------------------------

    @request("threads")
    def _threads(self, arguments):
        return {"threads": self.threads.describe(self._engine.idents())}

    @request("stackTrace")
    def _stack_trace(self, arguments):
        ident = self.threads.ident(arguments["threadId"])
        found = self._engine.positions(ident)
        first = arguments.get("startFrame") or 0
        count = arguments.get("levels") or len(found)
        return {"stackFrames": [self._shown(self.frames.describe(position)) for position in found[first:first + count]], "totalFrames": len(found)}

    @request("scopes")
    def _scopes(self, arguments):
        frame = self.frames.get(arguments["frameId"])
        rows = [{"name": "Globals", "variablesReference": self.values.scope(frame, True), "expensive": False}]
        if frame.f_locals is not frame.f_globals:
            rows.insert(0, {"name": "Locals", "presentationHint": "locals", "variablesReference": self.values.scope(frame, False), "expensive": False,
                            "namedVariables": len(frame.f_locals)})
        return {"scopes": rows}

    @request("variables")
    def _variables(self, arguments):
        rows = self.values.variables(arguments["variablesReference"], arguments.get("filter"), arguments.get("start", 0), arguments.get("count", 0),
                                     self._hexadecimal(arguments))
        return {"variables": rows}

    @staticmethod
    def _hexadecimal(arguments):
        return bool((arguments.get("format") or {}).get("hex"))

    @request("source")
    def _source(self, arguments):
        source = arguments.get("source") or {}
        number = source.get("sourceReference") or arguments.get("sourceReference")
        text = self.files.text_of_reference(number) if number else self.files.text_of(self.files.from_client(source))
        if text is None:
            raise Refused("the text of this source is not known")
        return {"content": text, "mimeType": "text/x-python"}

    @request("modules", "supportsModulesRequest")
    def _modules(self, arguments):
        rows = []
        for name, module in sorted(sys.modules.items(), key=lambda item: str(item[0])):
            if not isinstance(name, str) or name.startswith(("pyemb_debug", "_pyemb_debug")):
                continue
            file = getattr(module, "__file__", None)
            row = {"id": name, "name": name}
            if isinstance(file, str):
                row.update(path=self.files.path_of(file), isUserCode=not self.files.is_library(file))
            rows.append(row)
        first, count = arguments.get("startModule") or 0, arguments.get("moduleCount") or len(rows)
        return {"modules": rows[first:first + count], "totalModules": len(rows)}

    @request("loadedSources", "supportsLoadedSourcesRequest")
    def _loaded_sources(self, arguments):
        files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
        paths = sorted({self.files.path_of(file) for file in files if isinstance(file, str) and file.endswith(".py")})
        return {"sources": [self.files.to_client(path) for path in paths]}

    @request("exceptionInfo", "supportsExceptionInfoRequest")
    def _exception_info(self, arguments):
        stop = self._engine.need_stop()
        if stop.exception is None:
            raise Refused("the program has not stopped at an exception")
        return {"exceptionId": self._full_name(stop.exception), "description": evaluation.describe_error(stop.exception), "breakMode": stop.mode,
                "details": self._details(stop.exception, set())}

    @staticmethod
    def _full_name(error):
        module = getattr(type(error), "__module__", "builtins")
        return type_name(error) if module == "builtins" else f"{module}.{type(error).__qualname__}"

    def _details(self, error, seen):
        seen.add(id(error))
        lines = []
        entry = error.__traceback__
        while entry is not None:
            code = entry.tb_frame.f_code
            lines.append(f'  File "{code.co_filename}", line {entry.tb_lineno}, in {code.co_name}')
            entry = entry.tb_next
        details = {"message": evaluation.describe_error(error).partition(": ")[2], "typeName": type_name(error), "fullTypeName": self._full_name(error),
                   "stackTrace": "\n".join(lines)}
        inner = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if inner is not None and id(inner) not in seen:
            details["innerException"] = [self._details(inner, seen)]
        return details

    # -- evaluating and changing --------------------------------------------------------------------------------------------------

    def _frame(self, arguments):
        return self.frames.get(arguments["frameId"]) if arguments.get("frameId") else None

    def _run(self, seconds, function, *arguments):
        """Runs what the user asked for; a client that pauses or cancels breaks it off."""
        try:
            return self._machine.call_limited(seconds, self._engine.look_for_cancel, function, self._machine, *arguments)
        except BaseException as error:
            if isinstance(error, Gone) or error is self.channel.fault:
                raise
            raise Refused(evaluation.describe_error(error)) from None

    @request("evaluate")
    def _evaluate(self, arguments):
        context = arguments.get("context", "repl")
        seconds = {"hover": _HOVER_SECONDS, "watch": _WATCH_SECONDS}.get(context, 0)
        text = arguments["expression"]
        value = self._run(seconds, evaluation.evaluate, self._frame(arguments), text)
        body = self.values.describe(value, f"({text})", self._hexadecimal(arguments), context == "clipboard")
        body["result"] = body.pop("value")
        if value is None and context == "repl":
            body["result"] = ""
        return body

    @request("setVariable", "supportsSetVariable")
    def _set_variable(self, arguments):
        holder = self.values.holder(arguments["variablesReference"])
        frame = getattr(holder, "frame", None) or (self._engine.stop.frame if self._engine.stop is not None else None)
        value = self._run(0, evaluation.evaluate, frame, arguments["value"])
        part = self.values.set_part(arguments["variablesReference"], arguments["name"], value)
        return self.values.describe(value, part.expression, self._hexadecimal(arguments))

    @request("setExpression", "supportsSetExpression")
    def _set_expression(self, arguments):
        value = self._run(0, evaluation.assign, self._frame(arguments), arguments["expression"], arguments["value"])
        return self.values.describe(value, arguments["expression"], self._hexadecimal(arguments))

    @request("completions", "supportsCompletionsRequest")
    def _completions(self, arguments):
        text = arguments["text"].split("\n")[max(0, arguments.get("line", self._first) - self._first)]
        text = text[:max(0, arguments["column"] - self._first)]
        names, length = self._run(_HOVER_SECONDS, evaluation.complete, self._frame(arguments), text)
        return {"targets": [{"label": name, "start": len(text) - length, "length": length} for name in names]}
