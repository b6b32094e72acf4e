for i in [1, 2]:
    pass
else:
    print("else", i)  # expect: else 2
for i in [1, 2]:
    if i == 2: break
else:
    print("never")
for i in []:
    pass
else:
    print("empty")  # expect: empty
