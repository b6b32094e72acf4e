class M:
    def __enter__(self): print("enter")
    def __exit__(self, *a): print("exit")
with M():
    print("body")
# expect: enter
# expect: body
# expect: exit
for i in range(2):
    print(i)
# expect: 0
# expect: 1
def f():
    print("x",
          1)
f()  # expect: x 1
class A:
    print("in class")  # expect: in class
print(
  1,
  2)  # expect: 1 2
