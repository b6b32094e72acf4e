class C:
    def method(self):
        def show(**named): return named
        return show(__private=1)
print(C().method())  # expect: {'__private': 1}
