# SPDX-License-Identifier: MIT
# cython: language_level=3, boundscheck=True, wraparound=True
"""A module in Cython: classes, generators, exceptions, typed loops, buffers, C structs, closures."""
from cpython.mem cimport PyMem_Malloc, PyMem_Free
from libc.math cimport sqrt
from libc.string cimport memset
cimport cython

import collections


cdef enum Colour:
    GREEN = 1
    RED = 5


cdef struct Point:
    double x
    double y


class OrchardError(ValueError):
    """What goes wrong in an orchard."""

    def __init__(self, message, tree=None):
        super().__init__(message)
        self.tree = tree


# -- typed functions -------------------------------------------------------------------------------------------------------

cdef long gcd(long a, long b) except? -1:
    if a < 0 or b < 0:
        raise OrchardError("negative", (a, b))
    while b:
        a, b = b, a % b
    return a


def greatest(long a, long b):
    """greatest(a, b): the greatest common divisor."""
    return gcd(a, b)


cpdef double norm(double x, double y=0.0):
    return sqrt(x * x + y * y)


def primes(int count):
    cdef int n, found = 0
    cdef int[200] table
    if count > 200:
        count = 200
    n = 2
    while found < count:
        for i in table[:found]:
            if n % i == 0:
                break
        else:
            table[found] = n
            found += 1
        n += 1
    return [p for p in table[:found]]


def sum_of_squares(object items):
    cdef long long total = 0
    cdef long long item
    for item in items:
        total += item * item
    return total


def divide(int a, int b):
    return a // b, a % b, a / b


@cython.cdivision(True)
def c_divide(int a, int b):
    return a // b, a % b


def text_work(str text not None, bytes data=b"ab"):
    cdef Py_UCS4 letter
    cdef int vowels = 0
    for letter in text:
        if letter in u"aeiouäöü":
            vowels += 1
    return vowels, text.upper(), text[1:-1], len(text), data + b"!", data[0], text.encode("utf-8"), f"{text!r:>12}|{vowels:03d}", text * 2


# -- classes --------------------------------------------------------------------------------------------------------------------

cdef class Fruit:
    """A fruit of some weight."""
    cdef readonly str name
    cdef public double weight
    cdef Colour colour
    cdef object __weakref__
    cdef list _seeds

    def __cinit__(self, *args, **kwargs):
        self.colour = GREEN
        self._seeds = []

    def __init__(self, str name, double weight=1.5):
        self.name = name
        self.weight = weight

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, {self.weight})"

    def __richcmp__(self, other, int op):
        if not isinstance(self, Fruit) or not isinstance(other, Fruit):
            return NotImplemented
        a, b = self.weight, (<Fruit>other).weight
        if op == 0: return a < b
        if op == 1: return a <= b
        if op == 2: return a == b
        if op == 3: return a != b
        if op == 4: return a > b
        return a >= b

    def __hash__(self):
        return hash(self.name)

    def __add__(left, right):
        if isinstance(left, Fruit) and isinstance(right, Fruit):
            return Fruit(left.name + right.name, left.weight + right.weight)
        return NotImplemented

    def __len__(self):
        return len(self._seeds)

    def __getitem__(self, index):
        return self._seeds[index]

    def __setitem__(self, index, value):
        if value is None:
            raise OrchardError("no seed", self)
        self._seeds[index] = value

    def __contains__(self, item):
        return item in self._seeds

    def __iter__(self):
        return iter(self._seeds)

    def __call__(self, *args, **kwargs):
        return args, sorted(kwargs.items())

    def sow(self, *seeds):
        self._seeds.extend(seeds)
        return self

    cpdef double eat(self, double part=0.5) except -1:
        if part < 0:
            raise OrchardError("a negative part")
        self.weight -= self.weight * part
        return self.weight

    @property
    def ripe(self):
        """Whether it is ripe."""
        return self.colour == RED

    @ripe.setter
    def ripe(self, bint value):
        self.colour = RED if value else GREEN

    @ripe.deleter
    def ripe(self):
        raise AttributeError("it stays as it is")

    @staticmethod
    def family():
        return "plants"

    @classmethod
    def heavy(cls, name):
        return cls(name, 1000)

    def __reduce__(self):
        return Fruit, (self.name, self.weight)


