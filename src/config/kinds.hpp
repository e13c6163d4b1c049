// SPDX-License-Identifier: Apache-2.0
//
// The kinds of value that a setting can have. A kind reads a value from its text, writes it back,
// and says in a few words what it takes; bounds are part of it. `parse` fails with
// ErrorCode::invalid and says what to write instead.
//
// A new kind is a struct with `Value`, `parse`, `format`, `type` and `bounds` (the concept below).
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/base/time.hpp"
#include "postern/config/network.hpp"

namespace postern {

template <typename K>
concept ScalarKind = requires(const K kind, std::string_view text, const typename K::Value value) {
    { kind.parse(text) } -> std::same_as<Result<typename K::Value>>;
    { kind.format(value) } -> std::same_as<std::string>;
    { kind.type() } -> std::same_as<std::string>;    // "time span"
    { kind.bounds() } -> std::same_as<std::string>;  // "10s to 7d"; empty where there are none
};

struct SpanKind {
    using Value = Duration;
    Duration least{0};
    Duration most = std::chrono::days{36500};

    [[nodiscard]] Result<Duration> parse(std::string_view text) const;
    [[nodiscard]] std::string format(Duration span) const { return format_duration(span); }
    [[nodiscard]] std::string type() const { return "time span"; }
    [[nodiscard]] std::string bounds() const;
};

struct SizeKind {
    using Value = std::uint64_t;
    std::uint64_t least;
    std::uint64_t most;

    [[nodiscard]] Result<std::uint64_t> parse(std::string_view text) const;
    [[nodiscard]] std::string format(std::uint64_t bytes) const;
    [[nodiscard]] std::string type() const { return "size"; }
    [[nodiscard]] std::string bounds() const;
};

struct CountKind {
    using Value = int;
    int least;
    int most;

    [[nodiscard]] Result<int> parse(std::string_view text) const;
    [[nodiscard]] std::string format(int count) const { return std::to_string(count); }
    [[nodiscard]] std::string type() const { return "whole number"; }
    [[nodiscard]] std::string bounds() const;
};

/// A share, written in percent.
struct ShareKind {
    using Value = double;
    double least;
    double most;

    [[nodiscard]] Result<double> parse(std::string_view text) const;
    [[nodiscard]] std::string format(double share) const;
    [[nodiscard]] std::string type() const { return "percentage"; }
    [[nodiscard]] std::string bounds() const { return format(least) + " to " + format(most); }
};

/// A day in UTC, or none.
struct DayKind {
    using Value = std::optional<std::chrono::sys_days>;

    [[nodiscard]] Result<Value> parse(std::string_view text) const;
    [[nodiscard]] std::string format(const Value& day) const;
    [[nodiscard]] std::string type() const { return "date"; }
    [[nodiscard]] std::string bounds() const { return "may be empty"; }
};

/// Permissions as chmod(1) takes them, in octal.
struct FileModeKind {
    using Value = mode_t;

    [[nodiscard]] Result<mode_t> parse(std::string_view text) const;
    [[nodiscard]] std::string format(mode_t mode) const;
    [[nodiscard]] std::string type() const { return "file mode in octal"; }
    [[nodiscard]] std::string bounds() const { return "0600 to 0777"; }
};

struct NetworkKind {
    using Value = Network;

    [[nodiscard]] Result<Network> parse(std::string_view text) const {
        return Network::parse(text);
    }
    [[nodiscard]] std::string format(const Network& network) const { return network.text(); }
    [[nodiscard]] std::string type() const { return "address or CIDR block"; }
    [[nodiscard]] std::string bounds() const { return ""; }
};

/// Fails for what is none of `names`, naming them all and the one that was probably meant.
Result<std::size_t> parse_choice(std::string_view text, const std::vector<std::string_view>& names);
std::string join(const std::vector<std::string_view>& words, std::string_view separator);

/// One of a few names, each standing for a value.
template <std::equality_comparable T>
struct ChoiceKind {
    using Value = T;
    std::vector<std::pair<std::string_view, T>> choices;

    [[nodiscard]] Result<T> parse(std::string_view text) const {
        const auto index = parse_choice(text, names());
        if (!index) return index.error();
        return choices[*index].second;
    }
    [[nodiscard]] std::string format(const T& value) const {
        for (const auto& [name, choice] : choices) {
            if (choice == value) return std::string(name);
        }
        return "";
    }
    [[nodiscard]] std::string type() const { return "one of " + join(names(), ", "); }
    [[nodiscard]] std::string bounds() const { return ""; }

  private:
    [[nodiscard]] std::vector<std::string_view> names() const {
        std::vector<std::string_view> out;
        for (const auto& choice : choices) out.push_back(choice.first);
        return out;
    }
};

/// Text of some form: what `check` lets through, in the form it gives it.
struct TextKind {
    using Value = std::string;
    using Check = Result<std::string> (*)(std::string_view);
    std::string_view name;
    Check check;
    bool may_be_empty = false;

    [[nodiscard]] Result<std::string> parse(std::string_view text) const;
    [[nodiscard]] std::string format(const std::string& text) const { return text; }
    [[nodiscard]] std::string type() const { return std::string(name); }
    [[nodiscard]] std::string bounds() const { return may_be_empty ? "may be empty" : ""; }
};

// clang-format off
TextKind absolute_path();
TextKind key_file();          ///< Whose errors never repeat what was written: it may be a key.
TextKind domain_name();
TextKind local_part();        ///< RFC 5321 section 4.1.2, dot-atoms only.
TextKind postfix_parameter();  ///< Or SERVICE/TYPE/PARAMETER of one service, as postconf -P has it.
TextKind system_name();       ///< Of a user, a group, or one of Postfix's daemons.
TextKind sasl_user();
TextKind socket_address();    ///< As smfi_setconn takes it.
TextKind database_url();
TextKind unsubscribe_url();
TextKind provider();          ///< A name of address/provider.hpp, or a domain.
TextKind feedback_sender();   ///< The last part of Feedback-ID.
TextKind list_domain();       ///< That leaves room for a kind before it (RFC 2919 section 3).
TextKind log_source();        ///< Of Postfix: off, journal, or a path.
TextKind name_server();       ///< ADDRESS[@PORT], as libunbound takes it.
TextKind stub_zone();         ///< ZONE=ADDRESS[@PORT].
TextKind ip_address();        ///< As inet_ntop() writes it.
TextKind authserv_id();       ///< In lower case (RFC 8601 section 2.5).
TextKind dkim_selector();     ///< SELECTOR or SELECTOR=PATH.
TextKind or_empty(TextKind kind);
// clang-format on

}  // namespace postern
