def one(): return "one"
def two(): return "two"
one.__code__ = one.__code__.replace(co_code=two.__code__.co_code, co_consts=two.__code__.co_consts)
print(one())  # expect: two
