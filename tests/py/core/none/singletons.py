print(Ellipsis, ..., type(...)() is ..., NotImplemented, type(NotImplemented)() is NotImplemented, repr(...))
# expect: Ellipsis Ellipsis True NotImplemented True Ellipsis
print(bool(...), ....__class__.__name__)  # expect: True ellipsis
type(...)(1)  # raises: TypeError: EllipsisType takes no arguments
import warnings
warnings.simplefilter("error")
bool(NotImplemented)  # raises: DeprecationWarning: NotImplemented should not be used in a boolean context
