from _statistics import _normal_dist_inv_cdf as inverse

print([inverse(p, 100, 15) for p in (1e-300, 0.01, 0.3, 0.5, 0.99)])
# expect: [-455.706444490418, 65.1047818893874, 92.1339923093794, 100.0, 134.8952181106126]
print(all(inverse(p / 1000, 0, 1) < inverse((p + 1) / 1000, 0, 1) for p in range(1, 999)))  # expect: True
inverse(0, 0, 1)  # raises: ValueError: inv_cdf undefined for these parameters
inverse(0.5, 0, 0)  # raises: ValueError: inv_cdf undefined for these parameters
inverse("x", 0, 1)  # raises: TypeError: must be real number, not str
inverse(0.5)  # raises: TypeError: _normal_dist_inv_cdf expected 3 arguments, got 1
