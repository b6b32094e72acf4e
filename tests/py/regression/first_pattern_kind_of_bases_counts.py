from collections.abc import Mapping, Sequence
class Both(dict, Sequence):
    pass
def kind(value):
    match value:
        case [*_]:
            return "sequence"
        case {}:
            return "mapping"
print(kind(Both()))  # expect: mapping
