import tracemalloc
tracemalloc.start()
kept = [bytes(2000) for _ in range(50)]
snapshot = tracemalloc.take_snapshot()
tracemalloc.stop()
statistic = max(snapshot.statistics("lineno"), key=lambda one: one.size)
print(statistic.count >= 50, statistic.size > 100_000, statistic.traceback[0].lineno)  # expect: True True 3
