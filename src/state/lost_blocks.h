// SPDX-License-Identifier: MIT
#pragma once

// Lost blocks: those of a heap to which nothing leads when their interpreter ends, as an object that was referenced once too often.
//
// The heap gives all of its blocks back at the end, so that the search for leaks at the end of a process never sees them. In a build with the address
// sanitizer that search is therefore made for the interpreters of a process (where there are many, for some), before their heaps go. It reports on stderr, with the places where the
// blocks were taken, and goes on. Other builds do nothing here.
//
// What is searched from: the interpreter and what it owns, the stacks of all threads, variables of the process, memory outside
// the heap. Not from the heap's own list (heap.cpp), and not from the collector's.

namespace pyemb {

struct Interpreter;

/// Reports what got lost. From then on the interpreter is good for nothing but to be released.
void report_lost_blocks(Interpreter& interp);

}  // namespace pyemb
