print("ell" in "hello", "" in "a", "x" not in "abc", "漢" in "漢字", "ab" in "ba")  # expect: True True True True False
1 in "a"  # raises: TypeError: 'in <string>' requires string as left operand, not int
None in ""  # raises: TypeError: 'in <string>' requires string as left operand, not NoneType
