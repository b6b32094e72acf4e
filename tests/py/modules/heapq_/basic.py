import heapq
h = []
for x in [5, 1, 4, 2, 3]: heapq.heappush(h, x)
print(h[0], [heapq.heappop(h) for _ in range(5)])  # expect: 1 [1, 2, 3, 4, 5]
l = [9, 4, 7, 1]; heapq.heapify(l); print(l[0], heapq.heappushpop(l, 0), heapq.heapreplace(l, 10), sorted(l))
# expect: 1 0 1 [4, 7, 9, 10]
print(heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, "hello"), list(heapq.merge([1, 4], [2, 3])), heapq.nlargest(1, ["a", "bbb"], key=len))
# expect: [5, 3] ['e', 'h'] [1, 2, 3, 4] ['bbb']
heapq.heappop([])  # raises: IndexError: index out of range
heapq.heappush(5, 1)  # raises: TypeError: heappush() argument 1 must be list, not int
