class M(type):
    both = "meta"
    @property
    def data(cls): return "meta data"
class A(metaclass=M):
    both = "class"
    data = "class data"
print(A.both, A.data, A().data)  # expect: class meta data class data
A.data = 5  # raises: AttributeError: property 'data' of 'M' object has no setter
