import _space.inner.leaf as leaf
import _space
print(leaf.x, leaf.__name__, type(_space.__path__).__name__, getattr(_space, "__file__", None))
# expect: namespace _space.inner.leaf _NamespacePath None
