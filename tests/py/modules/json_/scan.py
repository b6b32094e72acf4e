# The scanner reads one value and says where it ends; a value that is missing is StopIteration with the place.
import _json, json

scan = _json.make_scanner(json.JSONDecoder())
def show(text, at=0):
    try: print(ascii(scan(text, at)))
    except Exception as e: print(type(e).__name__, e)
for text in ("1", "-", "01", "1.", "1.5e+3", "1e", "-0.0", "NaN", "-Infinity", "nul", "[ ]", "[1,]", "[1 2]", '{"a" : [1, {}]}',
             '{"a"}', '{"a":}', '{"a":1,}', "{1:2}", '"a', '"\\ud83d\\ude00\\ud83dx"', '"\\u12"', '"\\x"', '"\t"', "12345678901234567890",
             '["€", 1.5, {"€": -3e5}]', '["\U0001f600", 12]'):
    show(text)
# expect: (1, 1)
# expect: StopIteration 0
# expect: (0, 1)
# expect: (1, 1)
# expect: (1500.0, 6)
# expect: (1, 1)
# expect: (-0.0, 4)
# expect: (nan, 3)
# expect: (-inf, 9)
# expect: StopIteration 0
# expect: ([], 3)
# expect: StopIteration 3
# expect: JSONDecodeError Expecting ',' delimiter: line 1 column 4 (char 3)
# expect: ({'a': [1, {}]}, 15)
# expect: JSONDecodeError Expecting ':' delimiter: line 1 column 5 (char 4)
# expect: StopIteration 5
# expect: JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 8 (char 7)
# expect: JSONDecodeError Expecting property name enclosed in double quotes: line 1 column 2 (char 1)
# expect: JSONDecodeError Unterminated string starting at: line 1 column 1 (char 0)
# expect: ('\U0001f600\ud83dx', 21)
# expect: JSONDecodeError Invalid \uXXXX escape: line 1 column 3 (char 2)
# expect: JSONDecodeError Invalid \escape: line 1 column 2 (char 1)
# expect: JSONDecodeError Invalid control character at: line 1 column 2 (char 1)
# expect: (12345678901234567890, 20)
# expect: (['\u20ac', 1.5, {'\u20ac': -300000.0}], 23)
# expect: (['\U0001f600', 12], 9)
show("[1]", 1)  # expect: (1, 2)
show("1", -1)  # expect: ValueError idx cannot be negative
first, second = json.loads('[{"a_key": 1}, {"a_key": 2}]')
print(*first, *second, list(first)[0] is list(second)[0])  # expect: a_key a_key True
try: json.loads("[" * 100000)
except RecursionError as e: print(e)
# expect: maximum recursion depth exceeded while decoding a JSON array from a unicode string
print(_json.scanstring('a\nb"', 0, False))  # expect: ('a\nb', 4)
_json.scanstring('a\nb"', 0)  # raises: json.decoder.JSONDecodeError: Invalid control character at: line 1 column 2 (char 1)
_json.scanstring('ab"', 9)  # raises: ValueError: end is out of bounds
_json.scanstring(b'ab"', 0)  # raises: TypeError: first argument must be a string, not bytes
scan(b"1", 0)  # raises: TypeError: first argument must be a string, not bytes
