class A:
    total = 1
A.totl
