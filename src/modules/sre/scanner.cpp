// SPDX-License-Identifier: MIT
#include <new>

#include "modules/sre/sre.h"
#include "objects/attributes.h"
#include "objects/iterators.h"

// _sre.SRE_Scanner: one match after the other in one string. finditer() is its search method, called until it gives None.

namespace pyemb::sre {

namespace {

/// What a scanner keeps between its matches.
struct Scan {
  Scan(ThreadState& ts, const Program& program, Subject&& opened)
      : subject(std::move(opened)), match(ts, program, subject.data, subject.width, subject.endpos), from(subject.pos) {}
  Subject subject;
  MatchState match;
  int64_t from;
  bool must_advance = false;
  bool done = false;
  bool running = false;
};

struct Scanner : Object {
  static constexpr TypeId kId = ModuleType::kSreScanner;
  Pattern* pattern;  ///< owned
  Value string;      ///< owned
  Scan* scan;        ///< owned block of the heap
};

Result<Ref> scan_next(ThreadState& ts, Scanner& self, Mode mode) {
  Scan& scan = *self.scan;
  if (scan.running) return raise(ts, Exc::kValueError, "regular expression scanner already executing");
  if (scan.done) return Ref::none();
  prepare_program(*self.pattern);
  scan.running = true;
  Result<bool> found = scan.match.find(ts, mode, scan.from, scan.must_advance);
  scan.running = false;
  if (found.raised()) return Raised{};
  if (!found.take()) {
    scan.done = true;
    return Ref::none();
  }
  Ref match = TRY(new_match(ts, *self.pattern, scan.subject, scan.match));
  scan.must_advance = scan.match.start() == scan.match.stop();
  scan.from = scan.match.stop();
  return match;
}

Result<Ref> scanner_match(ThreadState& ts, Scanner& self) { return scan_next(ts, self, Mode::kMatch); }
Result<Ref> scanner_search(ThreadState& ts, Scanner& self) { return scan_next(ts, self, Mode::kSearch); }

constexpr NativeMethod kMethods[] = {
    method<scanner_match>("match", "($self, /)", "The match at the end of the last one, or None."),
    method<scanner_search>("search", "($self, /)", "The next match, or None."),
};
constexpr Member kMembers[] = {
    {"pattern", Member::kPointer, offsetof(Scanner, pattern), Member::kReadOnly, "The pattern."},
};
using Owned = OwnedFields<Scanner, &Scanner::pattern, &Scanner::string>;

void scanner_dealloc(ThreadState& ts, Object* object) {
  Scan* scan = std::exchange(static_cast<Scanner*>(object)->scan, nullptr);
  if (scan != nullptr) {
    scan->~Scan();
    ts.interp.heap.release_buffer(scan, sizeof(Scan));
  }
  Owned::dealloc(ts, object);
}

}  // namespace

Result<Ref> pattern_scanner(ThreadState& ts, Pattern& self, Value string, std::optional<int64_t> pos, std::optional<int64_t> endpos) {
  Subject subject;
  TRY(subject.open(ts, self, string, pos.value_or(0), endpos.value_or(INT64_MAX)));
  Own<Scanner> made = TRY(new_native<Scanner>(ts));
  void* block = ts.interp.heap.allocate_buffer(sizeof(Scan));
  if (block == nullptr) return raise_no_memory(ts);
  made->scan = new (block) Scan(ts, *self.program, std::move(subject));
  made->pattern = Own<Pattern>::copy(&self).release();
  made->string = Ref::copy(string).release();
  gc_track(ts, made.get());
  return made;
}

Result<Ref> pattern_finditer(ThreadState& ts, Pattern& self, Value string, std::optional<int64_t> pos, std::optional<int64_t> endpos) {
  Ref scanner = TRY(pattern_scanner(ts, self, string, pos, endpos));
  Ref search = TRY(get_attr(ts, scanner, "search"));
  return new_callable_iterator(ts, search, Value::none());
}

}  // namespace pyemb::sre

namespace pyemb {

constexpr TypeSpec kSreScannerSpec = {
    .name = "_sre.SRE_Scanner",
    .id = ModuleType::kSreScanner,
    .size = sizeof(sre::Scanner),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = sre::kMethods,
    .members = sre::kMembers,
    .traverse = sre::Owned::traverse,
    .dealloc = sre::scanner_dealloc,
};

}  // namespace pyemb
