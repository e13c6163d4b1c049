// SPDX-License-Identifier: Apache-2.0
//
// What a shell may offer where somebody types a `postern` command, as a script for that shell, made
// of the table of commands: no second list of commands and options that could differ from it.
//
// Both scripts begin with the same four functions, which are plain `case` statements, and end with
// what the shell itself asks for.
#pragma once

#include <string>

namespace postern {

/// To be sourced by bash 4.4 and later; needs nothing of the package bash-completion.
std::string bash_completion();

/// To be put into zsh's fpath as _postern.
std::string zsh_completion();

}  // namespace postern
