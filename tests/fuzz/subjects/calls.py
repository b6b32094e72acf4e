# SPDX-License-Identifier: MIT
"""Calls of everything that is built in, with arguments among which are hostile ones: objects whose special methods empty the containers
that are in use, change their own class, collect garbage, raise, or answer what nobody expects."""
import collections
import functools
import gc
import importlib
import io
import itertools
import operator
import random as random_module
import sys
import types
import warnings
import weakref

warnings.simplefilter("ignore")
from subjects import SPECIAL_INTS  # noqa: E402

MODULES = ["builtins", "_collections", "itertools", "_functools", "_operator", "_heapq", "_bisect", "_struct", "math", "cmath", "_sre", "_io", "_weakref", "_random", "_codecs", "_string", "_abc",
           "_stat", "binascii", "unicodedata", "_ast", "marshal", "_imp", "_symtable", "array", "_json", "_csv", "_datetime", "zlib", "_contextvars", "_md5", "_sha1", "_sha256", "_sha512", "_sha3", "_blake2",
           "_pickle", "_queue", "_statistics", "_tracemalloc", "_opcode", "_uuid", "_zoneinfo", "_bz2", "_lzma", "pyexpat", "_elementtree", "_decimal", "_tokenize", "_asyncio", "_typing", "_warnings", "gc", "_locale",
           "_hashlib", "_crypt", "_sqlite3", "_ctypes", "_socket", "_ssl", "mmap", "_lsprof", "_posixshmem", "_multiprocessing", "audioop", "select", "_thread", "time", "errno", "atexit"]
EXCLUDED = {"input", "open", "breakpoint", "exit", "quit", "help", "print", "__import__", "exec", "eval", "FileIO", "open_code", "sleep", "_exit", "interrupt_main", "start_new_thread", "start_new", "exit_thread",
            "acquire", "acquire_lock", "LockType", "RLock", "SimpleQueue", "_ncallbacks", "_run_exitfuncs", "_clear", "register", "set_debug", "freeze", "select", "poll", "epoll", "stack_size", "set_threshold", "disable",
            "get_objects", "get_referrers", "_set_sentinel", "create_dynamic", "exec_builtin", "exec_dynamic", "lock_held", "release_lock", "clock_settime", "allocate_lock", "_fix_co_filename", "TextIOWrapper_detach",
            "create_builtin", "get_frozen_object", "init_frozen", "setlocale", "dlopen", "dlsym", "_string_at", "memmove", "string_at", "cast", "PyObj_FromPtr", "wstring_at", "Py_INCREF", "Py_DECREF", "call_function",
            "call_cdeclfunction", "alloc", "new_mmap", "sem_unlink", "shm_unlink", "shm_open", "gethostbyname", "gethostbyname_ex", "getaddrinfo", "gethostbyaddr", "getnameinfo", "connect", "accept", "recv", "socket",
            "_SSLSocket", "_excepthook", "excepthook", "_shutdown", "thread", "set_inheritable", "close", "dup", "sethostname", "socketpair", "fork_exec", "_override_frozen_modules_for_tests", "source_hash"}
SPECIAL = ["__add__", "__radd__", "__iadd__", "__sub__", "__mul__", "__rmul__", "__truediv__", "__floordiv__", "__mod__", "__rmod__", "__pow__", "__lshift__", "__and__", "__or__", "__ror__", "__xor__", "__matmul__", "__neg__",
           "__abs__", "__invert__", "__divmod__", "__eq__", "__ne__", "__lt__", "__gt__", "__le__", "__ge__", "__hash__", "__bool__", "__len__", "__length_hint__", "__iter__", "__next__", "__getitem__", "__setitem__",
           "__delitem__", "__contains__", "__index__", "__int__", "__float__", "__complex__", "__repr__", "__str__", "__bytes__", "__format__", "__call__", "__get__", "__set__", "__delete__", "__enter__", "__exit__",
           "__reversed__", "__missing__", "__round__", "__trunc__", "__floor__", "__reduce_ex__", "__getattr__", "__instancecheck__", "__subclasscheck__", "__mro_entries__", "__class_getitem__", "__set_name__", "__prepare__",
           "__await__", "__aiter__", "__anext__", "__fspath__", "__getstate__", "__sizeof__", "__dir__", "read", "readinto", "write", "keys", "items", "update", "append", "close", "flush", "readable", "writable", "seekable",
           "read1", "tell", "seek", "truncate", "closed", "decode", "encode", "getstate", "setstate", "reset", "send", "throw", "utcoffset", "dst", "tzname", "digest"]


