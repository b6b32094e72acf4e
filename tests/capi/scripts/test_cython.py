# SPDX-License-Identifier: MIT
import array
import gc
import inspect
import pickle
import traceback
import weakref

import orchard
from orchard import Apple, Basket, Countdown, Fruit, OrchardError, Strip


def show(text):
    try:
        print(text, "->", repr(eval(text, globals())))
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


print(orchard.__doc__, orchard.__name__)
for text in ["orchard.greatest(12, 18)", "orchard.greatest(-1, 2)", "orchard.greatest(1.5, 2)", "orchard.greatest(2**70, 2)", "orchard.greatest()", "orchard.greatest(1, 2, 3)",
             "orchard.greatest(a=4, b=6)", "orchard.greatest(1, c=2)", "orchard.norm(3, 4)", "orchard.norm(3)", "orchard.norm('x')", "orchard.norm(y=4, x=3)", "orchard.primes(10)",
             "orchard.sum_of_squares(range(100))", "orchard.sum_of_squares([1, 'x'])", "orchard.sum_of_squares(3)", "orchard.divide(-7, 2)", "orchard.divide(1, 0)", "orchard.c_divide(-7, 2)",
             "orchard.text_work('Käfer über')", "orchard.text_work(None)", "orchard.text_work('a', 'b')", "orchard.text_work('')[0]", "orchard.greatest.__name__, orchard.greatest.__doc__",
             "list(orchard.fibonacci(12))", "list(orchard.fibonacci('x'))", "orchard.centre([(1, 2), (3, 4)])", "orchard.centre([])", "orchard.centre([(1,)])"]:
    show(text)

f, a = Fruit("pear", 3), Apple(worms=2)
for text in ["f, a", "f.name, f.weight, f.ripe", "f < a, f > a, f == a, f != a, f >= a, f <= a", "f < 3", "f == 3", "f + f", "f + 1", "1 + f", "len(f.sow(1, 2, 3))", "f[1], f[-1], f[9]", "f['x']", "2 in f, 9 in f",
             "list(f)", "f(1, b=2, a=3)", "f.eat()", "f.eat(-1)", "f.eat('x')", "a.eat()", "Apple('gala', 4).eat(0.25)", "Apple(worms=0, weight=8).eat()", "Fruit()", "Fruit(3)", "Fruit('x', 'y')", "Fruit('x', colour=1)",
             "Fruit.family(), Apple.family()", "Apple.heavy('x')", "Fruit.__doc__", "Fruit.ripe.__doc__", "Apple.__mro__", "hash(f) == hash('pear')", "sorted([a, f, Fruit('nut', 0.1)])", "pickle.loads(pickle.dumps(f))",
             "list(Countdown(3))", "next(Countdown(0))", "type(f.sow).__name__", "Fruit.sow(f, 4) is f", "Fruit.sow(3)", "isinstance(a, Fruit), issubclass(Apple, Fruit)"]:
    show(text)
for text in ["f.weight = 9", "f.weight = 'x'", "f.name = 'y'", "f.other = 1", "f.ripe = True", "del f.ripe", "f[0] = 'seed'", "f[0] = None", "del f[0]", "Fruit.x = 1", "del f.weight"]:
    try:
        exec(text)
        print(text)
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)
show("f.weight, f.ripe, list(f)")


class Cherry(Apple):
    def eat(self, part=1):
        return super().eat(part) + 1000

    def __len__(self):
        return 42


cherry = Cherry("cherry", 1)
cherry.extra = "dict"
show("cherry, cherry.eat(0.5), len(cherry), cherry.extra, cherry.__dict__")
reference = weakref.ref(cherry)
cherry.sow(cherry)
del cherry
gc.collect()
print(reference())

basket = Basket([1, 2])
basket.append(3)
show("basket.append(4)")
show("basket, Basket.limit, Basket.__annotations__, Basket.__module__, Basket.__doc__")

e = orchard.echo()
print(next(e), e.send("one"), e.throw(KeyError("two")), e.send("three"))
e.close()
try:
    next(e)
except StopIteration:
    print("stopped")
e = orchard.echo()
next(e)
try:
    e.throw(LookupError, "out")
except LookupError as error:
    print("out", error)
show("list(orchard.delegate([1, 2], 'ab', orchard.fibonacci(3)))")
step, look = orchard.counter(5)
print(step(), step(10), look(), step(amount=-1))
show("step('x')")


def inner():
    result = yield 1
    print("sent", result)
    return "returned"


g = orchard.delegate(inner())
print(next(g), g.send("hello"))
print(type(g).__name__, inspect.isgenerator(g), g.gi_running, g.gi_frame is None or True, g.__name__, g.__qualname__)


class Ready:
    def __await__(self):
        got = yield "asked"
        return got


coroutine = orchard.wait_for(Ready)
print(coroutine.send(None), coroutine.send(20))
try:
    coroutine.send(22)
except StopIteration as stop:
    print(stop.value)


async def outer():
    return await orchard.wait_for(Ready, 1)


coroutine = outer()
print(coroutine.send(None))
try:
    coroutine.send(5)
except StopIteration as stop:
    print(stop.value)

show("orchard.guarded(int, '12')")
show("orchard.guarded(int, [])")
show("orchard.guarded({}.__getitem__, 'k')")
show("orchard.guarded(orchard.greatest, -1, -1)")
try:
    orchard.guarded(orchard.greatest, -1, -1)
except RuntimeError as error:
    print(repr(error.__cause__), error.__cause__.tree, error.__suppress_context__)
    lines = traceback.format_exc().splitlines()
    print([line.strip() for line in lines if "orchard.pyx" in line or "Error" in line])
show("OrchardError('m', 1).tree, OrchardError.__mro__[1], OrchardError.__doc__, OrchardError.__module__")

values = array.array("d", [1, 2, 3])
show("orchard.scale(values, 2)")
print(values)
for text in ["orchard.scale(b'abc', 2)", "orchard.scale(array.array('i', [1]), 2)", "orchard.scale(memoryview(bytes(16)).cast('d'), 1)", "orchard.scale([1.0], 2)", "orchard.scale(array.array('d'), 2)",
             "orchard.trace_of(memoryview(array.array('i', range(9))).cast('B').cast('i', (3, 3)))", "orchard.trace_of(memoryview(array.array('i', range(6))).cast('B').cast('i', (2, 3)))",
             "orchard.trace_of(array.array('i', [1]))", "orchard.histogram(b'hello')", "orchard.histogram(memoryview(b'abcd')[::2])", "orchard.histogram('text')"]:
    show(text)
s = Strip()
m = memoryview(s)
print(m.tolist(), m.format, m.shape, s.lent)
show("orchard.scale(s, 10)")
m[1] = -1
print(m.tolist(), s.lent)
m.release()
print(s.lent)
