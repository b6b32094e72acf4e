# SPDX-License-Identifier: MIT
"""Trees of ast, whole ones with fields changed and made-up ones, given to compile()."""
import ast
import warnings

from subjects.marshal import SOURCES

warnings.simplefilter("ignore")
CLASSES = sorted(name for name, value in vars(ast).items() if isinstance(value, type) and issubclass(value, ast.AST))
LEAVES = [0, 1, -1, 2**31, -2**31, 2**63, 2**70, None, "x", "", "é", "None", "a.b", "\x00", "\ud800", b"b", 1.5, 2j, True, ..., [], [None], [1], {}, ()]


def tree_of(random, depth):
    """A description of a node: class name and fields, as nested tuples; lists stay lists."""
    if depth == 0 or random.random() < 0.2:
        return random.choice(LEAVES)
    name = random.choice(CLASSES)
    return ("node", name, [(field, value_of(random, depth)) for field in getattr(ast, name)._fields if random.random() < 0.95],
            [(attribute, random.choice((1, 1, 1, 0, -1, 5, 2**31, 2**40, None, "x"))) for attribute in ("lineno", "col_offset", "end_lineno", "end_col_offset")])


def value_of(random, depth):
    if random.random() < 0.35:
        return [tree_of(random, depth - 1) for _ in range(random.randrange(4))]
    return tree_of(random, depth - 1)


def make(random):
    if random.random() < 0.5:
        return random.choice(SOURCES), random.randrange(2**30), [tree_of(random, 2) for _ in range(random.choice((1, 1, 2, 3)))], random.choice(("exec", "exec", "eval", "single"))
    return None, random.choice(("Module", "Expression", "Interactive")), [tree_of(random, random.choice((2, 3, 4))) for _ in range(random.randrange(3))], random.choice(("exec", "eval", "single"))


def build(value):
    if isinstance(value, list):
        return [build(item) for item in value]
    if isinstance(value, tuple) and value and value[0] == "node":
        try:
            node = getattr(ast, value[1])()
        except TypeError:
            return None
        for name, content in (*value[2], *value[3]):
            if content is not None or name not in ("lineno", "col_offset"):
                setattr(node, name, build(content))
        return node
    return value


def changed(source, number, parts):
    tree = ast.parse(source)
    for part in parts:
        nodes = [node for node in ast.walk(tree) if node._fields]
        node = nodes[number % len(nodes)]
        field = node._fields[number // 7 % len(node._fields)]
        old = getattr(node, field, None)
        new = build(part)
        if isinstance(old, list) and old and number % 3:
            old[number % len(old)] = new
        elif isinstance(old, list) and number % 5:
            setattr(node, field, [new])
        else:
            setattr(node, field, new)
        number = number * 1103515245 + 12345 & 0x3fffffff
    return tree


def run(case):
    source, number, parts, mode = case
    if source is not None:
        tree = changed(source, number, parts)
    else:
        tree = build(("node", number, [("body", parts if number != "Expression" else (parts or [None])[0]), ("type_ignores", [])], []))
    for optimize in (-1, 2):
        try:
            compile(tree, "f", mode, optimize=optimize)
        except (TypeError, ValueError, SyntaxError, RecursionError, AttributeError, OverflowError):
            pass
    for function in (ast.unparse, ast.dump, ast.fix_missing_locations):
        try:
            function(tree)
        except Exception:
            pass
    compile(tree, "f", mode)
