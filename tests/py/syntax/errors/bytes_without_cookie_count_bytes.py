def offset(text):
    try: compile(text, "<text>", "exec")
    except SyntaxError as e: return e.offset

print(offset("'é' $"), offset("'é' $".encode()))  # expect: 5 6
print(offset("# coding: utf-8\n'é' $".encode()), offset("\ufeff'é' $".encode()))  # expect: 5 5
