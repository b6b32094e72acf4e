raise 5  # raises: TypeError: exceptions must derive from BaseException
raise "string"  # raises: TypeError: exceptions must derive from BaseException
raise None  # raises: TypeError: exceptions must derive from BaseException
raise object  # raises: TypeError: exceptions must derive from BaseException
raise ValueError from 5  # raises: TypeError: exception causes must derive from BaseException
class Bad(Exception):
    def __new__(cls): return 5
raise Bad  # raises: TypeError: calling <class '__main__.Bad'> should have returned an instance of BaseException, not <class 'int'>
class Boom(Exception):
    def __init__(self): raise KeyError("in init")
raise Boom  # raises: KeyError: 'in init'
raise  # raises: RuntimeError: No active exception to reraise
