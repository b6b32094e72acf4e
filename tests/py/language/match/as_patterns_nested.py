match [1, [2, 3]]:
    case [int() as a, [_, _] as b] as whole: print(a, b, whole)  # expect: 1 [2, 3] [1, [2, 3]]
match {"k": [1]}:
    case {"k": [x] as l}: print(x, l)  # expect: 1 [1]
