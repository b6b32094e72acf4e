import sys
sys.path.append(__file__.rpartition("/")[0] + "/_pack")
import two
print(two.value, two.__name__)  # expect: 2 two
sys.path_importer_cache.clear()
print(sys.path[0].endswith("importing"))  # expect: True
# grows: sys.path keeps each entry
