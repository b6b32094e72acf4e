a, b = 3.14159, 8
print(f"{a:{b}.{b - 5}}|{a!r:>{b + 2}}|{{}}|{a=}|{a = :.1f}")  # expect:     3.14|   3.14159|{}|a=3.14159|a = 3.1
print(f"{ {1: 2}[1] } {(lambda x: x * 2)(b)} {'nested' if b else ''}")  # expect: 2 16 nested
print(f"{f'{b}' 'plain'}" f'''{
    b}''' r"\n")  # expect: 8plain8\n
print(rf"\d{b}\{b}")  # expect: \d8\8
