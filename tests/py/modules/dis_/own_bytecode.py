# pyemb-only: the bytecode is our own
import dis

def add(a, b):
    return a + b

dis.dis(add)
# expect:   5           0 ADD                    t0 = a, b
# expect:               2 RETURN                 t0
print([i.opname for i in dis.get_instructions(add)])  # expect: ['ADD', 'RETURN']
