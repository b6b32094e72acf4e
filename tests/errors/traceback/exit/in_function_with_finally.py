def f():
    try: raise SystemExit("from f")
    finally: pass
f()
