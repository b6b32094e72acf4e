import _datetime
import datetime

print(type(datetime.datetime_CAPI).__name__, datetime.datetime_CAPI is _datetime.datetime_CAPI)
# expect: PyCapsule True
print('"datetime.datetime_CAPI"' in repr(datetime.datetime_CAPI), "datetime_CAPI" in datetime.__all__)
# expect: True False
