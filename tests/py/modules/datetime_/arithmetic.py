# Moments and spans add, subtract and compare.
from datetime import date, datetime, timedelta

leap = date(2024, 2, 28)
print(leap + timedelta(days=2))  # expect: 2024-03-01
print(datetime(2024, 1, 1, 12) - datetime(2023, 12, 31, 23, 30))  # expect: 12:30:00
print(timedelta(hours=-1), timedelta(hours=-1).days)  # expect: -1 day, 23:00:00 -1
print(timedelta(days=1, microseconds=3) // 2, timedelta(seconds=7) / timedelta(seconds=2))
# expect: 12:00:00.000001 3.5
print(divmod(timedelta(hours=5), timedelta(hours=2)))  # expect: (2, datetime.timedelta(seconds=3600))
print(timedelta(microseconds=0.5), timedelta(microseconds=1.5))  # expect: 0:00:00 0:00:00.000002
print(leap < date(2024, 3, 1), leap == datetime(2024, 2, 28))  # expect: True False
date.max + timedelta(1)  # raises: OverflowError: date value out of range
