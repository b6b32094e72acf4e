{[]: 1}  # raises: TypeError: unhashable type: 'list'
{{}}  # raises: TypeError: unhashable type: 'dict'
{}[{}]  # raises: TypeError: unhashable type: 'dict'
{1: 2}[[1]]  # raises: TypeError: unhashable type: 'list'
