// SPDX-License-Identifier: MIT
// The bytes of the frozen library, page by page in the read-only part of the program: what is never imported is never read from disk.
#include "frozen_digest.inc"
    .section .rodata
    .balign 64
    .globl pyemb_frozen_blob
    .hidden pyemb_frozen_blob
    .type pyemb_frozen_blob, %object
pyemb_frozen_blob:
    .incbin PYEMB_FROZEN_BLOB
    .byte 0
    .section .note.GNU-stack, "", %progbits
