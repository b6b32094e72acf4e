l = []
for i in range(200000): l.append(i)
while len(l) > 10: l.pop()
d = {i: i for i in range(100000)}
for i in range(99990): del d[i]
s = {str(i) for i in range(100000)}
print(l, d, len(s))
# expect: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] {99990: 99990, 99991: 99991, 99992: 99992, 99993: 99993, 99994: 99994, 99995: 99995, 99996: 99996, 99997: 99997, 99998: 99998, 99999: 99999} 100000
