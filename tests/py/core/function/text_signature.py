print(len.__text_signature__, len.__doc__.splitlines()[0], list.append.__text_signature__, sorted.__text_signature__, print.__text_signature__)
# expect: ($module, obj, /) Return the number of items in a container. ($self, object, /) ($module, iterable, /, *, key=None, reverse=False) ($module, /, *args, sep=' ', end='\n', file=None, flush=False)
