import gc
kept = []
class A:
    def __del__(self):
        print("del")
        kept.append(self)
A()  # expect: del
print(len(kept))  # expect: 1
kept.clear()
print("second death is silent")  # expect: second death is silent
class B:
    def __init__(self): self.me = self
    def __del__(self): kept.append(self); print("B del")
B(); gc.collect(); print(len(kept), kept[0].me is kept[0])
# expect: B del
# expect: 1 True
kept.clear(); gc.collect(); print("gone")  # expect: gone
