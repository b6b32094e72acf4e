x = "namespace"
