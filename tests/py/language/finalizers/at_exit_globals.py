class A:
    def __del__(self): print("del at exit")
a = A()
print("last line")
# expect: last line
# expect: del at exit
