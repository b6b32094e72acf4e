import sys
log = []
def hook(event, args):
    if event.startswith("test."): log.append((event, args))
sys.addaudithook(hook)
sys.audit("test.event", 1, "two")
sys.audit("other")
print(log)  # expect: [('test.event', (1, 'two'))]
# grows: an audit hook stays
