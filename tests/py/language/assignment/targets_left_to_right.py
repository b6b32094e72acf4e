log = []
class T:
    def __init__(self, name): self.name = name
    def __setitem__(self, key, value): log.append((self.name, key, value))
def key(k):
    log.append(k)
    return k
T("a")[key(1)] = T("b")[key(2)] = "v"
print(log)  # expect: [1, ('a', 1, 'v'), 2, ('b', 2, 'v')]
