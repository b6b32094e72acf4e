text = "f'" + "{1}" * 60000 + "'"
print(len(eval(text)))  # expect: 60000
