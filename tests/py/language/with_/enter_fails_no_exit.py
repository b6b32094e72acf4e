class M:
    def __enter__(self): raise ValueError("enter")
    def __exit__(self, *a): print("never")
with M(): pass  # raises: ValueError: enter
