// SPDX-License-Identifier: MIT
// termios: control of terminals.
#include <asm-generic/ioctls.h>
#include <cerrno>
#include <climits>
#include <cstring>
#include <linux/serial.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "modules/exception_class.h"
#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "modules/system_call.h"
#include "objects/bytes.h"
#include "objects/list.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

Result<Ref> error_class(ThreadState& ts) { return new_exception_class(ts, "termios.error", core_type(ts, Exc::kException)); }
Raised raise_errno(ThreadState& ts, int error) {
  Ref type = TRY(error_class(ts));
  return raise_numbered(ts, type, error, std::strerror(error));
}
/// The status of a call that answers 0, or fails.
Status check(ThreadState& ts, int failed) { return failed != 0 ? Status(raise_errno(ts, errno)) : Status(); }

// -- attributes ----------------------------------------------------------------------------------------------------------------

/// The list of special characters: bytes of length one, and numbers where they count something.
Result<Own<List>> from_characters(ThreadState& ts, const termios& mode) {
  Own<List> list = TRY(new_list(ts, NCCS));
  bool counts = (mode.c_lflag & ICANON) == 0;
  for (int i = 0; i < NCCS; ++i) {
    Ref item = Ref::steal(Value::from_int(mode.c_cc[i]));
    if (!counts || (i != VMIN && i != VTIME)) item = TRY(new_bytes(ts, std::string_view(reinterpret_cast<const char*>(&mode.c_cc[i]), 1)));
    TRY(list_append(ts, *list, std::move(item)));
  }
  return list;
}

Result<Ref> get_attributes(ThreadState& ts, Fileno fd) {
  termios mode;
  TRY(check(ts, without_lock(ts, [&] { return ::tcgetattr(fd.value, &mode); })));
  Own<List> list = TRY(new_list(ts, 7));
  for (uint32_t number : {mode.c_iflag, mode.c_oflag, mode.c_cflag, mode.c_lflag, ::cfgetispeed(&mode), ::cfgetospeed(&mode)}) {
    TRY(list_append(ts, *list, Ref::steal(Value::from_int(number))));
  }
  Own<List> characters = TRY(from_characters(ts, mode));
  TRY(list_append(ts, *list, std::move(characters)));
  return list;
}

Status to_characters(ThreadState& ts, Value value, termios& mode) {
  if (!is<List>(value) || as<List>(value).size != NCCS) return raise(ts, Exc::kTypeError, "tcsetattr: attributes[6] must be %d element list", NCCS);
  Own<Tuple> items = TRY(to_tuple(ts, value));
  for (int i = 0; i < NCCS; ++i) {
    Value item = items->at(i);
    if (is<Bytes>(item) && as<Bytes>(item).size == 1) {
      mode.c_cc[i] = as<Bytes>(item).data()[0];
    } else if (is_any_int(item)) {
      int64_t number = TRY(to_int64(ts, item));
      mode.c_cc[i] = static_cast<cc_t>(number);
    } else {
      return raise(ts, Exc::kTypeError, "tcsetattr: elements of attributes must be characters or integers");
    }
  }
  return {};
}

Status set_attributes(ThreadState& ts, Fileno fd, int when, Value value) {
  if (!is<List>(value) || as<List>(value).size != 7) return raise(ts, Exc::kTypeError, "tcsetattr, arg 3: must be 7 element list");
  Own<Tuple> items = TRY(to_tuple(ts, value));
  termios mode;
  TRY(check(ts, ::tcgetattr(fd.value, &mode)));  // what the list does not hold stays as it is
  speed_t speeds[2];
  uint32_t* numbers[] = {&mode.c_iflag, &mode.c_oflag, &mode.c_cflag, &mode.c_lflag, &speeds[0], &speeds[1]};
  for (int i = 0; i < 6; ++i) {
    int64_t number = TRY(to_int64(ts, items->at(i)));
    *numbers[i] = static_cast<uint32_t>(number);
  }
  TRY(to_characters(ts, items->at(6), mode));
  TRY(check(ts, ::cfsetispeed(&mode, speeds[0])));
  TRY(check(ts, ::cfsetospeed(&mode, speeds[1])));
  return check(ts, without_lock(ts, [&] { return ::tcsetattr(fd.value, when, &mode); }));
}

