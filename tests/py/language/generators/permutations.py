def perms(l):
    if len(l) <= 1: yield l
    else:
        for i in range(len(l)):
            for p in perms(l[:i] + l[i + 1:]): yield [l[i]] + p
print(["".join(p) for p in perms(list("abc"))])  # expect: ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']
