print(1)
y = 2
global y
