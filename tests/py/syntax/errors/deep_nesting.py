def kind(text):
    try: compile(text, "<text>", "exec")
    except (SyntaxError, MemoryError, RecursionError) as e: return type(e).__name__, str(e)
    return "fine"

print(kind("(" * 201 + ")" * 201))  # expect: ('SyntaxError', 'too many nested parentheses (<text>, line 1)')
print(kind("lambda: " * 10000 + "1"))  # expect: ('MemoryError', '')
print(kind("-" * 100000 + "1"))  # expect: ('MemoryError', '')
print(kind("".join(" " * i + "if 1:\n" for i in range(101))))
# expect: ('IndentationError', 'too many levels of indentation (<text>, line 101)')
