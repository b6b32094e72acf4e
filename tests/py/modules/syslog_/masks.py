import syslog
print(syslog.LOG_MASK(syslog.LOG_ERR), syslog.LOG_UPTO(syslog.LOG_ERR))  # expect: 8 15
print(syslog.setlogmask(syslog.LOG_UPTO(syslog.LOG_ERR)), syslog.setlogmask(255))  # expect: 255 15
syslog.openlog("pyemb", syslog.LOG_PID, syslog.LOG_USER)
syslog.syslog("a message")
syslog.syslog(syslog.LOG_ERR, "another")
syslog.closelog()
syslog.syslog(3, 4)  # raises: TypeError: [priority,] message string
