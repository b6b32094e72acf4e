été = 1
变量 = 2
ﬁ = 3
print(été, 变量, fi)  # expect: 1 2 3
class Ω:
    µ = 4
print(Ω.µ, Ω.__name__, sorted(k for k in vars(Ω) if not k.startswith("_"))[0] == "μ")  # expect: 4 Ω True
