class A:
    def append_item(self): pass
A().appnd_item()
