class Tree:
    def __init__(self, *kids): self.kids = kids
    def __iter__(self):
        yield self
        for k in self.kids: yield from k
print(len(list(Tree(Tree(), Tree(Tree())))))  # expect: 4
