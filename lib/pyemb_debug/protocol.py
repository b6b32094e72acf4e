# SPDX-License-Identifier: MIT
"""Messages of the Debug Adapter Protocol over two functions of the host.

A message is a header, `Content-Length: N` and an empty line, and N bytes of JSON. Bytes come in pieces of whatever size. What is no message is
skipped up to where the next one can begin, and answered as far as there is something to answer.
"""
import json

MAX_MESSAGE = 1 << 26   # bytes; a longer one can only be a mistake
_MAX_HEADER = 1 << 12
_CHUNK = 1 << 16


class Gone(Exception):
    """The client has gone: there is nobody to talk to."""


class Malformed(Exception):
    """Bytes that are no message."""


class Reader:
    """Cuts what comes in into messages."""

    def __init__(self):
        self._buffer = bytearray()

    def feed(self, data):
        """Add bytes, and return the messages that are complete: dicts, or a Malformed for what is none."""
        self._buffer += data
        messages = []
        while True:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                if len(self._buffer) > _MAX_HEADER:
                    self._buffer.clear()
                    messages.append(Malformed("a header without an end"))
                return messages
            size = _content_length(self._buffer[:end])
            if size is None:
                del self._buffer[:end + 4]
                messages.append(Malformed("a header without Content-Length"))
                continue
            if len(self._buffer) < end + 4 + size:
                return messages
            body = bytes(self._buffer[end + 4:end + 4 + size])
            del self._buffer[:end + 4 + size]
            messages.append(_parse(body))


def _content_length(header):
    for line in bytes(header).split(b"\r\n"):
        name, _, value = line.partition(b":")
        # a body that was cut off, or longer than said, may stand before the name
        if name.strip().lower().endswith(b"content-length") and value.strip().isdigit():
            size = int(value)
            return size if size <= MAX_MESSAGE else None
    return None


def _parse(body):
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        return Malformed(f"a body that is no JSON: {error}")
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return Malformed("a message without a type")
    return message


class Channel:
    """A client at the other end of read(size, wait) and write(data).

    read() answers bytes; empty ones mean that nothing has come, where it need not wait, and else that the client has gone, as None always does.
    """

    def __init__(self, read, write):
        self._read = read
        self._write = write
        self._reader = Reader()
        self._waiting = []
        self._sequence = 0
        self.fault = None                # what a function of the host has raised

    def receive(self, wait):
        """The next message, or None where none has come and none is waited for."""
        while not self._waiting:
            data = self._call(self._read, _CHUNK, wait)
            if data is None or (wait and not data):
                raise Gone
            if not data:
                return None
            self._waiting += self._reader.feed(data)
        return self._waiting.pop(0)

    def put_back(self, messages):
        """These come next, before what has not been read."""
        self._waiting[:0] = messages

    def send(self, message):
        """Number a message and write it."""
        self._sequence += 1
        body = json.dumps({"seq": self._sequence, **message}, default=str).encode("utf-8", "surrogatepass")
        self._call(self._write, b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def _call(self, function, *arguments):
        try:
            return function(*arguments)
        except BaseException as error:
            self.fault = error
            raise

    def event(self, name, /, **body):
        self.send({"type": "event", "event": name, "body": body})

    def respond(self, request, body=None):
        answer = {"type": "response", "request_seq": request.get("seq", 0), "success": True, "command": request.get("command", "")}
        self.send(answer if body is None else {**answer, "body": body})

    def refuse(self, request, text):
        """An answer that says what went wrong, for the user."""
        self.send({"type": "response", "request_seq": request.get("seq", 0), "success": False, "command": str(request.get("command", "")),
                   "message": text, "body": {"error": {"id": 1, "format": text.replace("{", "(").replace("}", ")"), "showUser": False}}})