// -- lines ---------------------------------------------------------------------------------------------------------------------

Status send_break(ThreadState& ts, Fileno fd, int duration) {
  return check(ts, without_lock(ts, [&] { return ::tcsendbreak(fd.value, duration); }));
}
Status drain(ThreadState& ts, Fileno fd) {
  return check(ts, without_lock(ts, [&] { return ::tcdrain(fd.value); }));
}
Status flush(ThreadState& ts, Fileno fd, int queue) {
  return check(ts, without_lock(ts, [&] { return ::tcflush(fd.value, queue); }));
}
Status flow(ThreadState& ts, Fileno fd, int action) {
  return check(ts, without_lock(ts, [&] { return ::tcflow(fd.value, action); }));
}

// -- the window ----------------------------------------------------------------------------------------------------------------

Result<Ref> get_window_size(ThreadState& ts, Fileno fd) {
  winsize size;
  TRY(check(ts, without_lock(ts, [&] { return ::ioctl(fd.value, TIOCGWINSZ, &size); })));
  return new_tuple_of(ts, Value::from_int(size.ws_row), Value::from_int(size.ws_col));
}

Status set_window_size(ThreadState& ts, Fileno fd, Value value) {
  bool is_sequence = type_of(ts, value).slots.getitem != nullptr && !is<Dict>(value);
  Own<Tuple> pair = TRY(is_sequence ? to_tuple(ts, value) : new_tuple(ts, 0));
  if (pair->size != 2) return raise(ts, Exc::kTypeError, "tcsetwinsize, arg 2: must be a two-item sequence");
  int64_t rows = TRY(to_int64(ts, pair->at(0)));
  int64_t columns = TRY(to_int64(ts, pair->at(1)));
  if (rows < 0 || rows > USHRT_MAX || columns < 0 || columns > USHRT_MAX) return raise(ts, Exc::kOverflowError, "winsize value(s) out of range.");
  winsize size;
  TRY(check(ts, ::ioctl(fd.value, TIOCGWINSZ, &size)));  // its pixels stay as they are
  size.ws_row = static_cast<unsigned short>(rows);
  size.ws_col = static_cast<unsigned short>(columns);
  return check(ts, without_lock(ts, [&] { return ::ioctl(fd.value, TIOCSWINSZ, &size); }));
}

constexpr NativeMethod kFunctions[] = {
    function<get_attributes>("tcgetattr", "($module, fd, /)",
                                    "The attributes of a terminal: [iflag, oflag, cflag, lflag, ispeed, ospeed, cc], cc a list of special characters."),
    function<set_attributes>("tcsetattr", "($module, fd, when, attributes, /)",
                                    "Set the attributes of a terminal: at once (TCSANOW), after what is queued (TCSADRAIN), and without pending input (TCSAFLUSH)."),
    function<send_break>("tcsendbreak", "($module, fd, duration, /)", "Send a break; 0 is a quarter of a second to half a second long."),
    function<drain>("tcdrain", "($module, fd, /)", "Wait until all output has been sent."),
    function<flush>("tcflush", "($module, fd, queue, /)", "Drop what is queued: input (TCIFLUSH), output (TCOFLUSH) or both (TCIOFLUSH)."),
    function<flow>("tcflow", "($module, fd, action, /)", "Stop or go on with output (TCOOFF, TCOON) or input (TCIOFF, TCION)."),
    function<get_window_size>("tcgetwinsize", "($module, fd, /)", "The size of the window: (rows, columns)."),
    function<set_window_size>("tcsetwinsize", "($module, fd, winsize, /)", "Set the size of the window: (rows, columns)."),
};

