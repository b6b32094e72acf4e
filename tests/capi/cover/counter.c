/* SPDX-License-Identifier: MIT */
/* Counts calls of the C ABI for coverage.py: each call in a test goes through here, which sees the result, too. x86-64. */
#include <Python.h>
#include <pthread.h>

extern const char *const cover_names[];
extern const char cover_kinds[]; /* what a function answers: p a pointer, i a number, v nothing that tells of a failure */
extern unsigned char cover_seen[]; /* 1: called, 2: it failed */
extern const int cover_count;

/* The calls under way: where each goes on. */
typedef struct {
  int index;
  int had_error;
  void *back;
} Call;
static __thread Call calls[20000];
static __thread int depth;

__attribute__((visibility("hidden"))) void cover_enter(int index, void *back) {
  Call *call = &calls[depth++];
  call->index = index;
  call->back = back;
  call->had_error = PyErr_Occurred() != NULL;
  cover_seen[index] |= 1;
}

__attribute__((visibility("hidden"))) void *cover_leave(long result) {
  Call *call = &calls[--depth];
  const char kind = cover_kinds[call->index];
  if ((kind == 'p' && result == 0) || (kind == 'i' && ((int)result == -1 || result == -1)) || (!call->had_error && PyErr_Occurred() != NULL)) {
    cover_seen[call->index] |= 2;
  }
  return call->back;
}

/* r10: the function, r11: its number. The registers of arguments are kept, the way back goes through cover_back. */
__asm__(".text\n"
        ".globl cover_call\n.hidden cover_call\n"
        "cover_call:\n"
        "  pushq %rax\n  pushq %rdi\n  pushq %rsi\n  pushq %rdx\n  pushq %rcx\n  pushq %r8\n  pushq %r9\n  pushq %r10\n"
        "  subq $128, %rsp\n"
        "  movups %xmm0, (%rsp)\n  movups %xmm1, 16(%rsp)\n  movups %xmm2, 32(%rsp)\n  movups %xmm3, 48(%rsp)\n"
        "  movups %xmm4, 64(%rsp)\n  movups %xmm5, 80(%rsp)\n  movups %xmm6, 96(%rsp)\n  movups %xmm7, 112(%rsp)\n"
        "  movl %r11d, %edi\n"
        "  movq 192(%rsp), %rsi\n"
        "  pushq %rbp\n  movq %rsp, %rbp\n  andq $-16, %rsp\n  call cover_enter\n  movq %rbp, %rsp\n  popq %rbp\n"
        "  movups (%rsp), %xmm0\n  movups 16(%rsp), %xmm1\n  movups 32(%rsp), %xmm2\n  movups 48(%rsp), %xmm3\n"
        "  movups 64(%rsp), %xmm4\n  movups 80(%rsp), %xmm5\n  movups 96(%rsp), %xmm6\n  movups 112(%rsp), %xmm7\n"
        "  addq $128, %rsp\n"
        "  popq %r10\n  popq %r9\n  popq %r8\n  popq %rcx\n  popq %rdx\n  popq %rsi\n  popq %rdi\n  popq %rax\n"
        "  addq $8, %rsp\n"
        "  leaq cover_back(%rip), %r11\n  pushq %r11\n"
        "  jmp *%r10\n"
        "cover_back:\n"
        "  subq $8, %rsp\n"
        "  pushq %rax\n  pushq %rdx\n  subq $32, %rsp\n  movups %xmm0, (%rsp)\n  movups %xmm1, 16(%rsp)\n"
        "  movq %rax, %rdi\n"
        "  pushq %rbp\n  movq %rsp, %rbp\n  andq $-16, %rsp\n  call cover_leave\n  movq %rbp, %rsp\n  popq %rbp\n"
        "  movq %rax, 48(%rsp)\n"
        "  movups (%rsp), %xmm0\n  movups 16(%rsp), %xmm1\n  addq $32, %rsp\n  popq %rdx\n  popq %rax\n"
        "  ret\n");

__attribute__((destructor)) static void write_down(void) {
  const char *file = getenv("PYEMB_COVERAGE");
  FILE *out = file != NULL ? fopen(file, "a") : NULL;
  if (out == NULL) return;
  for (int i = 0; i < cover_count; i++) {
    if (cover_seen[i] != 0) fprintf(out, "%s %d\n", cover_names[i], cover_seen[i]);
  }
  fclose(out);
}
