x = "unset"
match 5:
    case "a": x = 1
    case [y]: x = 2
print(x)  # expect: unset
def f():
    match 3:
        case 3: pass
print(f())  # expect: None
