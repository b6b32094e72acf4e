x = "global"
class A:
    x = "class"
    def f(self): return x
    g = [x for _ in range(1)]
    h = [i for i in x]
print(A().f(), A.g, A.h)  # expect: global ['global'] ['c', 'l', 'a', 's', 's']
