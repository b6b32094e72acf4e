n = 3
for i in range(n):
    n = 10
print(i)  # expect: 2
def r():
    print("called")
    return range(2)
for i in r(): pass  # expect: called
