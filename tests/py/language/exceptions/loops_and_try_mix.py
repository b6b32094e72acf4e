def f():
    out = []
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: raise ValueError
            out.append(i)
        except ValueError:
            out.append("err")
            continue
        else:
            out.append("ok")
        finally:
            out.append("fin")
    return out
print(f())  # expect: [0, 'ok', 'fin', 'fin', 2, 'ok', 'fin', 'err', 'fin', 4, 'ok', 'fin']
