# ISO texts are read and written; so are formats of strftime().
from datetime import date, datetime, time, timedelta, timezone

moment = datetime(2021, 7, 4, 5, 6, 7, 80, timezone(timedelta(hours=-3, minutes=-30)))
print(moment, repr(moment))
# expect: 2021-07-04 05:06:07.000080-03:30 datetime.datetime(2021, 7, 4, 5, 6, 7, 80, tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=73800)))
print(moment.isoformat("T", "milliseconds"))  # expect: 2021-07-04T05:06:07.000-03:30
print(datetime.fromisoformat("20210704T050607Z"))  # expect: 2021-07-04 05:06:07+00:00
print(date.fromisoformat("2021-W26-7"), time.fromisoformat("05:06:07,5"))  # expect: 2021-07-04 05:06:07.500000
print(moment.strftime("%Y-%m-%d %f %z %j %%"), f"{moment:%H:%M}")  # expect: 2021-07-04 000080 -0330 185 % 05:06
print(moment.ctime(), date(2021, 1, 3).isocalendar())
# expect: Sun Jul  4 05:06:07 2021 datetime.IsoCalendarDate(year=2020, week=53, weekday=7)
date.fromisoformat("2021-02-29")  # raises: ValueError: day is out of range for month
