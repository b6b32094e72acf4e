def g():
    try: yield 1
    finally: print("cleanup")
it = g()
next(it)
del it  # expect: cleanup
print("after del")  # expect: after del
for x in g(): break  # expect: cleanup
print("after break")  # expect: after break
