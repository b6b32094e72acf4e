import sys
print(hash("a") == hash("a"), hash("abc" * 10) == hash("abcabc" * 5), {"ab": 1}["a" + "b"], sys.intern("q w") is sys.intern("q" + " w"))
# expect: True True 1 True
sys.intern(5)  # raises: TypeError: intern() argument must be str, not int
