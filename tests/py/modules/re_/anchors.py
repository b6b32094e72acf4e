import re
t = "one\ntwo\n"
print(re.findall(r"^\w+", t), re.findall(r"(?m)^\w+", t), re.findall(r"\w+$", t), re.findall(r"(?m)\w+$", t))
# expect: ['one'] ['one', 'two'] ['two'] ['one', 'two']
print(re.findall(r"\w+\Z", t), re.search(r"\Atwo", t), re.findall(r"\b\w", t), re.findall(r"\B\w", t), re.search(r"\B", ""))
# expect: [] None ['o', 't'] ['n', 'e', 'w', 'o'] None
print(re.findall(r"(?m)^", "a\n\nb"), re.findall(".", "a\nb"), re.findall("(?s).", "a\nb"))
# expect: ['', '', ''] ['a', 'b'] ['a', '\n', 'b']
