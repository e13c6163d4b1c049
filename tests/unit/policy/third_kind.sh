#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# usage: third_kind.sh SOURCE COMPILER
#
# "Adding a kind" in CONTRIBUTING.md, done in a copy of the tree with a kind named callback. After
# each step but the last the compiler has to refuse what the next one adds; after the last the new
# kind has a name, a plan, a switch and rules of its own. The schema's steps are those of
# tests/contract/kinds_test.cpp.
set -eu

source=$1 compiler=$2
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r "$source/include" "$copy/"
mkdir "$copy/src"
cp -r "$source/src/chat" "$source/src/policy" "$source/src/postfix" "$copy/src/"

# A text is replaced, or the step no longer is what the guide says.
change() { # FILE PATTERN REPLACEMENT
    grep -q -- "$2" "$copy/$1" || { echo "$1 has no line like: $2" >&2; exit 1; }
    sed -i "s/$2/$3/" "$copy/$1"
}

compile() { # FILE ARGUMENT...
    local file=$1
    shift
    "$compiler" -std=c++20 -I"$copy" -I"$copy/include" -I"$copy/$(dirname "$file")" "$@" "$copy/$file"
}

refuses() { # FILE WORDS
    local said
    if said=$(compile "$1" -fsyntax-only 2>&1); then
        echo "$1 compiles, though it lacks a part: $2" >&2
        exit 1
    fi
    [[ $said == *"$2"* ]] || { printf '%s\nshould have been: %s\n' "$said" "$2" >&2; exit 1; }
}

# The check itself: without the new kind, all compiles.
compile src/policy/rules.cpp -fsyntax-only
compile src/postfix/waiting.cpp -fsyntax-only

# 1. The enumerator and the account's switch.
change include/postern/chat/account.hpp 'missed_chat };' 'missed_chat, callback };'
change include/postern/chat/account.hpp 'bool missed_chat = false;' '& bool callback = false;'
refuses src/policy/rules.cpp 'every kind has its row in kKinds'

# 2. The window.
change include/postern/config/settings.hpp 'Duration missed_chat{0};' '& Duration callback{0};'
refuses src/postfix/waiting.cpp 'offline_message, missed_chat'
change src/postfix/waiting.cpp '\[offline_message, missed_chat\]' '[offline_message, missed_chat, callback]'
change src/postfix/waiting.cpp '{offline_message, missed_chat}' '{offline_message, missed_chat, callback}'
compile src/postfix/waiting.cpp -fsyntax-only

# 3. The row of traits.
change include/postern/chat/kind.hpp '^};  *\/\/ kKinds$' 'KindTraits{Kind::callback, "callback", "A visitor wants to be called.", Plan::pro, \&Account::callback, false, false, \&GraceWindowSettings::callback},\n&'
refuses src/policy/rules.cpp 'every kind has its table of rules'

# 4. The rules.
cat >"$copy/src/policy/callback.cpp" <<'END'
#include <array>

#include "tables.hpp"

namespace postern {

namespace {

bool plan_lacks_callbacks(const Occasion& o) {
    return !o.account.has(o.draft.kind);
}

constexpr std::array kCallback{
    Rule{"C1", "plan", "the plan does not have it", Final::at_arrival, plan_lacks_callbacks},
    Rule{"C2", "not-activated", "the account has not switched it on", Final::at_arrival, not_activated},
};

}  // namespace

std::span<const Rule> callback_rules() {
    return kCallback;
}

}  // namespace postern
END
change src/policy/tables.hpp '^std::span<const Rule> missed_chat_rules();' '&\nstd::span<const Rule> callback_rules();'
change src/policy/rules.cpp 'RulesOfKind{Kind::missed_chat, missed_chat_rules},' '&\nRulesOfKind{Kind::callback, callback_rules},'

# It has what its row says, and nothing of the second kind.
cat >"$copy/callback.cpp" <<'END'
#include <cstdio>

#include "src/chat/account.cpp"
#include "src/chat/kind.cpp"
#include "src/chat/presence.cpp"
#include "src/policy/callback.cpp"
#include "src/policy/missed_chat.cpp"
#include "src/policy/offline_message.cpp"
#include "src/policy/rules.cpp"

using namespace postern;

int main() {
    Account account;
    account.plan = Plan::standard;
    account.missed_chat = account.offline_message = account.email_integration = true;
    std::printf("%s:", kinds_in_words().c_str());
    for (const auto& rule : rules_of(Kind::callback)) std::printf(" %s", rule.id.data());
    std::printf(", %d%d", account.has(Kind::callback), account.notifies(Kind::callback));
    account.plan = Plan::pro;
    account.callback = true;
    std::printf(" %d%d\n", account.has(Kind::callback), account.notifies(Kind::callback));
}
END
compile callback.cpp -I"$copy/src/chat" -I"$copy/src/policy" -o "$copy/callback"
said=$("$copy/callback")
[[ $said == "offline-message, missed-chat or callback: C1 C2, 00 11" ]] || { echo "$said" >&2; exit 1; }
