def inner():
    try: yield 1
    except ValueError as e: print("inner", e); yield "recovered"
def outer():
    try: yield from inner()
    except KeyError as e: print("outer", e); yield "outer recovered"
it = outer(); next(it)
print(it.throw(ValueError("v")), it.throw(KeyError("k")))
# expect: inner v
# expect: outer 'k'
# expect: recovered outer recovered
