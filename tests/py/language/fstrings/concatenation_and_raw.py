x = 1
print("a" f"{x}" "b" rf"\{x}" fr"\n{x}" f"\N{DIGIT ONE}\x41")  # expect: a1b\1\n11A
print(f"{x}"
      f"{x}")  # expect: 11
print(rf"{x:\>3}")  # expect: \\1
