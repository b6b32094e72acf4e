from enum import Enum, IntEnum, Flag, auto, unique, IntFlag, StrEnum
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
print(Color.RED, repr(Color.RED), Color(2), Color["RED"], Color.CRIMSON is Color.RED, list(Color), Color.RED.name, Color.RED.value, len(Color), Color.RED in Color, Color.__members__["CRIMSON"])
# expect: Color.RED <Color.RED: 1> Color.GREEN Color.RED True [<Color.RED: 1>, <Color.GREEN: 2>] RED 1 2 True Color.RED
class N(IntEnum):
    A = auto(); B = auto()
print(N.B + 1, N.A < N.B, N.B, [N.A, N.B])  # expect: 3 True 2 [<N.A: 1>, <N.B: 2>]
class P(Flag):
    R = auto(); W = auto(); X = auto()
print(P.R | P.W, P.R in (P.R | P.X), ~P.R, P(0), (P.R | P.W).value, P.R & P.W)  # expect: P.R|W True P.W|X P(0) 3 P(0)
class S(StrEnum):
    ONE = auto()
print(S.ONE, S.ONE == "one", f"{S.ONE}", f"{N.A}")  # expect: one True one 1
Color(99)  # raises: ValueError: 99 is not a valid Color
Color["X"]  # raises: KeyError: 'X'
Color.RED = 5  # raises: AttributeError: cannot reassign member 'RED'
class Sub(Color): pass  # raises: TypeError: <enum 'Sub'> cannot extend <enum 'Color'>
