print(1 in [1, 2], 3 not in (1, 2), "b" in "abc", "" in "", "k" in {"k": 0})  # expect: True True True True True
print(2 in {1, 2}, 5 in range(10), b"a" in b"abc", 97 in b"abc")  # expect: True True True True
nan = float("nan")
print(nan in [nan], [nan] == [nan], nan == nan)  # expect: True True False
1 in 5  # raises: TypeError: argument of type 'int' is not iterable
1 in "abc"  # raises: TypeError: 'in <string>' requires string as left operand, not int
