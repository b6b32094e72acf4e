match [1, 2, 3, 4]:
    case [*_]: print("any")  # expect: any
match [1, 2, 3, 4]:
    case [1, *mid, 4]: print(mid)  # expect: [2, 3]
match [1]:
    case [*head, last]: print(head, last)  # expect: [] 1
match 1, 2:
    case 1, *r: print(r)  # expect: [2]
match (1, (2, [3, 4])):
    case (a, (b, [c, *d])): print(a, b, c, d)  # expect: 1 2 3 [4]
