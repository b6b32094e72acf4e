def f(n):
    try:
        if n == 0: return "return"
        if n == 1: raise ValueError("v")
        r = "body"
    except ValueError as e:
        r = "except " + str(e)
    else:
        r = "else"
    finally:
        print("finally", n)
    return r
print(f(0), f(1), f(2))
# expect: finally 0
# expect: finally 1
# expect: finally 2
# expect: return except v else
