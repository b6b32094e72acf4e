import operator as op
print(op.add(1, 2), op.sub(5, 3), op.mul(2, 3), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 3), op.neg(1), op.pos(-1), op.inv(5), op.lshift(1, 3), op.rshift(8, 2), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.not_(0), op.truth([]), op.index(True), op.abs(-3))
# expect: 3 2 6 3.5 3 1 8 -1 -1 -6 8 2 2 7 5 True False 1 3
print(op.lt(1, 2), op.le(2, 2), op.eq(1, 1.0), op.ne(1, 2), op.ge(1, 2), op.gt(2, 1), op.is_(None, None), op.is_not(1, None), op.concat("a", "b"), op.contains([1], 1), op.countOf([1, 2, 1], 1), op.indexOf("abc", "c"), op.getitem([5], 0), op.length_hint([1]))
# expect: True True True True False True True True ab True 2 2 5 1
l = [1, 2]
op.setitem(l, 0, 9); op.delitem(l, 1); print(l, op.iadd(l, [3]) is l, op.iconcat([1], [2]), op.imul(2, 3), op.call(len, "abc"))
# expect: [9, 3] True [1, 2] 6 3
op.add(1)  # raises: TypeError: add expected 2 arguments, got 1
op.indexOf([1], 2)  # raises: ValueError: sequence.index(x): x not in sequence
op.index(1.5)  # raises: TypeError: 'float' object cannot be interpreted as an integer
op.concat(1, 2)  # raises: TypeError: 'int' object can't be concatenated
