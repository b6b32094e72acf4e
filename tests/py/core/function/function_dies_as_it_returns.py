# A function that only its call keeps alive is gone when its frame is: what runs at its end is called by the caller.
import sys
import types


class Watch:
    def __del__(self):
        caller = sys._getframe(1)
        print(caller.f_code.co_name, caller.f_back.f_code.co_name)


def make():
    code = compile("def once(n): return n + 1", "made", "exec").co_consts[0]
    made = types.FunctionType(code, {})
    made.watch = Watch()
    return made


def call():
    return make()(1)


def call_from_native_code():
    return list(map(make(), [1, 2]))


print(call())
# expect: call <module>
# expect: 2
print(call_from_native_code())
# expect: call_from_native_code <module>
# expect: [2, 3]
