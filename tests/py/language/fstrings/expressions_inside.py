d = {"k": [1, 2]}
print(f"{d['k'][1]} {(lambda x: x * 2)(4)} {[i for i in range(3)]} {1 if d else 2}")  # expect: 2 8 [0, 1, 2] 1
print(f"{ {1: 2}[1] } {'a' 'b'} {3 != 4} {3 == 3!r} {not 1}")  # expect: 2 ab True True False
print(f"{'{'} {'}'} {'nested ' + f'{1 + 1}'}")  # expect: { } nested 2
print(f'''{
    d["k"][0]
}''', f"{1,}", f"{*[1, 2],}")  # expect: 1 (1,) (1, 2)
