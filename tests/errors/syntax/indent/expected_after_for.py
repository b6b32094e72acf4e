for i in []:
x = 1
