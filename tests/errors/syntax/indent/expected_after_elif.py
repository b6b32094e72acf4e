if True:
    pass
elif 1:
x = 1
