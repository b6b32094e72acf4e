# Rows are read field by field; a quoted field may go on in the next line.
import _csv

def rows(*lines, **parameters):
    reader = _csv.reader(lines, **parameters)
    try: print([row for row in reader], reader.line_num)
    except (ValueError, _csv.Error) as e: print(type(e).__name__, e, reader.line_num)

rows('a,b\r\n', '', '\n', 'c')  # expect: [['a', 'b'], [], [], ['c']] 4
rows('"a', 'b"', '"""",""', 'a""b', '"a"b')  # expect: [['ab'], ['"', ''], ['a""b'], ['ab']] 5
rows('"a"b', strict=True)  # expect: Error ',' expected after '"' 1
rows('"a', strict=True)  # expect: Error unexpected end of data 1
rows('a\rb')
# expect: Error new-line character seen in unquoted field - do you need to open the file in universal-newline mode? 1
rows('a\\,b\\', escapechar='\\')  # expect: [['a,b\n']] 1
rows('"a\\"b\\', 'c"', escapechar='\\')  # expect: [['a"b\nc']] 2
rows('a\\\n', 'b', escapechar='\\')  # expect: [['a\nb']] 2
rows('1,"2",,"x"', '3,4', quoting=_csv.QUOTE_NONNUMERIC)  # expect: [[1.0, '2', '', 'x'], [3.0, 4.0]] 2
rows('1,x', quoting=_csv.QUOTE_NONNUMERIC)  # expect: ValueError could not convert string to float: 'x' 1
rows('"1",2', quoting=_csv.QUOTE_NONE)  # expect: [['"1"', '2']] 1
rows('1, 2,  "3"', skipinitialspace=True)  # expect: [['1', '2', '3']] 1
rows('€;😀"€"', '"€";b', delimiter=';')  # expect: [['€', '😀"€"'], ['€', 'b']] 2
rows(b'a')  # expect: Error iterator should return strings, not bytes (the file should be opened in text mode) 0
print(_csv.field_size_limit(3))  # expect: 131072
rows('abc,abcd')  # expect: Error field larger than field limit (3) 1
rows('"ab', 'cd"')  # expect: Error field larger than field limit (3) 2
print(_csv.field_size_limit())  # expect: 3
