// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <sys/un.h>

#include "postern/address/address.hpp"
#include "postern/address/provider.hpp"
#include "postern/base/text.hpp"

#include "kinds.hpp"

namespace postern {

namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "0123456789";

bool consists_of(std::string_view text, std::string_view others) {
    const auto allowed = std::string(kLetters).append(kDigits).append(others);
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

bool has_blank(std::string_view text) {
    return text.find_first_of(" \t\r\n") != text.npos;
}

Result<std::string> check_path(std::string_view text) {
    if (text.starts_with('/')) return std::string(text);
    return invalid(in_quotes(text) +
                   " is a relative path; write an absolute one, from / on: the "
                   "daemon's working directory is not yours");
}

Result<std::string> check_log_source(std::string_view text) {
    if (text == "off" || text == "journal" || text.starts_with('/')) return std::string(text);
    return invalid(in_quotes(text) +
                   " names no log; write off, journal, or the absolute path of a file, such as "
                   "/var/log/mail.log");
}

Result<std::string> check_key_file(std::string_view text) {
    if (text.starts_with('/')) return std::string(text);
    return invalid(
        "the absolute path of a file is expected, from / on; a key itself never stands "
        "in this file");
}

Result<std::string> check_local_part(std::string_view text) {
    const auto address = Address::parse(std::string(text) + "@local-part.invalid");
    if (address && address->local() == text && !address->is_quoted() &&
        !address->needs_smtputf8()) {
        return std::string(text);
    }
    return invalid(in_quotes(text) +
                   " is not a local part; write what stands left of the @, such as "
                   "notifications");
}

Result<std::string> check_name(std::string_view text) {
    constexpr std::size_t kLongest = 64;
    if (text.size() <= kLongest && consists_of(text, "._-") && !text.starts_with('-')) {
        return std::string(text);
    }
    return invalid(in_quotes(text) +
                   " is not a name; write up to 64 letters, digits, '.', '_', '-'");
}

Result<std::string> check_parameter(std::string_view text) {
    const auto name = text.substr(text.rfind('/') + 1);
    if (consists_of(name, "_-") && !has_blank(text)) return std::string(text);
    return invalid(in_quotes(text) +
                   " is no parameter of Postfix; write its name as postern check has it, such as "
                   "relayhost");
}

Result<std::string> check_sasl_user(std::string_view text) {
    if (!has_blank(text)) return std::string(text);
    return invalid(in_quotes(text) + " has a blank in it; write one login name for each item");
}

Result<std::string> check_authserv_id(std::string_view text) {
    if (consists_of(text, ".-_")) return lower(text);
    return invalid(in_quotes(text) +
                   " is no authserv-id; write the first word of the Authentication-Results fields "
                   "that your own mail server adds, such as mail.firm.example");
}

Result<std::string> check_unix_socket(std::string_view path, std::string_view text) {
    if (!path.starts_with('/')) {
        return invalid(in_quotes(text) +
                       ": the path is relative; write an absolute one, such as "
                       "unix:/var/spool/postfix/postern/postern.sock");
    }
    constexpr std::size_t kLongest = sizeof(sockaddr_un::sun_path) - 1;
    if (path.size() <= kLongest) return std::string(text);
    return invalid("the path has " + std::to_string(path.size()) +
                   " bytes; unix(7) allows a socket at most " + std::to_string(kLongest));
}

Result<std::string> check_inet_socket(std::string_view where, std::string_view text) {
    const auto at = where.find('@');
    const auto port_text = where.substr(0, at);
    unsigned port = 0;
    const auto* end = port_text.data() + port_text.size();
    const auto [after, ec] = std::from_chars(port_text.data(), end, port);
    const bool port_good = ec == std::errc{} && after == end && port >= 1 && port <= 65535;
    const auto host = at == where.npos ? std::string_view{} : where.substr(at + 1);
    if (port_good && !host.empty() && consists_of(host, ".-")) return std::string(text);
    return invalid(in_quotes(text) +
                   ": behind inet: stand a port from 1 to 65535 and a host, such as "
                   "inet:8895@127.0.0.1");
}

Result<std::string> check_socket(std::string_view text) {
    constexpr std::string_view kUnix = "unix:";
    constexpr std::string_view kInet = "inet:";
    if (text.starts_with(kUnix)) return check_unix_socket(text.substr(kUnix.size()), text);
    if (text.starts_with(kInet)) return check_inet_socket(text.substr(kInet.size()), text);
    return invalid(in_quotes(text) +
                   " is not a socket; write unix:/absolute/path or inet:PORT@HOST");
}

Result<std::string> check_database(std::string_view text) {
    if (text.starts_with("sqlite:/")) return std::string(text);
    // Not repeated: a URL for another engine may have a password in it.
    return invalid(
        "write sqlite: and an absolute path, such as sqlite:/var/lib/postern/state.db "
        "(SQLite is the only engine so far)");
}

}  // namespace

std::string join(const std::vector<std::string_view>& words, std::string_view separator) {
    std::string out;
    for (const auto word : words) {
        if (!out.empty()) out.append(separator);
        out.append(word);
    }
    return out;
}

Result<std::size_t> parse_choice(std::string_view text,
                                 const std::vector<std::string_view>& names) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const auto meant = nearest(text, names);
    return invalid(in_quotes(text) + " is none of " + join(names, ", ") +
                   (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"));
}

Result<std::string> TextKind::parse(std::string_view text) const {
    if (!text.empty()) return check(text);
    if (may_be_empty) return std::string();
    return invalid("it is empty; write: " + type());
}

TextKind absolute_path() {
    return {"absolute path", check_path};
}
TextKind log_source() {
    return {"absolute path, journal, or off", check_log_source};
}
TextKind key_file() {
    return {"absolute path", check_key_file};
}
TextKind domain_name() {
    return {"domain name", parse_domain};
}
TextKind local_part() {
    return {"local part of an address", check_local_part};
}
TextKind postfix_parameter() {
    return {"parameter of Postfix", check_parameter};
}
TextKind system_name() {
    return {"name", check_name};
}
TextKind authserv_id() {
    return {"authserv-id", check_authserv_id};
}
TextKind sasl_user() {
    return {"login name", check_sasl_user};
}
TextKind socket_address() {
    return {"socket, unix:PATH or inet:PORT@HOST", check_socket};
}
TextKind database_url() {
    return {"database, sqlite:PATH", check_database};
}

TextKind provider() {
    return {"name of a provider, or domain", parse_provider};
}

TextKind or_empty(TextKind kind) {
    kind.may_be_empty = true;
    return kind;
}

}  // namespace postern
