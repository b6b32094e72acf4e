class Wide:
    def __init__(self, number):
        self.number = number
    def __hash__(self):
        return self.number
print([hash(Wide(n)) == n for n in (2**62, -2**63, 2**63 - 1, 2**61 - 1, 5)])  # expect: [True, True, True, True, True]
print(hash(Wide(-1)), hash(Wide(2**64)) == hash(2**64))  # expect: -2 True
