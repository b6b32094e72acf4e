def call(**keywords):
    return keywords
class A:
    print(call(__x=1))  # expect: {'__x': 1}
    print(call(__x=1, **{"y": 2}))  # expect: {'__x': 1, 'y': 2}
    def define(self, __x):
        return __x
print(A().define(_A__x=3))  # expect: 3
