# A name put together at run time is the name, interned or not.
class A:
    for part in ["repr", "len"]:
        locals()[f"__{part}__"] = lambda self, part=part: part if part == "repr" else 7


print(repr(A()), len(A()))  # expect: repr 7
B = type("B", (), {"__" + "add"[:3] + "__": lambda self, other: other})
print(B() + 5)  # expect: 5
