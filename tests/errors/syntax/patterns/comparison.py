match x:
    case > 5: pass
