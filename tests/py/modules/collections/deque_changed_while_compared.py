from collections import deque
class Clears:
    def __eq__(self, other):
        d.clear()
        return False
d = deque([Clears(), 1]); d.count(5)  # raises: RuntimeError: deque mutated during iteration
d = deque([Clears(), 1]); d.index(5)  # raises: RuntimeError: deque mutated during iteration
d = deque([Clears(), 1]); d.remove(5)  # raises: IndexError: deque mutated during iteration
d = deque([Clears(), 1]); 5 in d  # raises: RuntimeError: deque mutated during iteration