cdef class Apple(Fruit):
    cdef int worms

    def __cinit__(self, *args, int worms=0, **kwargs):
        self.worms = worms

    def __init__(self, name="apple", weight=2.0, **kwargs):
        super().__init__(name, weight)

    cpdef double eat(self, double part=0.5) except -1:
        if self.worms:
            raise OrchardError("worms", self)
        return Fruit.eat(self, part) + 100


class Basket(collections.UserList):
    """A class of Python inside the module."""
    limit: int = 3

    def append(self, item):
        if len(self) >= self.limit:
            raise OverflowError(f"only {self.limit}")
        super().append(item)


cdef class Countdown:
    cdef int at

    def __init__(self, at):
        self.at = at

    def __iter__(self):
        return self

    def __next__(self):
        if self.at <= 0:
            raise StopIteration
        self.at -= 1
        return self.at


# -- generators, closures, coroutines ----------------------------------------------------------------------------------------

def fibonacci(int limit):
    cdef unsigned long long a = 0, b = 1
    for _ in range(limit):
        yield a
        a, b = b, a + b


def echo():
    received = []
    try:
        while True:
            try:
                received.append((yield len(received)))
            except KeyError as error:
                received.append(repr(error))
    finally:
        print("echo ends", received)


def delegate(*iterables):
    for iterable in iterables:
        result = yield from iterable
        yield "result", result


def counter(int start=0):
    count = start

    def step(amount=1):
        nonlocal count
        count += amount
        return count
    return step, lambda: count


async def wait_for(awaitable, times=2):
    total = 0
    for _ in range(times):
        total += await awaitable()
    return total


# -- exceptions -----------------------------------------------------------------------------------------------------------------

def guarded(function, *args):
    try:
        value = function(*args)
    except (TypeError, KeyError) as error:
        return "caught", type(error).__name__, str(error)
    except OrchardError as error:
        raise RuntimeError("in the orchard") from error
    else:
        return "fine", value
    finally:
        collections.deque(maxlen=0).append(args)


# -- buffers ----------------------------------------------------------------------------------------------------------------------

def scale(double[:] values, double factor):
    cdef Py_ssize_t i
    for i in range(values.shape[0]):
        values[i] *= factor
    return values[-1]


def trace_of(const int[:, :] matrix):
    cdef Py_ssize_t i
    cdef int total = 0
    if matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"not square: {matrix.shape[0]} x {matrix.shape[1]}")
    for i in range(matrix.shape[0]):
        total += matrix[i, i]
    return total


def histogram(const unsigned char[::1] data):
    cdef unsigned int *counts = <unsigned int *>PyMem_Malloc(256 * sizeof(unsigned int))
    if counts == NULL:
        raise MemoryError()
    try:
        memset(counts, 0, 256 * sizeof(unsigned int))
        for byte in data:
            counts[byte] += 1
        return {i: counts[i] for i in range(256) if counts[i]}
    finally:
        PyMem_Free(counts)


cdef class Strip:
    """Lends its numbers."""
    cdef double[4] items
    cdef Py_ssize_t[1] shape
    cdef Py_ssize_t[1] strides
    cdef int views

    def __cinit__(self):
        for i in range(4):
            self.items[i] = i * 1.5

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        self.shape[0] = 4
        self.strides[0] = sizeof(double)
        buffer.buf = <char *>&self.items[0]
        buffer.obj = self
        buffer.len = sizeof(self.items)
        buffer.itemsize = sizeof(double)
        buffer.readonly = 0
        buffer.ndim = 1
        buffer.format = "d"
        buffer.shape = self.shape
        buffer.strides = self.strides
        buffer.suboffsets = NULL
        buffer.internal = NULL
        self.views += 1

    def __releasebuffer__(self, Py_buffer *buffer):
        self.views -= 1

    @property
    def lent(self):
        return self.views


def centre(points):
    cdef Point sum
    sum.x = 0
    sum.y = 0
    cdef int count = 0
    for x, y in points:
        sum.x += x
        sum.y += y
        count += 1
    return {"x": sum.x / count, "y": sum.y / count}
