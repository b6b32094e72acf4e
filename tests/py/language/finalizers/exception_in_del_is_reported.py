class A:
    def __del__(self): raise ValueError("from del")
a = A()
del a
print("goes on")  # expect: goes on
# stderr: ValueError: from del
