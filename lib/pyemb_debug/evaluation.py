# SPDX-License-Identifier: MIT
"""Running what the user types in the place where the program stands."""
import builtins
import keyword
import re
import types

_NAME = re.compile(r"[^\W\d]\w*\Z")
_LAST_EXPRESSION = re.compile(r"((?:[^\W\d]\w*+|\([^()]*\)|\[[^][]*\]|\.)*+)\Z")


def describe_error(error):
    """`ValueError: what it says`, also where an exception cannot say it."""
    name = type(error).__name__
    try:
        text = str(error)
    except BaseException:
        text = "<its text cannot be made>"
    return f"{name}: {text}" if text else name


def evaluate(machine, frame, text):
    """The value of an expression in a frame; None for statements, which run there. Variables that they set are those of the frame."""
    text = text.strip()
    try:
        code = compile(text, "<debugger>", "eval", dont_inherit=True)
    except SyntaxError:
        code = compile(text, "<debugger>", "exec", dont_inherit=True)
    if frame is None:
        import __main__
        return eval(code, vars(__main__))
    names = frame.f_locals
    if names is frame.f_globals:
        return eval(code, names)
    before = dict(names)
    scope, inside = frame.f_globals, dict(before)
    if any(isinstance(constant, types.CodeType) for constant in code.co_consts):
        scope = inside = {**frame.f_globals, **before}  # functions and comprehensions inside see no locals but through globals
    try:
        return eval(code, scope, inside)
    finally:
        _take_over(machine, frame, before, inside, set(code.co_names))


def _take_over(machine, frame, before, after, names):
    """Binds in the frame what has been bound."""
    for name in names:
        if name in after and (name not in before or after[name] is not before[name]):
            if name in before or name not in frame.f_globals or after[name] is not frame.f_globals[name]:
                machine.bind(frame, name, after[name])
        elif name in before and name not in after:
            machine.unbind(frame, name)


def assign(machine, frame, target, text):
    """target = text, in a frame; the value."""
    value = evaluate(machine, frame, text)
    if _NAME.match(target) and not keyword.iskeyword(target):
        if frame is not None and target not in frame.f_locals and target in frame.f_globals:
            frame.f_globals[target] = value
        elif frame is not None:
            machine.bind(frame, target, value)
        else:
            import __main__
            setattr(__main__, target, value)
        return value
    code = compile(f"{target} = __debugger_value__", "<debugger>", "exec", dont_inherit=True)
    if frame is None:
        import __main__
        scope = names = vars(__main__)
    else:
        scope, names = frame.f_globals, frame.f_locals
    exec(code, scope, {**names, "__debugger_value__": value})
    return value


def complete(machine, frame, text):
    """(names, how many characters of the text they take the place of)."""
    before = _LAST_EXPRESSION.search(text)[1]
    owner, dot, start = before.rpartition(".")
    if dot:
        found = set(dir(evaluate(machine, frame, owner)))
    elif frame is None:
        import __main__
        found = set(vars(__main__)) | set(dir(builtins)) | set(keyword.kwlist)
    else:
        found = set(frame.f_locals) | set(frame.f_globals) | set(dir(builtins)) | set(keyword.kwlist)
    wanted = sorted(name for name in found if isinstance(name, str) and name.startswith(start))
    if not start.startswith("_"):
        wanted = [name for name in wanted if not name.startswith("_")] or wanted
    return wanted, len(start)
