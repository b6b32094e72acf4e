import sys
sys.set_int_max_str_digits(0)
for n in (18, 19, 20, 38, 577, 1100, 5000, 20000):
    nines, one = int("9" * n), int("1" + "0" * n)
    print(n, one - nines, str(nines) == "9" * n, str(one) == "1" + "0" * n, str(-one)[:3], len(str(nines * nines)))
# expect: 18 1 True True -10 36
# expect: 19 1 True True -10 38
# expect: 20 1 True True -10 40
# expect: 38 1 True True -10 76
# expect: 577 1 True True -10 1154
# expect: 1100 1 True True -10 2200
# expect: 5000 1 True True -10 10000
# expect: 20000 1 True True -10 40000
x = 7 ** 9000
print(int(str(x)) == x, str(x)[:20], str(x)[-20:])  # expect: True 76271120789799924242 89788578541525400001
