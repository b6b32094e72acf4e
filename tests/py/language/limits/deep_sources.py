N = 100000
texts = ["(" * N, "[" * N + "]" * N, "{" * N + "}" * N, "~" * N + "1", "not " * N + "1", "lambda:" * N + "1", "x" + ".a" * N, "x" + "()" * N, "x" + "[0]" * N,
         "f(" * N + ")" * N, "x" + "**x" * N, "1 if x else " * N + "1", "f'{" + "(" * N + "}'", "x" + "@x" * N, "[x for x in " * N + "y" + "]" * N]
for text in texts:
    try: print("compiled", bool(compile(text, "f", "eval")))
    except (SyntaxError, MemoryError, RecursionError): print("refused", end=" ")
    # expect: refused refused refused refused refused refused refused refused refused refused refused refused refused refused refused
print()
