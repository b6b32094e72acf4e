import faulthandler
print(faulthandler.is_enabled())  # expect: False
print(faulthandler.disable())  # expect: False
faulthandler.enable()
print(faulthandler.is_enabled())  # expect: True
print(faulthandler.disable())  # expect: True
print(faulthandler.is_enabled())  # expect: False
