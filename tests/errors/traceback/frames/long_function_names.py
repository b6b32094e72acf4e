class Outer:
    def method_with_a_name(self):
        def inner_function(): raise ValueError
        inner_function()
Outer().method_with_a_name()
