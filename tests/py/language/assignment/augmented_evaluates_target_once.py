calls = []
def index():
    calls.append("i")
    return 0
x = [1]
x[index()] += 5
print(x, calls)  # expect: [6] ['i']
class A: n = 1
def obj():
    calls.append("o")
    return A
obj().n *= 7
print(A.n, calls)  # expect: 7 ['i', 'o']
