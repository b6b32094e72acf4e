# SPDX-License-Identifier: MIT
"""Values as the client sees them: a line of text, and the parts when it asks for them.

Nothing that a value does may harm the session: its own code (`__repr__`, properties are not read) runs for a limited time, and whatever it raises becomes
a text.
"""
import itertools
import types
from collections import deque

from .evaluation import describe_error

_REPR_SECONDS = 1.0
_CLIPBOARD_SECONDS = 10.0
_MAX_TEXT = 300          # characters of a value in a list
_MAX_PARTS = 30          # items of a container that its text shows
_MAX_DEPTH = 3
_PAGED = 100             # from so many parts on the client is told how many there are, and asks for some
_PLAIN = (int, float, complex, bool, type(None), str, bytes, bytearray, range)
_ABSENT = object()


def _is(value, kinds):
    """isinstance() without a look at __class__, which may be code of the program's."""
    return issubclass(type(value), kinds)


# -- text ------------------------------------------------------------------------------------------------------------------------

def _short(text):
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT - 60] + "..." + text[-57:]


def _atom(value, hexadecimal):
    kind = type(value)
    if kind is int:
        if hexadecimal:
            return hex(value)
        return repr(value) if value.bit_length() < 10000 else f"<int of {value.bit_length()} bits>"
    if kind in (str, bytes, bytearray):
        return repr(value) if len(value) <= _MAX_TEXT else repr(value[:_MAX_TEXT]) + f"... ({len(value)})"
    return repr(value)


def _summary(value, depth, hexadecimal, room):
    """The text of exactly these built-in containers and of numbers and strings, without their whole contents; of others what repr() says."""
    kind = type(value)
    if kind in _PLAIN:
        return _atom(value, hexadecimal)
    brackets = {list: "[]", tuple: "()", set: "{}", frozenset: ("frozenset({", "})"), dict: "{}", deque: ("deque([", "])")}.get(kind)
    if brackets is None:
        return repr(value)
    if not value and kind in (set, frozenset):
        return repr(value)
    if depth >= _MAX_DEPTH:
        return brackets[0] + "..." + brackets[1]
    parts = []
    for item in itertools.islice(value.items() if kind is dict else value, _MAX_PARTS):
        if room <= 0:
            break
        if kind is dict:
            text = _summary(item[0], depth + 1, hexadecimal, room) + ": " + _summary(item[1], depth + 1, hexadecimal, room)
        else:
            text = _summary(item, depth + 1, hexadecimal, room)
        parts.append(text)
        room -= len(text)
    if len(parts) < len(value):
        parts.append("...")
    comma = "," if kind is tuple and len(value) == 1 else ""
    return brackets[0] + ", ".join(parts) + comma + brackets[1]


def show(machine, value, hexadecimal=False, whole=False):
    """The text of a value, whatever its __repr__ does."""
    try:
        if whole:
            if type(value) is str:
                return value
            return machine.call_limited(_CLIPBOARD_SECONDS, None, repr, value)
        return _short(machine.call_limited(_REPR_SECONDS, None, _summary, value, 0, hexadecimal, _MAX_TEXT))
    except BaseException as error:
        return f"<{type_name(value)} object: repr() failed with {_short(describe_error(error))}>"


def type_name(value):
    kind = type(value)
    try:
        return type.__dict__["__name__"].__get__(kind)
    except Exception:
        return "object"


# -- parts -----------------------------------------------------------------------------------------------------------------------

class Part:
    """A named part of a value or scope. `assign` takes a new value; None: it cannot be changed."""

    __slots__ = ("name", "value", "expression", "assign", "kind")

    def __init__(self, name, value, expression=None, assign=None, kind=None):
        self.name, self.value, self.expression, self.assign, self.kind = name, value, expression, assign, kind


def _slots_of(value):
    for base in type(value).__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if _is(slots, str) else tuple(slots):
            if _is(name, str) and name not in ("__dict__", "__weakref__"):
                full = f"_{base.__name__.lstrip('_')}{name}" if name.startswith("__") and not name.endswith("__") else name
                member = base.__dict__.get(full)
                if isinstance(member, types.MemberDescriptorType):
                    try:
                        yield full, member.__get__(value)
                    except AttributeError:
                        pass


def _own_dict(value):
    """The __dict__ of an object, without code of its class."""
    try:
        if _is(value, type):
            return type.__dict__["__dict__"].__get__(value)
        return object.__getattribute__(value, "__dict__")
    except Exception:
        return {}


_SHOWN = {
    types.MethodType: ("__self__", "__func__"), types.FunctionType: ("__defaults__", "__kwdefaults__", "__closure__"),
    types.GeneratorType: ("gi_frame", "gi_yieldfrom"), types.CoroutineType: ("cr_frame", "cr_await"), types.CellType: ("cell_contents",),
    types.FrameType: ("f_code", "f_lineno", "f_locals", "f_back"), types.TracebackType: ("tb_frame", "tb_lineno", "tb_next"),
    slice: ("start", "stop", "step"), complex: ("real", "imag"),
}
_OF_EXCEPTIONS = ("args", "__cause__", "__context__", "__traceback__")


