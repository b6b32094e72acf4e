import cmath
inf, nan = cmath.inf, cmath.nan
for z in (complex(inf, 1), complex(-inf, 2), complex(0, inf), complex(nan, 0.0), complex(inf, nan), complex(-inf, -inf)):
    row = []
    for name in "acos acosh asinh atanh cosh exp log sinh sqrt tanh".split():
        try:
            row.append(getattr(cmath, name)(z))
        except ValueError:
            row.append("domain")
    print(*row)
# expect: -infj (inf+0j) (inf+0j) 1.5707963267948966j (inf+infj) (inf+infj) (inf+0j) (inf+infj) (inf+0j) (1+0j)
# expect: (3.141592653589793-infj) (inf+3.141592653589793j) (-inf+0j) (-0+1.5707963267948966j) (-inf-infj) (-0+0j) (inf+3.141592653589793j) (inf+infj) infj (-1-0j)
# expect: (1.5707963267948966-infj) (inf+1.5707963267948966j) (inf+1.5707963267948966j) 1.5707963267948966j domain domain (inf+1.5707963267948966j) domain (inf+infj) domain
# expect: (nan+nanj) (nan+nanj) (nan+0j) (nan+nanj) (nan+0j) (nan+0j) (nan+nanj) (nan+0j) (nan+nanj) (nan+0j)
# expect: (nan+infj) (inf+nanj) (inf+nanj) nanj (inf+nanj) (inf+nanj) (inf+nanj) (inf+nanj) (inf+nanj) (1+0j)
# expect: (2.356194490192345+infj) (inf-2.356194490192345j) (-inf-0.7853981633974483j) (-0-1.5707963267948966j) domain 0j (inf-2.356194490192345j) domain (inf-infj) (-1+0j)
cmath.exp(1000)  # raises: OverflowError: math range error
cmath.log(0)  # raises: ValueError: math domain error
cmath.atanh(1)  # raises: ValueError: math domain error
cmath.sqrt("a")  # raises: TypeError: must be real number, not str
cmath.log(2, 1)  # raises: ValueError: math domain error
