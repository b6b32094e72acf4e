import codecs
def fail(text, errors="strict"):
    raise RuntimeError("oops")
codecs.register(lambda name: (fail, fail, None, None) if name == "failing" else None)
try:
    "a".encode("failing")
except RuntimeError as e:
    print(e, "|", repr(e.__cause__))
    # expect: encoding with 'failing' codec failed (RuntimeError: oops) | RuntimeError('oops')
# grows: a registered search function stays
