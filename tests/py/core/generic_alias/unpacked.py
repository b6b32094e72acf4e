print(tuple[*tuple[int, str]], list(tuple[int])[0], [*list[int]])
# expect: tuple[*tuple[int, str]] *tuple[int] [*list[int]]
