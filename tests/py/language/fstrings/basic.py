n, s = 5, "str"
print(f"{n} {s} {n + 1} {s!r} {s.upper()} {n:>4}|{n:<4}|{n:^4}|")  # expect: 5 str 6 'str' STR    5|5   | 5  |
print(f"", f"{{}}", f"{{{n}}}", f"a{n}b{n}c", F"{n}")  # expect:  {} {5} a5b5c 5
print(f"{n=} {s=} {n = } {n + 1=} {s=!s} {n=:03d}")  # expect: n=5 s='str' n = 5 n + 1=6 s=str n=005
