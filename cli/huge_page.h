// SPDX-License-Identifier: MIT
#pragma once

/// Has the first two MiB of malloc's heap lie in one huge page, where the system gives huge pages to those that ask: a start takes some 350 small
/// pages else, and each costs a fault. For a program of its own: what a host's memory is made of is the host's affair.
void start_heap_in_huge_page();
