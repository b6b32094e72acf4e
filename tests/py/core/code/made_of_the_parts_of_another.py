import types
def function(a, b=2, *rest, c, **named):
    try:
        return [a, b, rest, c, named]
    finally:
        print("end")
old = function.__code__
new = types.CodeType(old.co_argcount, old.co_posonlyargcount, old.co_kwonlyargcount, old.co_nlocals, old.co_stacksize, old.co_flags,
                     old.co_code, old.co_consts, old.co_names, old.co_varnames, old.co_filename, "renamed", old.co_qualname,
                     old.co_firstlineno, old.co_linetable, old.co_exceptiontable, old.co_freevars, old.co_cellvars)
print(new.co_name, new.replace(co_name="function") == old)  # expect: renamed True
function.__code__ = new
print(function(1, c=3, d=4))
# expect: end
# expect: [1, 2, (), 3, {'d': 4}]
