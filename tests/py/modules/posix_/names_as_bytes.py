# A bytes path gives bytes names; bytes that are no UTF-8 become surrogates in str and come back.
import posix
d = "/tmp/pyemb-names-%d" % posix.getpid()
posix.mkdir(d)
posix.close(posix.open(d.encode() + b"/a\xff", posix.O_CREAT | posix.O_WRONLY))
print(ascii(posix.listdir(d)), posix.listdir(d.encode()))  # expect: ['a\udcff'] [b'a\xff']
with posix.scandir(d) as it:
    entry = next(it)
    print(ascii(entry.name), entry.is_file(), entry.is_dir(), entry.stat().st_size, entry.inode() == entry.stat().st_ino)
    # expect: 'a\udcff' True False 0 True
posix.unlink(d + "/a\udcff")
posix.rmdir(d)
