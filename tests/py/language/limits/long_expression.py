print(eval("+".join(["1"] * 500)), eval("x" + ".real" * 500, {"x": 5}), eval("x" + "[0]" * 3, {"x": [[[7]]]}), eval(" and ".join(["1"] * 900)), eval(" < ".join(map(str, range(1000)))))
# expect: 500 5 7 1 True
