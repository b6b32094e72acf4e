# pyemb-only: the name of the implementation
import sys
print(sys.implementation.name, sys.implementation.cache_tag)  # expect: pyemb pyemb-311
