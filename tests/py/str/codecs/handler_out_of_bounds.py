import codecs
codecs.register_error("far", lambda e: ("z", 100))
b"a\xffb".decode("ascii", "far")  # raises: IndexError: position 100 from error handler out of bounds
