x = 1 if [] else {}["k"]
