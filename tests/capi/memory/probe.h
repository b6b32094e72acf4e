/* SPDX-License-Identifier: MIT */
#ifndef CAPI_PROBE_H
#define CAPI_PROBE_H

/* What looks at the memory of a test of the C ABI: it is linked into the library under test, and sees its inside. */

#ifdef __cplusplus
extern "C" {
#endif

/* Runs the body again and again: blocks in use and references must come to rest, and with the nth allocation refused,
 * for each n, the body must end without harm. Prints a line for each complaint, and one that begins with "probe: ". The
 * answer is the number of complaints. `body` answers nothing and leaves no exception. At most so many places of failure
 * are tried, spread evenly over the body's allocations. */
__attribute__((visibility("default"))) int PyProbe_Body(void (*body)(void), const char* name, long places);

#ifdef __cplusplus
}
#endif

#endif
