vals = [1e-100, 1e-77, 3e77, 1e100, 1e200, 1e-200, 1e231, 1e-231, 2.0 ** 257, 2.0 ** 256, 2.0 ** -255, 2.0 ** -767, 2.0 ** 769]
for v in vals:
    print(v, -v, v + v, v * 2 == v + v, v == float(repr(v)), v / v, hash(v) == hash(float(repr(v))))
# expect: 1e-100 -1e-100 2e-100 True True 1.0 True
# expect: 1e-77 -1e-77 2e-77 True True 1.0 True
# expect: 3e+77 -3e+77 6e+77 True True 1.0 True
# expect: 1e+100 -1e+100 2e+100 True True 1.0 True
# expect: 1e+200 -1e+200 2e+200 True True 1.0 True
# expect: 1e-200 -1e-200 2e-200 True True 1.0 True
# expect: 1e+231 -1e+231 2e+231 True True 1.0 True
# expect: 1e-231 -1e-231 2e-231 True True 1.0 True
# expect: 2.315841784746324e+77 -2.315841784746324e+77 4.631683569492648e+77 True True 1.0 True
# expect: 1.157920892373162e+77 -1.157920892373162e+77 2.315841784746324e+77 True True 1.0 True
# expect: 1.727233711018889e-77 -1.727233711018889e-77 3.454467422037778e-77 True True 1.0 True
# expect: 1.2882297539194267e-231 -1.2882297539194267e-231 2.5764595078388533e-231 True True 1.0 True
# expect: 3.105036184601418e+231 -3.105036184601418e+231 6.210072369202836e+231 True True 1.0 True