def attributes(value, expression):
    """The attributes of an object that are data: those of its dict and slots, and what built-in types keep."""
    names = _SHOWN.get(type(value), _OF_EXCEPTIONS if _is(value, BaseException) else ())
    found = {}
    for name in names:
        try:
            found[name] = getattr(value, name)
        except Exception:
            pass
    found.update(_slots_of(value))
    own = _own_dict(value)
    for name in list(own):
        if _is(name, str) and not (_is(value, (type, types.ModuleType)) and name.startswith("__") and name.endswith("__")):
            found[name] = own.get(name)
    for name, item in sorted(found.items()):
        def assign(new, name=name):
            setattr(value, name, new)
        yield Part(name, item, f"{expression}.{name}" if expression and name.isidentifier() else None, assign, "property")


def _is_sequence(value):
    return _is(value, (list, tuple, deque))


def item_count(value):
    """How many items a container has; None for what is none."""
    if _is(value, (list, tuple, deque, set, frozenset, dict)):
        kind = next(base for base in (list, tuple, deque, set, frozenset, dict) if _is(value, base))
        return kind.__len__(value)
    return None


def items(machine, value, expression, start, count):
    """Some of the items of a container."""
    stop = None if count is None else start + count
    if _is(value, dict):
        for key, item in itertools.islice(list(dict.items(value)) if count is None else dict.items(value), start, stop):
            def assign_key(new, key=key):
                value[key] = new
            simple = expression and type(key) in (int, str, bool)
            yield Part(show(machine, key), item, f"{expression}[{key!r}]" if simple else None, assign_key)
        return
    kind = next(base for base in (list, tuple, deque, set, frozenset) if _is(value, base))
    for index, item in enumerate(itertools.islice(kind.__iter__(value), start, stop), start):
        def assign_index(new, index=index):
            value[index] = new
        ordered = _is_sequence(value)
        yield Part(str(index), item, f"{expression}[{index}]" if expression and ordered else None,
                   assign_index if _is(value, (list, deque)) else None)


# -- references ------------------------------------------------------------------------------------------------------------------

class ObjectParts:
    """The parts of a value: attributes are "named", items "indexed"."""

    def __init__(self, machine, value, expression):
        self._machine, self.value, self._expression = machine, value, expression

    def parts(self, which, start, count):
        found = []
        if which != "indexed":
            found += attributes(self.value, self._expression)
        if which == "named":
            return found[start:None if count is None else start + count]
        total = item_count(self.value)
        if total is not None:
            found += items(self._machine, self.value, self._expression, start, count)
        return found


class ScopeParts:
    """The variables of a frame: local ones, or global ones."""

    def __init__(self, machine, frame, is_global):
        self._machine, self.frame, self._is_global = machine, frame, is_global

    def parts(self, which, start, count):
        if which == "indexed":
            return []
        names = self.frame.f_globals if self._is_global else self.frame.f_locals
        found = []
        for name in list(names):
            if not _is(name, str) or name not in names or self._is_global and name == "__builtins__":
                continue
            found.append(Part(name, names[name], name, self._setter(names, name)))
        found.sort(key=lambda part: (part.name.startswith("__"), part.name.startswith("_")))
        return found[start:None if count is None else start + count]

    def _setter(self, names, name):
        if self._is_global or names is self.frame.f_globals:
            return lambda new: names.__setitem__(name, new)
        return lambda new: self._machine.bind(self.frame, name, new)


class Values:
    """What the client holds references to; they end when the program goes on."""

    def __init__(self, machine):
        self._machine = machine
        self._holders = {}
        self._next = 1

    def clear(self):
        self._holders.clear()

    def reference(self, holder):
        number = self._next
        self._next += 1
        self._holders[number] = holder
        return number

    def scope(self, frame, is_global):
        return self.reference(ScopeParts(self._machine, frame, is_global))

    def holder(self, number):
        holder = self._holders.get(number)
        if holder is None:
            raise LookupError("the program has gone on: this value is no more to be seen")
        return holder

    def describe(self, value, expression=None, hexadecimal=False, whole=False):
        """The fields that a Variable and the answer of an evaluation share, but for the text, which is called `value`."""
        body = {"value": show(self._machine, value, hexadecimal, whole), "type": type_name(value), "variablesReference": 0}
        if type(value) in _PLAIN:
            return body
        holder = ObjectParts(self._machine, value, expression)
        total = item_count(value)
        if total or (total is None and not _is(value, (types.BuiltinFunctionType,)) and holder.parts("named", 0, 1)) or (
                total == 0 and holder.parts("named", 0, 1)):
            body["variablesReference"] = self.reference(holder)
        if total is not None and total >= _PAGED:
            body["indexedVariables"] = total
            body["namedVariables"] = len(holder.parts("named", 0, None))
        return body

    def variables(self, number, which=None, start=0, count=0, hexadecimal=False):
        """The answer to a request for the parts of something."""
        rows = []
        for part in self.holder(number).parts(which, start or 0, count or None):
            row = {"name": part.name, **self.describe(part.value, part.expression, hexadecimal)}
            if part.expression:
                row["evaluateName"] = part.expression
            hint = {}
            if part.assign is None:
                hint["attributes"] = ["readOnly"]
            if part.kind:
                hint["kind"] = part.kind
            if hint:
                row["presentationHint"] = hint
            rows.append(row)
        return rows

    def set_part(self, number, name, value):
        """Give a part a new value."""
        for part in self.holder(number).parts(None, 0, None):
            if part.name == name:
                if part.assign is None:
                    raise TypeError(f"{name} cannot be changed")
                if part.assign(value) is False:
                    raise RuntimeError("the frame has ended")
                return part
        raise LookupError(f"there is no {name}")
