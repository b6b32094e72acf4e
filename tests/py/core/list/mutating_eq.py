class Evil:
    def __eq__(self, o):
        l.clear()
        return False
l = [Evil(), Evil(), 3]
print(3 in l, l)  # expect: False []
l = [Evil(), 1]
print(l == [0, 1], l)  # expect: False []
l = [Evil()] * 3
try: l.remove(7)
except ValueError as e: print(e, l)  # expect: list.remove(x): x not in list []
