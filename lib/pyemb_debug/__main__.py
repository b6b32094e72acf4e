# SPDX-License-Identifier: MIT
"""Run a program and let an editor debug it: `pyemb -m pyemb_debug --listen [HOST:]PORT [--wait] script.py|-m module [ARGS]`.

The program is a host of the debugger like any other: it carries the bytes over TCP. A thread of its own waits for clients and for what they send, since
nobody else would while the program runs.
"""
import _thread
import importlib.util
import io
import os
import select
import socket
import sys

import _pyemb_debug as machine

from .engine import engine
from .files import is_own

_USAGE = "usage: pyemb -m pyemb_debug --listen [HOST:]PORT [--wait] script.py|-m module [ARGS]"
_CHUNK = 1 << 16


class Connection:
    """One client."""

    def __init__(self, socket_):
        self._socket = socket_
        socket_.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def is_readable(self, seconds):
        try:
            return bool(select.select([self._socket], [], [], seconds)[0])
        except (OSError, ValueError):
            return True

    def read(self, size, wait):
        """As pyemb_debug.attach() wants it: None says that the client has gone."""
        if not self.is_readable(None if wait else 0):
            return b""
        try:
            return self._socket.recv(size) or None
        except OSError:
            return None

    def write(self, data):
        try:
            self._socket.sendall(data)
        except OSError:
            pass  # the next read() tells

    def gone(self):
        """Nothing more is to come; the thread that waits for something sees that."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def close(self):
        self._socket.close()


class Server:
    """Listens for clients, one after the other."""

    def __init__(self, host, port):
        self._socket = socket.create_server((host, port))
        name = self._socket.getsockname()
        print(f"pyemb_debug: listening on {name[0]}:{name[1]}", file=sys.stderr, flush=True)

    def accept(self):
        return Connection(self._socket.accept()[0])

    def first(self):
        """Wait for the first client, and until it has set its breakpoints."""
        connection = self.accept()
        engine.attach(connection.read, connection.write, True, connection.gone)
        return connection

    def serve(self, connection):
        """The thread: polls for as long as there is a client, then waits for the next."""
        engine.hide_thread(_thread.get_ident())
        while True:
            if connection is None:
                try:
                    connection = self.accept()
                except OSError:
                    return
                engine.attach(connection.read, connection.write, False, connection.gone)
            while engine.session is not None:
                if connection.is_readable(None):
                    engine.poll()
            connection.close()
            connection = None


# -- the program ---------------------------------------------------------------------------------------------------------------------

def _arguments(arguments):
    """(host, port, wait, module or None, script or None, the program's own arguments)."""
    host, port, wait = "127.0.0.1", None, False
    while arguments:
        first = arguments.pop(0)
        if first == "--listen" and arguments:
            where, _, number = arguments.pop(0).rpartition(":")
            host = where or host
            if not number.isdigit():
                break
            port = int(number)
        elif first == "--wait":
            wait = True
        elif first == "-m" and arguments and port is not None:
            return host, port, wait, arguments[0], None, arguments[1:]
        elif not first.startswith("-") and port is not None:
            return host, port, wait, None, first, arguments
        else:
            break
    sys.exit(_USAGE)


def _script(path):
    """The code of a script, and what its __main__ knows of it."""
    with io.open_code(os.path.abspath(path)) as file:
        source = file.read()
    sys.path[0:1] = [os.path.dirname(os.path.abspath(path))]
    return compile(source, path, "exec", dont_inherit=True), {"__file__": path, "__spec__": None, "__package__": None, "__loader__": None}


def _module(name):
    """The same for a module that is run as a program."""
    sys.path[0:1] = [os.getcwd()]
    spec = importlib.util.find_spec(name)
    if spec is not None and spec.submodule_search_locations is not None:
        spec = importlib.util.find_spec(name + ".__main__")
    if spec is None or not hasattr(spec.loader, "get_code"):
        sys.exit(f"pyemb_debug: no module named {name}")
    code = spec.loader.get_code(spec.name)
    return code, {"__file__": spec.origin, "__spec__": spec, "__package__": spec.parent, "__loader__": spec.loader}


def _run(module, script, arguments, begin):
    """Run the program as __main__, in place of this one; begin() is called when it is about to start."""
    sys.argv = [script or module, *arguments]
    code, known = _module(module) if module else _script(script)
    if module:
        sys.argv[0] = known["__file__"]
    main = type(sys)("__main__")
    vars(main).update(known, __builtins__=__builtins__)
    sys.modules["__main__"] = main
    begin()
    exec(code, vars(main))


def _print(error):
    """The traceback of the program, without what has run it."""
    entry = error.__traceback__
    while entry is not None and is_own(entry.tb_frame.f_code.co_filename):
        entry = entry.tb_next
    sys.excepthook(type(error), error.with_traceback(entry), entry)


def main():
    host, port, wait, module, script, arguments = _arguments(sys.argv[1:])
    server = Server(host, port)
    connection = server.first() if wait else None
    status = 0
    try:
        _run(module, script, arguments, lambda: _thread.start_new_thread(server.serve, (connection,)))
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 0 if error.code is None else 1
        raise
    except KeyboardInterrupt:
        status = 130
        raise
    except BaseException as error:
        status = 1
        _print(error)
        sys.exit(1)
    finally:
        engine.status = status


if __name__ == "__main__":
    main()
