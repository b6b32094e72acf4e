print((1).real, 1 .imag, 1.5.real, "a".upper(), [].__len__(), ().__class__.__name__)  # expect: 1 0 1.5 A 0 tuple
print(1..is_integer(), 0x1f.bit_length(), {}.__class__, b"".hex())  # expect: True 5 <class 'dict'>
