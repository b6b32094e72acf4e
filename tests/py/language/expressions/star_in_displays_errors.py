[*5]  # raises: TypeError: Value after * must be an iterable, not int
{**5}  # raises: TypeError: 'int' object is not a mapping
{*[[]]}  # raises: TypeError: unhashable type: 'list'
(*None,)  # raises: TypeError: Value after * must be an iterable, not NoneType
{**[1]}  # raises: TypeError: 'list' object is not a mapping
