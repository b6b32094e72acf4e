# pyemb-only: CPython has no pyemb_reload
import importlib, pathlib, sys, tempfile
from pyemb_reload import reload
with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    file = pathlib.Path(folder, "loaded.py")
    file.write_text("# coding: latin-1\nstate = 0\nclass A:\n    def f(self): return '\u00e9'\n", "latin-1")
    import loaded
    a = loaded.A()
    print(a.f())                     # expect: é
    loaded.kept = 7
    file.write_text("if 'kept' in globals(): state = kept\nclass A:\n    def f(self): return 1 / 0\n")
    print(reload(loaded) is loaded, loaded.state)  # expect: True 7
    try:
        a.f()
    except ZeroDivisionError as e:
        print(e.__traceback__.tb_next.tb_lineno, e.__traceback__.tb_next.tb_frame.f_code.co_filename == str(file))  # expect: 3 True
    file.unlink()
    try:
        reload(loaded)
    except ImportError as e:
        print(e)                     # expect: source not available through get_data()
    sys.path.remove(folder)
    del sys.modules["loaded"], sys.path_importer_cache[folder]
