import faulthandler, tempfile, time
with tempfile.TemporaryFile("w+") as file:
    faulthandler.dump_traceback_later(0.01, file=file)
    time.sleep(0.5)
    faulthandler.cancel_dump_traceback_later()
    file.seek(0)
    print(file.readline().rstrip(), file.readline()[:7])  # expect: Timeout (0:00:00.010000)! Thread
faulthandler.dump_traceback_later(0)  # raises: ValueError: timeout must be greater than 0
faulthandler.dump_traceback_later(1e20)  # raises: OverflowError: timestamp too large to convert to C _PyTime_t
