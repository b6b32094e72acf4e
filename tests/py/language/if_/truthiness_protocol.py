class B:
    def __bool__(self):
        print("bool")
        return False
class L:
    def __len__(self):
        print("len")
        return 2
print("yes" if B() else "no")
# expect: bool
# expect: no
print("yes" if L() else "no")
# expect: len
# expect: yes
print(not B(), not L())
# expect: bool
# expect: len
# expect: True False
