def f():
    for i in range(5):
        try:
            if i == 2:
                return i
        finally:
            print("leave", i)
print(f())
# expect: leave 0
# expect: leave 1
# expect: leave 2
# expect: 2
