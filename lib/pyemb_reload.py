# SPDX-License-Identifier: MIT
"""Hot reload: runs a module's source again, and changes what is there in place.

reload(module) keeps what a program holds on to. Classes stay the same objects, so that instances, and classes derived from them, have the new
methods at once and keep their state; functions stay the same objects, too, with new code, so that a callback or a bound method that somebody has
stored does what the new source says. A reload that fails leaves everything as it was.

What is updated is found by name: a class by its qualified name, a function by that of its code. What another module has imported is the same
object and needs nothing. What the module computes (its other variables) is computed anew.
"""

import _imp
import builtins
import gc
import sys
import threading
import types

__all__ = ["reload"]

# What every class has, or what belongs to the class and not to its body.
_OF_THE_CLASS = frozenset({"__dict__", "__weakref__", "__module__", "__qualname__", "_abc_impl"})
_lock = threading.RLock()


def reload(module, source=None):
    """Run the source of a module again, from where it was loaded or as given, and update its classes and functions in place.

    Return the module. ImportError: it has no source. TypeError: a class has changed in a way that its instances cannot follow. Whatever is
    raised, SyntaxError and what the source itself raises included, everything is as it was before.
    """
    if not isinstance(module, types.ModuleType):
        raise TypeError(f"reload() argument must be a module, not {type(module).__name__}")
    filename = getattr(module, "__file__", None) or f"<{module.__name__}>"
    if source is None:
        source = _source_of(module)
    code = compile(source, filename, "exec", dont_inherit=True)
    with _lock:
        _Reload(module).run(code)
    if linecache := sys.modules.get("linecache"):
        linecache.checkcache(filename)
    return module


def _source_of(module):
    """The text of the module's source as it is now."""
    from importlib.util import decode_source

    name = module.__name__
    spec = getattr(module, "__spec__", None)
    loader = getattr(spec, "loader", None) or getattr(module, "__loader__", None)
    if hasattr(loader, "get_source"):
        source = loader.get_source(getattr(spec, "name", name))
        if source is not None:
            return source
    elif filename := getattr(module, "__file__", None):
        import io

        with io.open_code(filename) as file:
            return decode_source(file.read())
    raise ImportError(f"module {name!r} has no source to reload", name=name)


class _Reload:
    """One run of a module's new source."""

    def __init__(self, module):
        self.module = module
        self.space = module.__dict__
        self.before = dict(self.space)
        self.became = {}  # id of a function of before: the new one that it does the work of now
        self.thread = threading.get_ident()
        self.updated = {}  # id of a class: itself, what its dict was, and its bases

    def run(self, code):
        old_functions = self.functions()
        if "__annotations__" in self.space:
            self.space["__annotations__"] = {}  # the source fills it in place
        try:
            self.execute(code)
        except BaseException:
            self.roll_back()
            raise
        self.drop_what_is_gone(code)
        self.adopt(old_functions, code)
        if self.updated:
            gc.collect()  # the classes that were made only to be copied

    def execute(self, code):
        build_class = builtins.__build_class__

        def build(function, name, /, *bases, **keywords):
            made = build_class(function, name, *bases, **keywords)
            if threading.get_ident() == self.thread and function.__globals__ is self.space:
                return self.update(made, function)
            return made

        builtins.__build_class__ = build
        try:
            exec(code, self.space)
        finally:
            builtins.__build_class__ = build_class

    # -- classes ---------------------------------------------------------------------------------------------------------------

    def update(self, new, body):
        """The class that takes the place of a new one: the old class of that name, if there is one, changed into it."""
        old = self.find_old(new)
        if old is None:
            return new
        if type(old) is not type(new):
            raise self.refusal(old, f"its metaclass changed from {type(old).__qualname__} to {type(new).__qualname__}")
        self.updated[id(old)] = old, dict(old.__dict__), old.__bases__
        if old.__bases__ != new.__bases__:
            try:
                old.__bases__ = new.__bases__
            except TypeError as error:
                raise self.refusal(old, f"its bases changed: {error}") from None
        self.check_layout(old, new)
        fixed = _fixed_names(old)
        for name in old.__dict__.keys() - new.__dict__.keys() - fixed:
            type.__delattr__(old, name)
        for name, value in new.__dict__.items():
            if name not in fixed:
                type.__setattr__(old, name, value)
        if "__class__" in body.__code__.co_cellvars and (cell := _class_cell(new)):
            cell.cell_contents = old  # what super() and __class__ mean in the new methods
        if type(new) is not type or any("__init_subclass__" in vars(base) for base in new.__mro__[1:-1]):
            _replace(new, old)  # whoever was told of it may have noted it down
        for name, value in new.__dict__.items():
            if set_name := getattr(type(value), "__set_name__", None):
                set_name(value, old, name)
        return old

    def find_old(self, new):
        """The class that had this qualified name; None where none had, or where the source makes several of that name."""
        if not isinstance(new, type) or getattr(new, "__module__", None) != self.module.__name__:
            return None
        first, *rest = new.__qualname__.split(".")
        found = self.before.get(first)
        for name in rest:
            found = vars(found).get(name) if isinstance(found, type) else None
        is_same = isinstance(found, type) and (found.__module__, found.__qualname__) == (new.__module__, new.__qualname__)
        return found if is_same and id(found) not in self.updated else None

    def check_layout(self, old, new):
        slots = _slots(old), _slots(new)
        if slots[0] != slots[1]:
            raise self.refusal(old, "its __slots__ changed from {} to {}".format(*map(_show_slots, slots)))
        if members := _enum_members(old):
            if members != _enum_members(new):
                raise self.refusal(old, "its members changed")

    @staticmethod
    def refusal(old, reason):
        return TypeError(f"class {old.__module__}.{old.__qualname__} cannot be changed in place: {reason}")

    # -- failure ---------------------------------------------------------------------------------------------------------------

    def roll_back(self):
        for cls, attributes, bases in reversed(self.updated.values()):
            if cls.__bases__ != bases:
                cls.__bases__ = bases
            for name in cls.__dict__.keys() - attributes.keys():
                type.__delattr__(cls, name)
            for name, value in attributes.items():
                if cls.__dict__.get(name) is not value and name not in _fixed_names(cls):
                    type.__setattr__(cls, name, value)
        self.space.clear()
        self.space.update(self.before)

    # -- functions -------------------------------------------------------------------------------------------------------------

    def functions(self):
        """All functions whose globals are the module, whoever holds them."""
        return [f for f in gc.get_objects() if type(f) is types.FunctionType and f.__globals__ is self.space]

    def adopt(self, old_functions, code):
        """Gives the functions of before the code of those that have their names now."""
        ids = set(map(id, old_functions))
        made = _by_name((f.__code__, f) for f in self.functions() if id(f) not in ids)
        codes = _by_name((part, part) for part in _codes(code))
        for old in old_functions:
            name = old.__code__.co_qualname
            if (new := made.get(name)) and "<locals>" not in name:
                _imp._become(old, new)
                old.__dict__.update(new.__dict__)
                self.became[id(old)] = new
            elif (part := codes.get(name)) and part.co_freevars == old.__code__.co_freevars:
                old.__code__ = part  # a closure: only its code is in the source
        self.keep(self.space, self.before)
        for cls, attributes, _ in self.updated.values():
            self.keep(vars(cls), attributes, lambda name, value, cls=cls: type.__setattr__(cls, name, value))

    def keep(self, space, before, put=None):
        """Puts the functions of before, which have new code now, where functions of the same names are."""
        for name, value in list(space.items()):
            old = before.get(name)
            if old is not value and self.became.get(id(old)) is value is not None:
                put(name, old) if put else space.__setitem__(name, old)

    def drop_what_is_gone(self, code):
        """Functions and classes that the new source does not mention go."""
        mentioned = {*code.co_names, *code.co_varnames}
        for name, value in self.before.items():
            is_own = isinstance(value, (type, types.FunctionType)) and value.__module__ == self.module.__name__ and value.__qualname__ == name
            if is_own and name not in mentioned and self.space.get(name) is value:
                del self.space[name]


