class A:
    def __del__(self): print("del")
a = A()
a.__del__()  # expect: del
del a  # expect: del
print("end")  # expect: end
