# Aware moments compare by what they are in UTC; zones of Python classes are asked.
from datetime import datetime, timedelta, timezone, tzinfo
import pickle


class Summer(tzinfo):
    def utcoffset(self, moment):
        return timedelta(hours=2)

    def dst(self, moment):
        return timedelta(hours=1)

    def tzname(self, moment):
        return "SUM"


noon = datetime(2022, 6, 1, 12, tzinfo=timezone.utc)
local = noon.astimezone(Summer())
print(local, local.tzname(), local == noon, hash(local) == hash(noon))
# expect: 2022-06-01 14:00:00+02:00 SUM True True
print(timezone(timedelta(0)) is timezone.utc, timezone(timedelta(hours=1), "one"))  # expect: True one
print(pickle.loads(pickle.dumps(noon)) == noon, noon.timestamp())  # expect: True 1654084800.0
print(noon == datetime(2022, 6, 1, 12))  # expect: False
noon < datetime(2022, 6, 1, 12)  # raises: TypeError: can't compare offset-naive and offset-aware datetimes
# grows: a datetime is not seen by the collector, and its tzinfo refers to the globals
