print("a", (1 + 2)
print("b")
