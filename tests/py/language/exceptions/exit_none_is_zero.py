import sys
print("x")  # expect: x
sys.exit()
