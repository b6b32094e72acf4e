total = 1 + \
    2
print(total)  # expect: 3
values = [1,  # a comment inside brackets

          2]
print(values)  # expect: [1, 2]
if total: \
    print("the block follows the backslash")  # expect: the block follows the backslash
	
# tabs and form feeds on blank lines mean nothing
print("end"); print("of line")
# expect: end
# expect: of line
