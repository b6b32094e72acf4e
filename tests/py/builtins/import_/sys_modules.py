import sys, types
m = types.ModuleType("fake")
m.x = 5
sys.modules["fake"] = m
import fake
from fake import x
print(fake.x, x, fake is m)  # expect: 5 5 True
sys.modules["blocked"] = None
import blocked  # raises: ModuleNotFoundError: import of blocked halted; None in sys.modules
from fake import missing  # raises: ImportError: cannot import name 'missing' from 'fake' (unknown location)
