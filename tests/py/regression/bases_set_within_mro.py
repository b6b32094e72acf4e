class Meta(type):
    first = True
    def mro(cls):
        if Meta.first:
            Meta.first = False
            cls.__bases__ += ()
        return type.mro(cls)
class A(metaclass=Meta):
    pass
print(A.__mro__)  # expect: (<class '__main__.A'>, <class 'object'>)