class World:
    """What the hostile ones can get at."""
    containers = []
    random = random_module.Random(0)
    depth = 0


def answer(owner):
    random = World.random
    World.depth += 1
    try:
        if World.depth > 4:
            return 1
        for container in random.sample(World.containers, min(len(World.containers), random.randrange(3))):
            disturb(container, random)
        action = random.randrange(14)
        if action == 0:
            gc.collect()
        elif action == 1:
            raise random.choice((ValueError, TypeError, KeyError, StopIteration, IndexError, AttributeError, OverflowError, RuntimeError, MemoryError))
        elif action == 2 and isinstance(owner, Hostile):
            owner.__class__ = type("Other", (Hostile,), {})
            gc.collect()
        elif action == 3 and isinstance(owner, Hostile):
            owner.__dict__.clear()
        return value_from(random, random.randrange(40))
    finally:
        World.depth -= 1


def disturb(container, random):
    """Changes a container, or ends a stream, behind the back of whoever is at work with it."""
    try:
        action = random.randrange(7)
        if action < 3:
            container.clear()
        elif action == 3:
            container.append(1)
        elif action == 4:
            container.pop()
        elif action == 5:
            container.update({object(): 1})
        else:
            container.close()
    except BaseException:
        pass


def special(name):
    def method(self, *arguments, **keywords):
        return answer(self)
    method.__name__ = name
    return method


class Hostile:
    def __del__(self):
        if World.random.random() < 0.1:
            answer(self)


for name_ in SPECIAL:
    if name_ not in ("__class_getitem__", "__prepare__", "__set_name__"):
        setattr(Hostile, name_, special(name_))


class HostileList(list):
    __eq__ = __lt__ = __iter__ = __getitem__ = __len__ = special("x")
    __hash__ = special("h")


class HostileDict(dict):
    __eq__ = __getitem__ = keys = items = __missing__ = __iter__ = special("x")


class HostileStr(str):
    __eq__ = __hash__ = __str__ = __getitem__ = __iter__ = __index__ = special("x")


class HostileInt(int):
    __eq__ = __hash__ = __index__ = __int__ = __add__ = __lt__ = __bool__ = special("x")


class HostileBytes(bytes):
    __bytes__ = __iter__ = __len__ = __eq__ = special("x")


def generator():
    while True:
        yield answer(None)


def function(*arguments, **keywords):
    return answer(None)


SIMPLE = [*SPECIAL_INTS, 0.0, -0.0, 1e308, float("nan"), 2j, "", "a", "abc", "é", "\U0001f600" * 3, "\ud800", b"", b"abc", b"\xff" * 20, None, True, ..., NotImplemented, int, str, list, type, object, Exception, ValueError, len,
          slice(None), slice(-1, None, -1), slice(1, 10**30, 2), range(5), range(10**20), (), "x" * 600, frozenset((1, 2)), "strict", "utf-8", "rb", "%s", "{}"]


