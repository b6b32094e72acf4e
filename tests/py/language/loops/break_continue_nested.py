out = []
for i in range(4):
    for j in range(4):
        if j == 2: break
        if i == j: continue
        out.append((i, j))
    else:
        out.append("never")
    if i == 2: break
print(out)  # expect: [(0, 1), (1, 0), (2, 0), (2, 1)]
