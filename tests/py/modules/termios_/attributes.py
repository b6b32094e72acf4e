import os, termios
master, slave = os.openpty()
mode = termios.tcgetattr(slave)
print(len(mode), len(mode[6]), mode[6][termios.VINTR])  # expect: 7 32 b'\x03'
mode[3] &= ~termios.ICANON
mode[6][termios.VMIN] = 1
mode[6][termios.VTIME] = b"\x05"
termios.tcsetattr(slave, termios.TCSANOW, mode)
print([termios.tcgetattr(slave)[6][i] for i in (termios.VMIN, termios.VTIME)])  # expect: [1, 5]
termios.tcsetwinsize(slave, [24, 80])
print(termios.tcgetwinsize(master), os.get_terminal_size(slave))
# expect: (24, 80) os.terminal_size(columns=80, lines=24)
termios.tcflush(slave, termios.TCIOFLUSH)
termios.tcsetattr(slave, termios.TCSANOW, mode[:6])  # raises: TypeError: tcsetattr, arg 3: must be 7 element list
termios.tcsetwinsize(slave, (1 << 16, 1))  # raises: OverflowError: winsize value(s) out of range.
termios.tcflow(slave, 99)  # raises: termios.error: (22, 'Invalid argument')
