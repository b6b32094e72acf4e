# Threads that feed one object: no piece is lost, while the interpreter lock is released.
import _sha256, threading

h, piece = _sha256.sha256(), b"x" * 100_000
threads = [threading.Thread(target=lambda: [h.update(piece) for _ in range(5)]) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(h.hexdigest() == _sha256.sha256(piece * 20).hexdigest())  # expect: True
