# pyemb-only: python3.11 dies of a stack overflow
def g(inner): yield from inner
it = iter(())
for _ in range(100000): it = g(it)
try: print(list(it))
except RecursionError: print("recursion")  # expect: recursion
it = None
e = None
for _ in range(200000):
    new = ValueError(); new.__context__ = e; e = new
e = new = None
class Node:
    def __init__(self, next): self.next = next
node = None
for _ in range(1000000): node = Node(node)
node = None
print("freed")  # expect: freed
