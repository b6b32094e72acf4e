match = case = _ = 1
print(match + case + _)  # expect: 3
match (1)if 0 else print
match[0:0]if 0 else print
print(match -1)  # expect: 0
match: int = 5
print(match)  # expect: 5
