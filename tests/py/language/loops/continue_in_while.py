i = 0
seen = []
while i < 6:
    i += 1
    if i % 2:
        continue
    seen.append(i)
print(seen)  # expect: [2, 4, 6]
