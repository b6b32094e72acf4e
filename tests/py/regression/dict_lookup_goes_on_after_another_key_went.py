class Key:
    def __init__(self, name): self.name = name
    def __hash__(self): return 1
    def __eq__(self, other):
        global compared
        compared += 1
        if keys:
            table.pop(keys.pop(), None)
        return self.name == other.name
compared = 0
keys = []
table = {Key(i): i for i in range(3)}
keys = list(table)[2:]
compared = 0
print(table[Key(1)], compared)  # expect: 1 4
