# Fields are quoted, or escaped, where they would be read as something else.
import _csv, io

def line(*fields, **parameters):
    out = io.StringIO()
    try: print(_csv.writer(out, **parameters).writerow(fields), repr(out.getvalue()))
    except _csv.Error as e: print(e)

line()  # expect: 2 '\r\n'
line('')  # expect: 4 '""\r\n'
line(None, None)  # expect: 3 ',\r\n'
line(1, 1.5, None, 'x y', True)  # expect: 17 '1,1.5,,x y,True\r\n'
line('a,b', 'c"d', 'e\nf', '€,')  # expect: 25 '"a,b","c""d","e\nf","€,"\r\n'
line('a', 1, None, 1j, quoting=_csv.QUOTE_NONNUMERIC)  # expect: 13 '"a",1,"",1j\r\n'
line('a', 1, None, quoting=_csv.QUOTE_ALL)  # expect: 12 '"a","1",""\r\n'
line('a,b', quoting=_csv.QUOTE_NONE)  # expect: need to escape, but no escapechar set
line('', quoting=_csv.QUOTE_NONE)  # expect: single empty field record must be quoted
line('a,b', 'c"d', 'e\\', quoting=_csv.QUOTE_NONE, escapechar='\\')  # expect: 15 'a\\,b,c\\"d,e\\\\\r\n'
line('c"d', doublequote=False)  # expect: need to escape, but no escapechar set
line('c"d', 'e,\\f', doublequote=False, escapechar='\\')  # expect: 14 'c\\"d,"e,\\\\f"\r\n'
line('X', 'a\nb', lineterminator='XY')  # expect: 9 '"X",a\nbXY'
line('a b', ' ', delimiter=' ')  # expect: 11 '"a b" " "\r\n'
out = io.StringIO()
print(_csv.writer(out).writerows([[1, 2], 'ab', ()]), repr(out.getvalue()))  # expect: None '1,2\r\na,b\r\n\r\n'
_csv.writer(out).writerow(5)  # raises: _csv.Error: iterable expected, not int
_csv.writer(out).writerows(5)  # raises: TypeError: 'int' object is not iterable
_csv.writer(5)  # raises: TypeError: argument 1 must have a "write" method
