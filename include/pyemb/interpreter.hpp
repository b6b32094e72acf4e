// SPDX-License-Identifier: MIT
#pragma once

// Interpreters. An Interpreter starts in its constructor and ends in its destructor; several live in one process, each with its own modules, memory
// and lock, so that they run in parallel on different threads.
//
//     pyemb::Interpreter python(pyemb::Config().executable("game"));       // the first: the thread that made it is attached to it
//     if (!python) return complain(python.status().message());
//     pyemb::Interpreter mod(pyemb::Config().memory_limit(64 << 20));       // a further one: enter it by a guard
//     {
//       pyemb::Guard inside(mod);
//       pyemb::Result<pyemb::Object> answer = mod.eval("6 * 7");
//     }                                                                    // back in the first one
//
// Working with an object needs a thread that is attached to the object's interpreter, which means: holds its lock. A thread is attached by making
// the first interpreter, or by a Guard; Detached lets go for a while, so that others get their turn. The functions of Interpreter attach by
// themselves where the thread is not. The first interpreter ends last: the others' destructors run before its own. Since 0.1.

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "call.hpp"
#include "config.hpp"
#include "containers.hpp"
#include "services.hpp"

namespace pyemb {
inline namespace api {

class Interpreter;
class Module;

/// Names an interpreter that may end before it does: for threads and callbacks that outlive interpreters. Made by a thread that is attached to it.
class InterpreterName {
 public:
  explicit InterpreterName(const Interpreter& interpreter);
  InterpreterName(InterpreterName&& other) noexcept : view_(std::exchange(other.view_, nullptr)) {}
  InterpreterName& operator=(InterpreterName&& other) noexcept { return std::swap(view_, other.view_), *this; }
  ~InterpreterName() { PyInterpreterView_Close(view_); }
  /// The view in the C ABI; null: the interpreter was not there, or there was no memory.
  PyInterpreterView* raw() const { return view_; }

 private:
  PyInterpreterView* view_ = nullptr;
};

/// While it lives, the calling thread is attached to an interpreter. It may have been before, or to another one, to which it goes back. False: the
/// interpreter is ending or was never started, and the thread is attached to nothing.
class [[nodiscard]] Guard {
 public:
  /// For threads that the interpreter outlives.
  explicit Guard(const Interpreter& interpreter);
  /// For others: false where it has gone. It does not end while the guard lives.
  explicit Guard(const InterpreterName& name) : token_(PyThreadState_EnsureFromView(name.raw())), entered_(token_ != nullptr) {}
  explicit Guard(PyInterpreterState* interpreter) { enter(interpreter); }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  ~Guard() {
    PyThreadState_Release(token_);
    if (entered_ && own_ != nullptr) {
      PyThreadState_Clear(own_);
      PyThreadState_DeleteCurrent();
    }
    if (before_ != nullptr) PyEval_RestoreThread(before_);
  }
  explicit operator bool() const { return entered_; }

 private:
  void enter(PyInterpreterState* interpreter) {
    PyThreadState* current = _PyThreadState_UncheckedGet();
    if (interpreter == nullptr) return;
    if (current != nullptr && PyThreadState_GetInterpreter(current) == interpreter) {
      entered_ = true;
      return;
    }
    if (current != nullptr) before_ = PyEval_SaveThread();
    own_ = PyThreadState_New(interpreter);
    if (own_ == nullptr) return;
    PyEval_RestoreThread(own_);
    entered_ = _PyThreadState_UncheckedGet() == own_;
  }
  PyThreadStateToken* token_ = nullptr;
  PyThreadState* before_ = nullptr;
  PyThreadState* own_ = nullptr;
  bool entered_ = false;
};

/// While it lives, the calling thread is detached: it may do what takes long, and must not touch an object.
class [[nodiscard]] Detached {
 public:
  Detached() : state_(_PyThreadState_UncheckedGet() != nullptr ? PyEval_SaveThread() : nullptr) {}
  Detached(const Detached&) = delete;
  Detached& operator=(const Detached&) = delete;
  ~Detached() {
    if (state_ != nullptr) PyEval_RestoreThread(state_);
  }

 private:
  PyThreadState* state_;
};

/// Where an interpreter is: none, started without paths and streams, started.
enum class Phase { kNone = PYEMB_PHASE_NONE, kCore = PYEMB_PHASE_CORE, kMain = PYEMB_PHASE_MAIN };

class Interpreter {
 public:
  /// Starts the first interpreter of the process, or, where there is one, a further one. `permissions` are for further ones.
  explicit Interpreter(const Config& config = Config(), Permissions permissions = Permissions())
      : streams_(config.streams_), mounts_(config.mounts_) {
    PyInitConfig* c = PyInitConfig_Create();
    if (c == nullptr || !config.apply(c)) {
      take_status(c, false);
      return;
    }
    first_ = PyInterpreterState_Main() == nullptr;
    if (first_) {
      if (Py_InitializeFromInitConfig(c) == 0) home_ = _PyThreadState_UncheckedGet();
    } else {
      const PyInterpreterConfig may = {0, permissions.fork, permissions.exec, permissions.threads, permissions.daemon_threads, 1, PyInterpreterConfig_OWN_GIL};
      PyThreadState* before = _PyThreadState_UncheckedGet();
      if (PyEmb_NewInterpreter(c, &may, &home_) == 0) PyThreadState_Swap(before);
    }
    if (home_ != nullptr) state_ = PyThreadState_GetInterpreter(home_);
    take_status(c, home_ != nullptr);
  }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;
  ~Interpreter() { static_cast<void>(finish()); }

  /// Whether it runs; status() says how the last step went.
  explicit operator bool() const { return state_ != nullptr; }
  const Status& status() const { return status_; }
  bool is_first() const { return first_; }
  Phase phase() const {
    Guard inside(*this);
    return inside ? static_cast<Phase>(PyEmb_GetPhase()) : Phase::kNone;
  }
  /// The interpreter in the C ABI; null: it does not run.
  PyInterpreterState* raw() const { return state_; }

  /// From core to main, if it was started with core_only(). A failure ends it, unless it was not in its core phase.
  const Status& start_main() {
    Guard inside(*this);
    PyInitConfig* c = PyInitConfig_Create();
    const bool well = c != nullptr && PyEmb_InitializeMain(c) == 0;
    take_status(c, well);
    if (!well && PyInterpreterState_Main() == nullptr) state_ = nullptr;
    return status_;
  }

  /// Ends it before the destructor does. All handles of its objects must be gone. An error: the standard streams could not be flushed, or threads
  /// are still in it or (for the first) in others, and it goes on.
  Status finish() {
    if (state_ == nullptr) return {};
    PyThreadState* before = _PyThreadState_UncheckedGet();
    if (before == nullptr || PyThreadState_GetInterpreter(before) != state_) PyThreadState_Swap(home_);
    if (!first_) {
      Py_EndInterpreter(_PyThreadState_UncheckedGet());
      if (before != nullptr && PyThreadState_GetInterpreter(before) != state_) PyThreadState_Swap(before);
      state_ = nullptr;
      return {};
    }
    const bool well = Py_FinalizeEx() == 0;
    if (PyInterpreterState_Main() == nullptr) state_ = nullptr;
    return well ? Status() : Status::failed(state_ == nullptr ? "the standard streams could not be flushed" : "threads are in further interpreters");
  }

  // -- running: in the namespace of __main__ -----------------------------------------------------------------------------------------

  /// Runs statements. `file` is what tracebacks call them. An error with an exit_status(): the program has ended by SystemExit.
  Result<void> run(const char* text, const char* file = "<string>") {
    Result<Object> done = evaluate(text, file, Py_file_input);
    if (!done) return std::move(done).error();
    return {};
  }
  /// Evaluates an expression.
  Result<Object> eval(const char* text, const char* file = "<string>") { return evaluate(text, file, Py_eval_input); }
  /// Runs one statement as it is run at the prompt: what an expression gives is printed, but for None.
  Result<void> run_interactive(const char* text, const char* file = "<stdin>") {
    Result<Object> done = evaluate(text, file, Py_single_input);
    if (!done) return std::move(done).error();
    return {};
  }
  /// Imports a module; for "a.b" answers b.
  Result<Object> import(const char* name) {
    Guard inside(*this);
    if (!inside) return not_running();
    return detail::taken(PyImport_ImportModule(name));
  }
  /// The namespace itself, a dict.
  Result<Object> globals() {
    Guard inside(*this);
    if (!inside) return not_running();
    PyObject* module = PyImport_AddModule("__main__");
    return detail::taken(module == nullptr ? nullptr : Py_XNewRef(PyModule_GetDict(module)));
  }
  /// A variable; NameError if there is none.
  Result<Object> get(const char* name) {
    Guard inside(*this);
    Result<Object> space = globals();
    Result<Object> value = space.item(name);
    if (space && !value && value.error().is(PyExc_KeyError)) return Error::of(PyExc_NameError, "name '" + std::string(name) + "' is not defined");
    return value;
  }
  template <class T>
  Result<void> set(const char* name, T&& value) {
    Guard inside(*this);
    return globals().set_item(name, std::forward<T>(value));
  }

  // -- the garbage collector -----------------------------------------------------------------------------------------------------------

  /// Collects garbage for about as long as the budget says. True: a cycle over all objects is complete, and the next call begins another one. For a
  /// host with frames to draw: `python.automatic_collection(false)` once, then a step a frame.
  Result<bool> collect_step(std::chrono::microseconds budget) {
    Guard inside(*this);
    if (!inside) return not_running();
    const int complete = PyEmb_CollectStep(budget.count());
    if (complete < 0) return Error::take();
    return complete == 1;
  }
  /// Whether programs have collections by themselves, when many objects have been made. Answers how it was before.
  bool automatic_collection(bool on) {
    Guard inside(*this);
    return inside && (on ? PyGC_Enable() : PyGC_Disable()) != 0;
  }

  // -- figures, and what nobody catches (services.hpp) -------------------------------------------------------------------------------------

  Result<Statistics> statistics() {
    Guard inside(*this);
    if (!inside) return not_running();
    Statistics figures;
    if (PyEmb_GetStatistics(&figures, sizeof figures) != 0) return Error::take();
    return figures;
  }
  /// How many objects the garbage collector looks after. Looks at all of them.
  Result<std::int64_t> collected_objects() {
    Guard inside(*this);
    if (!inside) return not_running();
    const std::int64_t count = PyEmb_CountObjects();
    if (count < 0) return Error::take();
    return count;
  }
  /// How many objects of each type there are, and what they take. Looks at all of them.
  Result<std::vector<TypeStatistics>> type_statistics() {
    Guard inside(*this);
    if (!inside) return not_running();
    std::vector<TypeStatistics> types;
    if (PyEmb_VisitTypes(&detail::Handlers::add_type, &types) != 0) return Error::take();
    return types;
  }
  /// Gives warnings to the host, which are written to sys.stderr otherwise. An empty function: as before. With C++ exceptions: a warning whose function
  /// throws is written as well.
  Result<void> on_warning(std::function<void(const Warning&)> function) {
    Guard inside(*this);
    if (!inside) return not_running();
    handlers_->warning = std::move(function);
    return detail::taken_status(PyEmb_SetWarningHandler(handlers_->warning ? &detail::Handlers::show_warning : nullptr, handlers_.get()));
  }
  /// The same for exceptions that cannot be raised.
  Result<void> on_unraisable(std::function<void(const Unraisable&)> function) {
    Guard inside(*this);
    if (!inside) return not_running();
    handlers_->unraisable = std::move(function);
    return detail::taken_status(PyEmb_SetUnraisableHandler(handlers_->unraisable ? &detail::Handlers::show_unraisable : nullptr, handlers_.get()));
  }

  // -- hot reload --------------------------------------------------------------------------------------------------------------------------

  /// Runs the source of an imported module again, from its file or as given, and updates its classes and functions in place: instances keep their state
  /// and have the new methods, and Callables and handles of functions call the new code. An error leaves everything as it was.
  Result<void> reload(const char* name) { return reload_from(name, nullptr); }
  Result<void> reload(const char* name, const std::string& source) { return reload_from(name, source.c_str()); }

  // -- options and modules -------------------------------------------------------------------------------------------------------------

  /// The value of an option as it is now.
  template <class T>
  Result<std::optional<T>> option(Option<T> option) {
    Guard inside(*this);
    if (!inside) return not_running();
    return detail::taken(PyConfig_Get(option.name)).template to<std::optional<T>>();
  }
  /// Changes it: in the core phase any, later those that configuration.md marks.
  template <class T, class V>
  Result<void> set_option(Option<T> option, V&& value) {
    Guard inside(*this);
    if (!inside) return not_running();
    Result<Object> object = to_object(T(std::forward<V>(value)));
    return object ? detail::taken_status(PyConfig_Set(option.name, object.raw())) : Result<void>(object.error());
  }
  /// Makes a module that programs can import: `python.add_module("engine", [](pyemb::Module& m) { m.def(...); })` (bind.hpp).
  template <class Define>
  Result<Object> add_module(const char* name, Define&& define);

  /// Puts a file system of the host at a mount point, as Config::mount() does before the start.
  Result<void> mount(std::string point, std::shared_ptr<FileSystem> system) { return add_mount(detail::Mount(std::move(point), std::move(system))); }
  Result<void> mount(std::string point, MemoryFiles files) { return add_mount(detail::Mount(std::move(point), std::move(files))); }
  /// Closes its files and takes it out.
  Result<void> unmount(const std::string& point) {
    Guard inside(*this);
    if (!inside) return not_running();
    Result<void> done = detail::taken_status(PyEmb_Unmount(point.c_str()));
    if (done) std::erase_if(mounts_, [&](const detail::Mount& mount) { return mount.point == point; });
    return done;
  }

 private:
  Result<void> add_mount(detail::Mount mount) {
    Guard inside(*this);
    if (!inside) return not_running();
    Result<void> done = detail::taken_status(mount.add() ? 0 : -1);
    if (done) mounts_.push_back(std::move(mount));
    return done;
  }
  Result<Object> evaluate(const char* text, const char* file, int start) {
    Guard inside(*this);
    Result<Object> space = globals();
    if (!space) return space;
    Object code = Object::steal(Py_CompileString(text, file, start));
    return detail::taken(code ? PyEval_EvalCode(code.raw(), space.raw(), space.raw()) : nullptr);
  }
  Result<void> reload_from(const char* name, const char* source) {
    Guard inside(*this);
    Result<Object> module = import(name);
    return module ? detail::taken_status(PyEmb_ReloadModule(module.raw(), source)) : Result<void>(module.error());
  }
  static Error not_running() { return Error(std::string("the interpreter does not run")); }

  /// Keeps what a step had to say, and releases the configuration.
  void take_status(PyInitConfig* config, bool well) {
    const char* message = "out of memory";
    int code = 0;
    if (config != nullptr && PyInitConfig_GetExitCode(config, &code) != 0) {
      status_ = Status::exit_with(code);
    } else if (well) {
      status_ = Status();
    } else {
      if (config != nullptr) PyInitConfig_GetError(config, &message);
      status_ = Status::failed(message);
    }
    if (config != nullptr) PyInitConfig_Free(config);
  }
  PyInterpreterState* state_ = nullptr;
  PyThreadState* home_ = nullptr;
  bool first_ = false;
  Status status_;
  Config::Streams streams_;
  std::unique_ptr<detail::Handlers> handlers_ = std::make_unique<detail::Handlers>();
  std::vector<detail::Mount> mounts_;  // by their functions while it lives
};

inline Guard::Guard(const Interpreter& interpreter) { enter(interpreter.raw()); }
inline InterpreterName::InterpreterName(const Interpreter& interpreter) {
  Guard inside(interpreter);
  if (inside) view_ = PyInterpreterView_FromCurrent();
  if (inside && view_ == nullptr) PyErr_Clear();
}

}  // namespace api
}  // namespace pyemb
