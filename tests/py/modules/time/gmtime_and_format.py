import time
t = time.gmtime(86400 * 365)
print(t.tm_year, t.tm_mon, t.tm_mday, t[3], t.tm_wday, t.tm_yday, len(t), t[:3])
# expect: 1971 1 1 0 4 1 9 (1971, 1, 1)
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %b", t), time.asctime(t), time.gmtime(0))
# expect: 1971-01-01 00:00:00 001 Fri Jan Fri Jan  1 00:00:00 1971 time.struct_time(tm_year=1970, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=0, tm_wday=3, tm_yday=1, tm_isdst=0)
print(time.struct_time(range(9)), time.mktime(time.localtime(1000)) == 1000.0)
# expect: time.struct_time(tm_year=0, tm_mon=1, tm_mday=2, tm_hour=3, tm_min=4, tm_sec=5, tm_wday=6, tm_yday=7, tm_isdst=8) True
time.struct_time([1])  # raises: TypeError: time.struct_time() takes an at least 9-sequence (1-sequence given)
