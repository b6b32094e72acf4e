class Bad(Exception):
    def __str__(self): raise KeyError("inner")
raise Bad  # raises: Bad: <exception str() failed>
