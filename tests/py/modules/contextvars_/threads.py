# Each thread starts with an empty context of its own.
import _thread, contextvars

var = contextvars.ContextVar("var")
var.set("main")
seen = []
done = _thread.allocate_lock()
done.acquire()
def other():
    seen.append(var.get("nothing"))
    var.set("other")
    seen.append(var.get())
    done.release()
_thread.start_new_thread(other, ())
done.acquire()
print(seen, var.get())  # expect: ['nothing', 'other'] main
# grows: the context of the main thread keeps each variable that was set in it
