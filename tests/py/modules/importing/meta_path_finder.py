import sys, types
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name != "conjured": return None
        from importlib.machinery import ModuleSpec
        return ModuleSpec(name, self)
    def create_module(self, spec): return None
    def exec_module(self, module): module.answer = 42
sys.meta_path.insert(0, Finder())
import conjured
print(conjured.answer, conjured.__name__, type(conjured.__loader__).__name__)  # expect: 42 conjured Finder
# grows: sys.meta_path keeps each finder
