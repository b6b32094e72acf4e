def make():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact
f = make()
print(f(20), f.__closure__[0].cell_contents is f)  # expect: 2432902008176640000 True