#define NUMBER(name) {#name, static_cast<int64_t>(name)}
constexpr IntegerConstant kNumbers[] = {
    NUMBER(B0), NUMBER(B1000000), NUMBER(B110), NUMBER(B115200), NUMBER(B1152000), NUMBER(B1200), NUMBER(B134), NUMBER(B150), NUMBER(B1500000),
    NUMBER(B1800), NUMBER(B19200), NUMBER(B200), NUMBER(B2000000), NUMBER(B230400), NUMBER(B2400), NUMBER(B2500000), NUMBER(B300),
    NUMBER(B3000000), NUMBER(B3500000), NUMBER(B38400), NUMBER(B4000000), NUMBER(B460800), NUMBER(B4800), NUMBER(B50), NUMBER(B500000),
    NUMBER(B57600), NUMBER(B576000), NUMBER(B600), NUMBER(B75), NUMBER(B921600), NUMBER(B9600), NUMBER(BRKINT), NUMBER(BS0), NUMBER(BS1),
    NUMBER(BSDLY), NUMBER(CBAUD), NUMBER(CBAUDEX), NUMBER(CDSUSP), NUMBER(CEOF), NUMBER(CEOL), NUMBER(CEOT), NUMBER(CERASE), NUMBER(CFLUSH),
    NUMBER(CIBAUD), NUMBER(CINTR), NUMBER(CKILL), NUMBER(CLNEXT), NUMBER(CLOCAL), NUMBER(CQUIT), NUMBER(CR0), NUMBER(CR1), NUMBER(CR2),
    NUMBER(CR3), NUMBER(CRDLY), NUMBER(CREAD), NUMBER(CRPRNT), NUMBER(CRTSCTS), NUMBER(CS5), NUMBER(CS6), NUMBER(CS7), NUMBER(CS8), NUMBER(CSIZE),
    NUMBER(CSTART), NUMBER(CSTOP), NUMBER(CSTOPB), NUMBER(CSUSP), NUMBER(CWERASE), NUMBER(ECHO), NUMBER(ECHOCTL), NUMBER(ECHOE), NUMBER(ECHOK),
    NUMBER(ECHOKE), NUMBER(ECHONL), NUMBER(ECHOPRT), NUMBER(EXTA), NUMBER(EXTB), NUMBER(FF0), NUMBER(FF1), NUMBER(FFDLY), NUMBER(FIOASYNC),
    NUMBER(FIOCLEX), NUMBER(FIONBIO), NUMBER(FIONCLEX), NUMBER(FIONREAD), NUMBER(FLUSHO), NUMBER(HUPCL), NUMBER(ICANON), NUMBER(ICRNL),
    NUMBER(IEXTEN), NUMBER(IGNBRK), NUMBER(IGNCR), NUMBER(IGNPAR), NUMBER(IMAXBEL), NUMBER(INLCR), NUMBER(INPCK), NUMBER(IOCSIZE_MASK),
    NUMBER(IOCSIZE_SHIFT), NUMBER(ISIG), NUMBER(ISTRIP), NUMBER(IUCLC), NUMBER(IXANY), NUMBER(IXOFF), NUMBER(IXON), NUMBER(NCC), NUMBER(NCCS),
    NUMBER(NL0), NUMBER(NL1), NUMBER(NLDLY), NUMBER(NOFLSH), NUMBER(N_MOUSE), NUMBER(N_PPP), NUMBER(N_SLIP), NUMBER(N_STRIP), NUMBER(N_TTY),
    NUMBER(OCRNL), NUMBER(OFDEL), NUMBER(OFILL), NUMBER(OLCUC), NUMBER(ONLCR), NUMBER(ONLRET), NUMBER(ONOCR), NUMBER(OPOST), NUMBER(PARENB),
    NUMBER(PARMRK), NUMBER(PARODD), NUMBER(PENDIN), NUMBER(TAB0), NUMBER(TAB1), NUMBER(TAB2), NUMBER(TAB3), NUMBER(TABDLY), NUMBER(TCFLSH),
    NUMBER(TCGETA), NUMBER(TCGETS), NUMBER(TCIFLUSH), NUMBER(TCIOFF), NUMBER(TCIOFLUSH), NUMBER(TCION), NUMBER(TCOFLUSH), NUMBER(TCOOFF),
    NUMBER(TCOON), NUMBER(TCSADRAIN), NUMBER(TCSAFLUSH), NUMBER(TCSANOW), NUMBER(TCSBRK), NUMBER(TCSBRKP), NUMBER(TCSETA), NUMBER(TCSETAF),
    NUMBER(TCSETAW), NUMBER(TCSETS), NUMBER(TCSETSF), NUMBER(TCSETSW), NUMBER(TCXONC), NUMBER(TIOCCONS), NUMBER(TIOCEXCL), NUMBER(TIOCGETD),
    NUMBER(TIOCGICOUNT), NUMBER(TIOCGLCKTRMIOS), NUMBER(TIOCGPGRP), NUMBER(TIOCGSERIAL), NUMBER(TIOCGSOFTCAR), NUMBER(TIOCGWINSZ),
    NUMBER(TIOCINQ), NUMBER(TIOCLINUX), NUMBER(TIOCMBIC), NUMBER(TIOCMBIS), NUMBER(TIOCMGET), NUMBER(TIOCMIWAIT), NUMBER(TIOCMSET),
    NUMBER(TIOCM_CAR), NUMBER(TIOCM_CD), NUMBER(TIOCM_CTS), NUMBER(TIOCM_DSR), NUMBER(TIOCM_DTR), NUMBER(TIOCM_LE), NUMBER(TIOCM_RI),
    NUMBER(TIOCM_RNG), NUMBER(TIOCM_RTS), NUMBER(TIOCM_SR), NUMBER(TIOCM_ST), NUMBER(TIOCNOTTY), NUMBER(TIOCNXCL), NUMBER(TIOCOUTQ),
    NUMBER(TIOCPKT), NUMBER(TIOCPKT_DATA), NUMBER(TIOCPKT_DOSTOP), NUMBER(TIOCPKT_FLUSHREAD), NUMBER(TIOCPKT_FLUSHWRITE), NUMBER(TIOCPKT_NOSTOP),
    NUMBER(TIOCPKT_START), NUMBER(TIOCPKT_STOP), NUMBER(TIOCSCTTY), NUMBER(TIOCSERCONFIG), NUMBER(TIOCSERGETLSR), NUMBER(TIOCSERGETMULTI),
    NUMBER(TIOCSERGSTRUCT), NUMBER(TIOCSERGWILD), NUMBER(TIOCSERSETMULTI), NUMBER(TIOCSERSWILD), NUMBER(TIOCSER_TEMT), NUMBER(TIOCSETD),
    NUMBER(TIOCSLCKTRMIOS), NUMBER(TIOCSPGRP), NUMBER(TIOCSSERIAL), NUMBER(TIOCSSOFTCAR), NUMBER(TIOCSTI), NUMBER(TIOCSWINSZ), NUMBER(TOSTOP),
    NUMBER(VDISCARD), NUMBER(VEOF), NUMBER(VEOL), NUMBER(VEOL2), NUMBER(VERASE), NUMBER(VINTR), NUMBER(VKILL), NUMBER(VLNEXT), NUMBER(VMIN),
    NUMBER(VQUIT), NUMBER(VREPRINT), NUMBER(VSTART), NUMBER(VSTOP), NUMBER(VSUSP), NUMBER(VSWTC), NUMBER(VT0), NUMBER(VT1), NUMBER(VTDLY),
    NUMBER(VTIME), NUMBER(VWERASE), NUMBER(XCASE), NUMBER(XTABS),
    {"VSWTCH", VSWTC},
};
#undef NUMBER

Status exec(ThreadState& ts, Module& module) {
  Ref error = TRY(error_class(ts));
  TRY(module_add(ts, module, "error", error));
  return module_add_integers(ts, module, kNumbers);
}

}  // namespace

constexpr NativeModule kTermiosModule = {
    .name = "termios",
    .doc = "Control of terminals, as POSIX has it. A terminal is given by a descriptor or an object with fileno().",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
