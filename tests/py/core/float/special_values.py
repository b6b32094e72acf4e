inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, inf + 1, inf > 10 ** 500, nan == nan, nan != nan, nan < 1, nan is nan, [nan] == [nan], inf // 1, 5 % inf, -5 % inf, inf % 5 if 0 else "x")
# expect: inf -inf nan nan nan inf True False True False True True nan 5.0 inf x
print(min(nan, 1), min(1, nan), max(inf, 1), bool(nan), bool(0.0), bool(-0.0), inf == inf, -inf < inf, 1 / inf, -1 / inf, hash(inf), hash(-inf))
# expect: nan 1 inf True False False True True 0.0 -0.0 314159 -314159
