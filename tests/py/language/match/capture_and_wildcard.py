match 5:
    case x: print(x)  # expect: 5
match (1, 2):
    case (_, _): print("two")  # expect: two
match "anything":
    case _ as y: print(y)  # expect: anything
print(x)  # expect: 5
