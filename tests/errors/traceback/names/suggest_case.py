True_ = true
