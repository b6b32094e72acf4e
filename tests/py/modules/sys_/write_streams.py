import sys
print(sys.stdout.write("abc\n"))
# expect: abc
# expect: 4
sys.stderr.write("")
sys.stdout.flush()
sys.stdout.write(5)  # raises: TypeError: write() argument must be str, not int
