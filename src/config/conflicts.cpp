// SPDX-License-Identifier: Apache-2.0
//
// Domains and files that two settings have in common, where that makes a loop or loses mail. Every
// pair of roles is in one of the two tables below, or may be one and the same.
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "checks.hpp"

namespace postern {

namespace {

/// One setting's hold on a domain or file.
template <typename Role>
struct Claim {
    Role role;
    std::string path;  ///< The setting's.
    std::string name;
};

enum class DomainRole { drafts, sender, bounces };

using DomainClaim = Claim<DomainRole>;

std::vector<DomainClaim> domains_in(const Settings& settings) {
    std::vector<DomainClaim> claims{{DomainRole::drafts, "drafts.domain", settings.drafts.domain}};
    for (std::size_t i = 0; i < settings.senders.size(); ++i) {
        const auto path = "senders[" + std::to_string(i) + "].";
        claims.push_back({DomainRole::sender, path + "domain", settings.senders[i].domain});
        claims.push_back(
            {DomainRole::bounces, path + "bounce-domain", settings.senders[i].bounce_domain});
    }
    return claims;
}

struct DomainConflict {
    DomainRole first;
    DomainRole second;
    std::string_view lost;
    std::string_view instead;  ///< Before the domain.
};

// clang-format off
constexpr std::array kDomainConflicts{
    DomainConflict{DomainRole::drafts, DomainRole::bounces,
        "Postfix leads a domain to OUT or to BOUNCE, and what comes back would be taken for drafts",
        "bounces."},
    DomainConflict{DomainRole::drafts, DomainRole::sender,
        "Postfix leads the drafts domain to OUT, and mail to people there would be refused",
        "drafts."},
    DomainConflict{DomainRole::sender, DomainRole::bounces,
        "Postfix leads the bounce domain to BOUNCE, and mail to people there would be lost",
        "bounces."},
};
// clang-format on

/// Nothing where both may be one domain: several senders share a bounce domain.
const DomainConflict* conflict_of(DomainRole one, DomainRole other) {
    const auto* found = std::find_if(
        kDomainConflicts.begin(), kDomainConflicts.end(), [&](const DomainConflict& conflict) {
            return (conflict.first == one && conflict.second == other) ||
                   (conflict.first == other && conflict.second == one);
        });
    return found == kDomainConflicts.end() ? nullptr : found;
}

void judge_domains(const DomainClaim& one, const DomainClaim& other, Reading& reading) {
    const auto* conflict = conflict_of(one.role, other.role);
    if (conflict == nullptr || one.name.empty() || one.name != other.name) return;
    // What is to be changed: the domain that is postern's alone.
    const auto& ours = other.role == DomainRole::sender ? one : other;
    const auto& kept = &ours == &one ? other : one;
    reading.fault(reading.place(ours.path),
                  ours.path + ": " + ours.name + " is " + kept.path + " as well, on line " +
                      std::to_string(reading.place(kept.path).line) + ": " +
                      std::string(conflict->lost) + "; write a domain of its own, such as " +
                      std::string(conflict->instead) + ours.name);
}

enum class FileRole { read, socket, database };

using FileClaim = Claim<FileRole>;

/// What stands behind "unix:" or "sqlite:"; "" for another scheme.
std::string file_behind(std::string_view scheme, const std::string& url) {
    return url.starts_with(scheme) ? url.substr(scheme.size()) : "";
}

std::vector<FileClaim> files_in(const Settings& s) {
    std::vector<FileClaim> claims{
        {FileRole::socket, "milter.socket", file_behind("unix:", s.milter.socket)},
        {FileRole::database, "directory.database", file_behind("sqlite:", s.directory.database)},
        {FileRole::database, "state.database", file_behind("sqlite:", s.state.database)},
        {FileRole::read, "bounces.patterns", s.bounces.patterns},
        {FileRole::read, "dns.root-hints", s.dns.root_hints},
        {FileRole::read, "dns.trust-anchor", s.dns.trust_anchor},
        {FileRole::read, "postfix.postqueue", s.postfix.postqueue}};
    for (const auto& file : s.keys.files) claims.push_back({FileRole::read, "keys.files", file});
    for (std::size_t i = 0; i < s.senders.size(); ++i) {
        for (const auto& selector : s.senders[i].dkim_selectors) {
            const auto equals = selector.find('=');
            if (equals == selector.npos) continue;
            claims.push_back({FileRole::read, "senders[" + std::to_string(i) + "].dkim-selectors",
                              selector.substr(equals + 1)});
        }
    }
    return claims;
}

/// The two databases may be one, and what is only read stays as it is.
bool may_share(FileRole one, FileRole other) {
    return one == other && one != FileRole::socket;
}

/// However it is written, and through whatever links: what does not exist has its name alone.
std::filesystem::path place_of(const std::string& name) {
    std::error_code ignored;
    const auto place = std::filesystem::weakly_canonical(name, ignored);
    return place.empty() ? std::filesystem::path(name).lexically_normal() : place;
}

bool is_one_file(const FileClaim& one, const FileClaim& other) {
    return !one.name.empty() && !other.name.empty() && place_of(one.name) == place_of(other.name);
}

void judge_files(const FileClaim& one, const FileClaim& other, Reading& reading) {
    if (may_share(one.role, other.role) || !is_one_file(one, other)) return;
    const auto& written = reading.has_seen(other.path) ? other : one;
    const auto& kept = &written == &one ? other : one;
    reading.fault(reading.place(written.path),
                  written.path + ": " + written.name + " is " + kept.path +
                      " as well, and would be overwritten; write a file of its own");
}

template <typename Claims, typename Judge>
void judge_pairs(const Claims& claims, Judge judge, Reading& reading) {
    for (auto one = claims.begin(); one != claims.end(); ++one) {
        for (auto other = std::next(one); other != claims.end(); ++other)
            judge(*one, *other, reading);
    }
}

}  // namespace

void check_conflicts(const Settings& settings, Reading& reading) {
    judge_pairs(domains_in(settings), judge_domains, reading);
    judge_pairs(files_in(settings), judge_files, reading);
}

}  // namespace postern
