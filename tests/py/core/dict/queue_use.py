# Taking keys from the front while others are put at the end stays quick.
d = dict.fromkeys(range(5))
for i in range(5, 20000):
    del d[next(iter(d))]
    d[i] = None
print(d)  # expect: {19995: None, 19996: None, 19997: None, 19998: None, 19999: None}