def value_from(random, number):
    """One value, new each time where it can be changed; those are remembered."""
    if number >= 32 or number < 0:
        return random.choice(SIMPLE)
    made = (Hostile, lambda: HostileList([1, 2, Hostile()]), lambda: HostileDict({1: 2, "a": Hostile()}), lambda: HostileStr("abc"), lambda: HostileInt(3), lambda: HostileBytes(b"abcd"), generator,
            lambda: [3, 1, Hostile(), 2], lambda: {Hostile: 1, "a": [], 3: Hostile()}, lambda: {1, 2, "x"}, lambda: bytearray(b"hello world"), lambda: memoryview(bytearray(b"0123456789")),
            lambda: collections.deque([1, Hostile(), 3], 5), lambda: collections.OrderedDict(a=1, b=Hostile()), lambda: collections.defaultdict(function, a=1), lambda: io.BytesIO(b"line\nline\n"),
            lambda: io.StringIO("text\nmore"), lambda: iter([Hostile(), 2]), lambda: itertools.chain([1], generator()), lambda: (1, Hostile(), [2]), lambda: function, lambda: functools.partial(function, Hostile()),
            lambda: types.SimpleNamespace(a=Hostile()), lambda: weakref.ref(Hostile()), lambda: weakref.proxy(World.containers[0]) if World.containers else None, lambda: map(function, [1, 2, 3]), lambda: types.MappingProxyType({1: Hostile()}),
            lambda: io.BufferedReader(io.BytesIO(b"abc" * 9)), lambda: io.TextIOWrapper(io.BytesIO(b"abc\n" * 9)), lambda: type("T", (Hostile,), {"x": Hostile()}), lambda: property(function), lambda: {"a": 1}.items())[number]()
    World.containers.append(made)
    return made


def targets():
    found = []
    for module_name in MODULES:
        try:
            module = importlib.import_module(module_name)
        except ImportError:
            continue
        for name in sorted(dir(module)):
            if name in EXCLUDED or name.startswith("__") and name != "__build_class__":
                continue
            value = getattr(module, name, None)
            if callable(value):
                found.append((module_name, name, None))
            if isinstance(value, type):
                found += [(module_name, name, attribute) for attribute in sorted(dir(value))
                          if attribute not in EXCLUDED and attribute not in ("__del__", "__subclasses__", "__init_subclass__") and callable(getattr(value, attribute, None))]
    return found


TARGETS = targets()


def make(random):
    module, name, attribute = random.choice(TARGETS)
    return module, name, attribute, [random.randrange(-40, 32) for _ in range(random.choice((0, 1, 1, 2, 2, 3, 4)))], random.randrange(2**30)


def run(case):
    module, name, attribute, numbers, seed = case
    World.random = random = random_module.Random(seed)
    World.containers = []
    World.depth = 0
    target = getattr(importlib.import_module(module), name)
    arguments = [value_from(random, number) for number in numbers]
    keywords = {}
    if random.random() < 0.1:
        keywords = {random.choice(("key", "default", "a", "encoding", "errors", "start", "strict", "maxlen", "initial")): value_from(random, random.randrange(40))}
    if attribute is not None:
        owner = None
        if not attribute.startswith("__new__"):
            for attempt in (0, 1, 2):
                try:
                    owner = target(*[value_from(random, random.randrange(-20, 32)) for _ in range(attempt if random.random() < 0.6 else random.randrange(4))])
                    World.containers.append(owner)
                    break
                except BaseException:
                    pass
        target = getattr(target if owner is None else owner, attribute)
    stdout, stderr, hook = sys.stdout, sys.stderr, sys.unraisablehook
    try:
        sys.stdout = sys.stderr = io.StringIO()
        sys.unraisablehook = lambda report: None
        result = target(*arguments, **keywords)
        use(result, random)
    finally:
        sys.stdout, sys.stderr, sys.unraisablehook = stdout, stderr, hook
        gc.enable()
        World.containers = []
        if random.random() < 0.02:
            gc.collect()


def use(result, random):
    for action in random.sample((repr, hash, len, list, bool, lambda r: r == result, lambda r: next(r), lambda r: operator.length_hint(r), lambda r: r.__reduce_ex__(2), lambda r: r(), lambda r: r[0], lambda r: r[1:], lambda r: r + r,
                                 lambda r: setattr(r, "x", 1), gc.get_referents, lambda r: iter(r).__next__(), sys.getsizeof, lambda r: r.__setstate__(value_from(random, random.randrange(40))), lambda r: str(r)), 4):
        try:
            if action is list:
                list(itertools.islice(result, 50))
            else:
                action(result)
        except Exception:
            pass
