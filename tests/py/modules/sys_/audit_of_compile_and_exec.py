import sys
wanted = False
seen = []
def hook(event, arguments):
    if wanted and event in ("compile", "exec", "import", "builtins.id"):
        seen.append((event, [a for a in arguments if isinstance(a, (bytes, str))]))
sys.addaudithook(hook)
wanted = True
eval("1")
exec(compile("2", "name", "exec"))
id(3)
try:
    import no_such_module_at_all
except ImportError:
    pass
wanted = False
print(*seen, sep="\n")
# expect: ('compile', [b'1', '<string>'])
# expect: ('exec', [])
# expect: ('compile', [b'2', 'name'])
# expect: ('exec', [])
# expect: ('builtins.id', [])
# expect: ('import', ['no_such_module_at_all'])
# grows: an audit hook stays
