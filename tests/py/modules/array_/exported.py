from array import array

a = array("i", [1, 2, 3])
with memoryview(a) as view:
    view[0] = 10
    a[1] = 20
    a[1:3] = a[0:2]
    a.extend([])
    for change in a.append, a.pop, lambda x=0: a.__delitem__(0), lambda x=0: a.__imul__(2), lambda x=0: a.frombytes(b"abcd"):
        try:
            change(1) if change == a.append else change()
        except BufferError as e:
            print(e)
# expect: cannot resize an array that is exporting buffers
# expect: cannot resize an array that is exporting buffers
# expect: cannot resize an array that is exporting buffers
# expect: cannot resize an array that is exporting buffers
# expect: cannot resize an array that is exporting buffers
print(a, a.itemsize)  # expect: array('i', [10, 10, 20]) 4
a.append(4)
print(len(a))  # expect: 4
