len()  # raises: TypeError: len() takes exactly one argument (0 given)
len(1, 2)  # raises: TypeError: len() takes exactly one argument (2 given)
len(x=1)  # raises: TypeError: len() takes no keyword arguments
isinstance(1)  # raises: TypeError: isinstance expected 2 arguments, got 1
abs("x")  # raises: TypeError: bad operand type for abs(): 'str'
ord("ab")  # raises: TypeError: ord() expected a character, but string of length 2 found
[].append()  # raises: TypeError: list.append() takes exactly one argument (0 given)
[].append(1, 2)  # raises: TypeError: list.append() takes exactly one argument (2 given)
{}.get()  # raises: TypeError: get expected at least 1 argument, got 0
"".join(1)  # raises: TypeError: can only join an iterable
"".split(1, 2, 3)  # raises: TypeError: split() takes at most 2 arguments (3 given)
int(1, 2, 3)  # raises: TypeError: int() takes at most 2 arguments (3 given)
