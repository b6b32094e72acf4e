class S:
    def __getitem__(self, k): return k
s = S()
print(s[1], s[1:2], s[::3], s[1, 2], s[..., 1:], s[()])
# expect: 1 slice(1, 2, None) slice(None, None, 3) (1, 2) (Ellipsis, slice(1, None, None)) ()
print(s[1:2, ::-1], s[:], s[*[1, 2]], s[*[1, 2], 3])
# expect: (slice(1, 2, None), slice(None, None, -1)) slice(None, None, None) (1, 2) (1, 2, 3)
print(...)  # expect: Ellipsis
