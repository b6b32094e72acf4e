match = 1
case = 2
_ = 3
type = 4
print(match, case, _, type)  # expect: 1 2 3 4
match, case = case, match
print(match + case, match[:] if 0 else -match)  # expect: 3 -2
def case(match): return match
print(case(match=5))  # expect: 5
