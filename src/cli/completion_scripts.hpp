// SPDX-License-Identifier: Apache-2.0
//
// The parts of the completion scripts that do not depend on the table of commands. Each goes
// through the words before the one that is typed: a command's name, then its operands, options
// anywhere; and offers what the tables have for that place.
#pragma once

#include <string_view>

namespace postern {

inline constexpr std::string_view kBashCompletionHead =
    R"sh(# SPDX-License-Identifier: Apache-2.0
# bash completion for postern(8), as "postern completion bash" prints it.

)sh";

inline constexpr std::string_view kBashCompletionTail =
    R"sh(# The words of a table, without what they are about.
_postern_offer() {
    local line
    while IFS= read -r line; do
        line=${line%%:*}
        [[ $line != "$current"* ]] || COMPREPLY+=("$line")
    done
}

_postern() {
    local current=${COMP_WORDS[COMP_CWORD]} command='' kind='' word i number=1
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; ++i)); do
        word=${COMP_WORDS[i]}
        if [[ $word == -* ]]; then
            kind=$(_postern_value "$command $word")
            [[ -z $kind ]] || ((++i))
        elif [[ -n $(_postern_commands "$command") ]]; then
            command=${command:+$command }$word
        else
            ((++number))
        fi
    done
    # The word that is typed is the value of the option before it.
    ((i > COMP_CWORD)) || kind=''
    if [[ -z $kind && $current == -* ]]; then
        _postern_offer < <(_postern_options "$command"; _postern_common_options)
        return
    fi
    [[ -n $kind ]] || kind=$(_postern_commands "$command")
    [[ -n $kind ]] || kind=$(_postern_operand "$command $number")
    case $kind in
        file) mapfile -t COMPREPLY < <(compgen -f -- "$current") && compopt -o filenames 2>/dev/null ;;
        any | '') ;;
        *) _postern_offer <<<"$kind" ;;
    esac
}

complete -F _postern postern
)sh";

inline constexpr std::string_view kZshCompletionHead =
    R"sh(#compdef postern
# SPDX-License-Identifier: Apache-2.0
# zsh completion for postern(8), as "postern completion zsh" prints it.

)sh";

inline constexpr std::string_view kZshCompletionTail =
    R"sh(_postern() {
    local command='' kind='' word
    local -a offers
    integer i number=1
    for ((i = 2; i < CURRENT; ++i)); do
        word=$words[i]
        if [[ $word == -* ]]; then
            kind=$(_postern_value "$command $word")
            [[ -z $kind ]] || ((++i))
        elif [[ -n $(_postern_commands "$command") ]]; then
            command=${command:+$command }$word
        else
            ((++number))
        fi
    done
    # The word that is typed is the value of the option before it.
    ((i > CURRENT)) || kind=''
    if [[ -z $kind && $words[CURRENT] == -* ]]; then
        offers=(${(f)"$(_postern_options "$command"; _postern_common_options)"})
        _describe option offers
        return
    fi
    [[ -n $kind ]] || kind=$(_postern_commands "$command")
    [[ -n $kind ]] || kind=$(_postern_operand "$command $number")
    case $kind in
        file) _files ;;
        any | '') _message 'nothing to offer' ;;
        *) offers=(${(f)kind}) && _describe word offers ;;
    esac
}

_postern "$@"
)sh";

}  // namespace postern
