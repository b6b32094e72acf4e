class C:
    RED = 1
    class D: BLUE = 2
def f(x):
    match x:
        case C.RED: return "red"
        case C.D.BLUE: return "blue"
        case other: return other
print(f(1), f(2), f(3))  # expect: red blue 3
match 1:
    case C.NOPE: pass  # raises: AttributeError: type object 'C' has no attribute 'NOPE'
