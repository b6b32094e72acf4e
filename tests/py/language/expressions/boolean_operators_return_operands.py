print(0 or "a", "" or None, 1 and 2, 0 and 1)  # expect: a None 2 0
print([] or {} or ())  # expect: ()
print(1 and [] and 2)  # expect: []
print(not 0, not 1, not not "x")  # expect: True False True
