for i in range(3): pass
print(i)  # expect: 2
for j in []: pass
j  # raises: NameError: name 'j' is not defined
