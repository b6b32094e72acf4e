def f(n): raise ValueError(n)
es = []
for i in range(2):
    try: f(i)
    except ValueError as e: es.append(e)
raise ExceptionGroup("collected", es)
