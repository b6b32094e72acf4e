# SPDX-License-Identifier: MIT
import gc
import weakref

import specs
from specs import Closed, Leaf, Node


def show(text):
    try:
        print(text, "->", repr(eval(text, globals())))
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


def do(text):
    try:
        exec(text, globals())
        print(text)
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", error)


n = Node(1)
for text in ["n", "n.append(Leaf(2))", "n.append(Node(2, children=[Leaf(3)]))", "n", "len(n)", "n[0]", "n[-1]", "n[5]", "list(n)", "n.append()", "n.append(3)",
             "n.append(n, a=1)", "n.depth", "n.__dict__", "Node('x')", "Node(1, [])", "Node(children=3)", "Node(nonsense=1)", "Leaf.__mro__", "Leaf.__base__", "isinstance(Leaf(), Node)",
             "Node.__doc__", "Node.__text_signature__", "Node.__module__, Node.__name__, Node.__qualname__", "Leaf.__doc__", "Closed", "Closed()", "Node.append",
             "Node.__weakrefoffset__ > 0, Node.__basicsize__ == Leaf.__basicsize__", "sorted(k for k in vars(Node) if k[:2] != '__')",
             "[specs.faulty(i) for i in [6]]"]:
    show(text)
for i in (0, 2, 3, 4, 5):
    show(f"specs.faulty({i})")
for text in ["n.depth = 3", "n.colour = 'green'", "print(n.__dict__)", "del n.colour", "n.__dict__ = {'a': 1}", "print(n.a)", "n.__dict__ = 3", "Closed.x = 1", "Node.x = 1",
             "print(n.x)", "del Node.x"]:
    do(text)


class Tree(Leaf):
    def __del__(self):
        print("a tree ends", self.depth)


t = Tree(9)
seen = weakref.ref(t, lambda r: print("no more tree"))
print(seen() is t)
del t
print(seen())
n.append(n)
print(n)
n.me = n
gone = weakref.ref(n)
del n
gc.collect()
print(gone())