def _fixed_names(cls):
    """What stays as it is in the dict of a class: what the layout of its instances is made of, and the members of an enum."""
    names = {name for name, value in vars(cls).items() if isinstance(value, types.MemberDescriptorType)}
    if members := vars(cls).get("_member_map_"):
        names |= members.keys() | {"_member_map_", "_member_names_", "_value2member_map_", "_unhashable_values_"}
    return names | _OF_THE_CLASS


def _class_cell(cls):
    """The cell of the methods of a new class that holds the class."""
    for value in vars(cls).values():
        for part in (value, *(getattr(value, name, None) for name in ("__func__", "fget", "fset", "fdel", "func"))):
            while isinstance(part, types.FunctionType):
                if "__class__" in part.__code__.co_freevars:
                    return part.__closure__[part.__code__.co_freevars.index("__class__")]
                part = getattr(part, "__wrapped__", None)
    return next((cell for cell in gc.get_referrers(cls) if isinstance(cell, types.CellType)), None)


def _replace(new, old):
    """Puts the old class where the new one stands in a list, dict or set."""
    for place in gc.get_referrers(new):
        if type(place) is list:
            place[:] = [old if item is new else item for item in place]
        elif type(place) is set:
            place.remove(new)
            place.add(old)
        elif type(place) is dict:
            for key, value in list(place.items()):
                if key is new:
                    place[old] = place.pop(new)
                elif value is new:
                    place[key] = old


def _slots(cls):
    """What an instance has room for beside what its bases give it."""
    names = [name for name, value in vars(cls).items() if isinstance(value, types.MemberDescriptorType)]
    return sorted(names), "__dict__" in vars(cls), "__weakref__" in vars(cls)


def _show_slots(slots):
    names, has_dict, has_weakref = slots
    return "({})".format(", ".join(names + ["__dict__"] * has_dict + ["__weakref__"] * has_weakref))


def _enum_members(cls):
    members = vars(cls).get("_member_map_")
    return {name: member._value_ for name, member in members.items()} if members else None


def _codes(code):
    """All code objects in one."""
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from _codes(constant)


def _by_name(pairs):
    """{qualified name of the code: what comes with it}, without names that there are several of."""
    found, twice = {}, set()
    for code, value in pairs:
        name = code.co_qualname
        if found.setdefault(name, value) is not value:
            twice.add(name)
    for name in twice:
        del found[name]
    return found
