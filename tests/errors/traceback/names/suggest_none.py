xyzzyqq
