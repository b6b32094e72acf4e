for text in ("(" * 1000 + ")" * 1000, "[" * 300 + "]" * 300, "-" * 100000 + "1", "not " * 100000 + "1", "x" + "()" * 100000, "lambda: " * 10000 + "1"):
    try:
        compile(text, "f", "eval")
        print("compiled")
    except (SyntaxError, MemoryError, RecursionError) as e: print("refused")
# expect: refused
# expect: refused
# expect: refused
# expect: refused
# expect: refused
# expect: refused
