// SPDX-License-Identifier: MIT
#pragma once

// The options of an interpreter by name and type, as docs/configuration.md has them (a test compares the two). A wrong type does not compile:
//
//     pyemb::Config().set(pyemb::option::hash_seed, 42).set(pyemb::option::module_search_paths, {"scripts"})
//
// Since 0.1.

#include <string>
#include <vector>

namespace pyemb {
inline namespace api {

/// An option whose value is a T: long long, std::string or std::vector<std::string>.
template <class T>
struct Option {
  const char* name;
};

namespace option {

using Number = Option<long long>;
using Text = Option<std::string>;
using Texts = Option<std::vector<std::string>>;

inline constexpr Number config_init{"_config_init"};  ///< which configuration it began as: 2 Python, 3 isolated
inline constexpr Number parse_argv{"parse_argv"};  ///< read argv as the command line of a Python program
inline constexpr Number isolated{"isolated"};  ///< isolated: no environment variables, no user folder, no unsafe path (as -E -P -s)
inline constexpr Number use_environment{"use_environment"};  ///< read the PYTHON* environment variables; -E: do not
inline constexpr Number dev_mode{"dev_mode"};  ///< development mode: warnings shown, checks that are too dear otherwise
inline constexpr Number configure_locale{"configure_locale"};  ///< set LC_CTYPE to the user's locale
inline constexpr Number coerce_c_locale{"coerce_c_locale"};  ///< replace the C locale by a UTF-8 one; 0: do not
inline constexpr Number coerce_c_locale_warn{"coerce_c_locale_warn"};  ///< say so when it happens (`warn`)
inline constexpr Number legacy_windows_fs_encoding{"legacy_windows_fs_encoding"};  ///< Windows only: accepted without effect
inline constexpr Number utf8_mode{"utf8_mode"};  ///< UTF-8 for everything, whatever the locale says; 0: never
inline constexpr Number allocator{"allocator"};  ///< the kind of memory allocator: accepted without effect, see the memory domains
inline constexpr Text run_command{"run_command"};  ///< the program is this text; ends the options
inline constexpr Text run_module{"run_module"};  ///< run a module of the library as the program; ends the options
inline constexpr Text run_filename{"run_filename"};  ///< the program: a file, a folder or a zip file with __main__.py; none: standard input
inline constexpr Number skip_source_first_line{"skip_source_first_line"};  ///< leave the first line of the source out
inline constexpr Number inspect{"inspect"};  ///< become interactive when the program has ended
inline constexpr Number interactive{"interactive"};  ///< treat standard input as a terminal, even if it is none
inline constexpr Number quiet{"quiet"};  ///< no version and copyright at an interactive start
inline constexpr Texts argv{"argv"};  ///< sys.argv
inline constexpr Texts orig_argv{"orig_argv"};  ///< the whole command line, as it came: sys.orig_argv
inline constexpr Number optimization_level{"optimization_level"};  ///< leave out assert statements (-O) and docstrings (-OO)
inline constexpr Number parser_debug{"parser_debug"};  ///< accepted; shown by sys.flags.debug
inline constexpr Number code_debug_ranges{"code_debug_ranges"};  ///< keep columns in code, for the carets of tracebacks
inline constexpr Number bytes_warning{"bytes_warning"};  ///< warn when bytes are compared with or made to str; -bb: raise
inline constexpr Number warn_default_encoding{"warn_default_encoding"};  ///< EncodingWarning where open() is given no encoding
inline constexpr Number int_max_str_digits{"int_max_str_digits"};  ///< the most digits that int and str convert into each other; 0: no limit
inline constexpr Texts warnoptions{"warnoptions"};  ///< warning filter, action:message:category:module:line
inline constexpr Texts xoptions{"xoptions"};  ///< an option of the implementation, see --help-xoptions
inline constexpr Number site_import{"site_import"};  ///< import site at the start; -S: do not
inline constexpr Number user_site_directory{"user_site_directory"};  ///< let site add the user's folder to sys.path; -s: do not
inline constexpr Number safe_path{"safe_path"};  ///< do not put the program's folder, or the current one, first in sys.path
inline constexpr Number write_bytecode{"write_bytecode"};  ///< write .pyc files when modules are imported; -B: do not
inline constexpr Text check_hash_pycs_mode{"check_hash_pycs_mode"};  ///< when .pyc files with hashes are compared with their source
inline constexpr Text pycache_prefix{"pycache_prefix"};  ///< the folder of a tree of its own for .pyc files
inline constexpr Number use_frozen_modules{"use_frozen_modules"};  ///< import the modules that are inside the library from there
inline constexpr Number import_time{"import_time"};  ///< tell how long each import takes
inline constexpr Number verbose{"verbose"};  ///< tell about imports on standard error; more with each -v
inline constexpr Text program_name{"program_name"};  ///< the name by which the program was called: argv[0]
inline constexpr Text home{"home"};  ///< the folder that holds the installation: prefix, or prefix:exec_prefix
inline constexpr Text platlibdir{"platlibdir"};  ///< name of the library folder under prefix: lib
inline constexpr Text pythonpath_env{"pythonpath_env"};  ///< folders, joined by colons, that come before the standard library in sys.path
inline constexpr Number pathconfig_warnings{"pathconfig_warnings"};  ///< complain when no standard library is found
inline constexpr Number module_search_paths_set{"module_search_paths_set"};  ///< module_search_paths is final: nothing is searched for
inline constexpr Texts module_search_paths{"module_search_paths"};  ///< sys.path
inline constexpr Text stdlib_dir{"stdlib_dir"};  ///< the folder of the standard library's .py files
inline constexpr Text executable{"executable"};  ///< sys.executable
inline constexpr Text base_executable{"base_executable"};  ///< the same, of the installation behind a virtual environment
inline constexpr Text prefix{"prefix"};  ///< sys.prefix
inline constexpr Text base_prefix{"base_prefix"};  ///< sys.base_prefix: of the installation behind a virtual environment
inline constexpr Text exec_prefix{"exec_prefix"};  ///< sys.exec_prefix
inline constexpr Text base_exec_prefix{"base_exec_prefix"};  ///< sys.base_exec_prefix
inline constexpr Number configure_c_stdio{"configure_c_stdio"};  ///< set the buffering of the C streams as buffered_stdio says
inline constexpr Number buffered_stdio{"buffered_stdio"};  ///< buffer standard output and error; -u: write at once
inline constexpr Text stdio_encoding{"stdio_encoding"};  ///< the encoding of standard input, output and error
inline constexpr Text stdio_errors{"stdio_errors"};  ///< their error handler: the variable is encoding:errors
inline constexpr Text filesystem_encoding{"filesystem_encoding"};  ///< the encoding of file names: sys.getfilesystemencoding()
inline constexpr Text filesystem_errors{"filesystem_errors"};  ///< their error handler
inline constexpr Number legacy_windows_stdio{"legacy_windows_stdio"};  ///< Windows only: accepted without effect
inline constexpr Number install_signal_handlers{"install_signal_handlers"};  ///< SIGINT raises KeyboardInterrupt, SIGPIPE is ignored
inline constexpr Number use_hash_seed{"use_hash_seed"};  ///< hash_seed is given; -R: the hashes of str and bytes are random, the default
inline constexpr Number hash_seed{"hash_seed"};  ///< the seed of those hashes, a number, or `random`
inline constexpr Number faulthandler{"faulthandler"};  ///< show where Python was when the process crashes
inline constexpr Number tracemalloc{"tracemalloc"};  ///< remember where memory was taken, with so many frames
inline constexpr Number malloc_stats{"malloc_stats"};  ///< accepted without effect
inline constexpr Number show_ref_count{"show_ref_count"};  ///< accepted without effect
inline constexpr Number dump_refs{"dump_refs"};  ///< accepted without effect
inline constexpr Text dump_refs_file{"dump_refs_file"};  ///< accepted without effect
inline constexpr Number memory_limit{"memory_limit"};  ///< bytes that the interpreter may take; 0: no limit
inline constexpr Number shutdown_timeout{"shutdown_timeout"};  ///< microseconds that its end waits for the threads of its programs, which are then left behind; -1: as long as they take
inline constexpr Number allow_ctypes{"allow_ctypes"};  ///< 0: `import _ctypes` is an ImportError, for programs that must not reach the memory and the functions of the host
inline constexpr Number install_importlib{"_install_importlib"};  ///< 0: only native modules can be imported
inline constexpr Number init_main{"_init_main"};  ///< 0: stop after the core phase
inline constexpr Number isolated_interpreter{"_isolated_interpreter"};  ///< accepted without effect
inline constexpr Number is_python_build{"_is_python_build"};  ///< accepted without effect

/// How many there are.
inline constexpr int kCount = 74;

}  // namespace option
}  // namespace api
}  // namespace pyemb
