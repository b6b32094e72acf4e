class Up:
    def __init__(self, n): self.i, self.n = 0, n
    def __iter__(self):
        print("iter")
        return self
    def __next__(self):
        if self.i == self.n: raise StopIteration
        self.i += 1
        return self.i
for x in Up(2):
    print(x)
# expect: iter
# expect: 1
# expect: 2
print(list(Up(3)), sum(Up(4)), max(Up(5)), 3 in Up(6))
# expect: iter
# expect: iter
# expect: iter
# expect: iter
# expect: [1, 2, 3] 10 5 True
