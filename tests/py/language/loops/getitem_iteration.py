class S:
    def __getitem__(self, i):
        if i == 3: raise IndexError
        return i * i
for x in S(): print(x)
# expect: 0
# expect: 1
# expect: 4
print(list(S()), 4 in S(), 5 in S())  # expect: [0, 1, 4] True False
class T:
    def __getitem__(self, i):
        if i == 1: raise StopIteration
        return i
print(list(T()))  # expect: [0]
