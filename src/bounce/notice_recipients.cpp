// SPDX-License-Identifier: Apache-2.0
#include "notice_recipients.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

#include "mail_address.hpp"

namespace postern {
namespace {

constexpr std::size_t kMostRecipients = 100;

using Addresses = std::vector<std::string>;

bool includes(const Addresses& addresses, std::string_view address) {
    return std::any_of(addresses.begin(), addresses.end(),
                       [&](const std::string& other) { return iequals(other, address); });
}

void add_all(Addresses& to, std::string_view field) {
    for (auto& address : addresses_in(field)) to.push_back(std::move(address));
}

/// Who wrote the notice, whom it came to, and who sent what it returns.
Addresses others(const ReturnedMail& mail, const std::vector<Sighting>& sightings) {
    auto known = addresses_of_ours(mail);
    for (const auto* name : {"From", "Reply-To", "Sender", "Return-Path", "Cc"}) {
        add_all(known, field_text(mail.headers, name));
    }
    std::size_t senders = 0;
    for (const auto& sighting : sightings) {
        if (sighting.standing != Standing::sender) continue;
        if (++senders > kMostRecipients) break;
        known.push_back(sighting.address);
    }
    return known;
}

class Selection {
  public:
    explicit Selection(Addresses excluded) : excluded_(std::move(excluded)) {}

    void add(const std::string& address, std::size_t line) {
        if (includes(excluded_, address) || found_.size() == kMostRecipients) return;
        const bool known = std::any_of(found_.begin(), found_.end(), [&](const auto& other) {
            return iequals(other.address, address);
        });
        if (!known) found_.push_back({address, line});
    }

    void add(const std::vector<Sighting>& sightings, Standing standing) {
        for (const auto& sighting : sightings) {
            if (sighting.standing == standing) add(sighting.address, sighting.line);
        }
    }

    void add_field(const HeaderList& headers, const char* name) {
        for (const auto& address : addresses_in(field_text(headers, name))) add(address, 0);
    }

    [[nodiscard]] bool is_empty() const { return found_.empty(); }
    std::vector<NamedRecipient> result() { return std::move(found_); }

  private:
    Addresses excluded_;
    std::vector<NamedRecipient> found_;
};

}  // namespace

std::vector<NamedRecipient> recipients_of(const ReturnedMail& mail, const PatternFile& patterns) {
    const auto sightings = sightings_in(mail.notice, patterns);
    Selection selection(others(mail, sightings));
    // The first that names anybody counts.
    selection.add(sightings, Standing::listed);
    if (selection.is_empty()) selection.add_field(mail.headers, "X-Failed-Recipients");
    for (const auto standing :
         {Standing::transcript, Standing::mentioned, Standing::expanded, Standing::addressee}) {
        if (selection.is_empty()) selection.add(sightings, standing);
    }
    for (const auto* name :
         {"X-Envelope-To", "Envelope-To", "Delivered-To", "X-Original-To", "To"}) {
        if (selection.is_empty()) selection.add_field(mail.original, name);
    }
    if (selection.is_empty()) {
        for (const auto& address : addresses_in(header_text(field_text(mail.headers, "Subject")))) {
            selection.add(address, 0);
        }
    }
    if (selection.is_empty()) selection.add(sightings, Standing::bystander);
    if (!selection.is_empty()) return selection.result();
    // Whoever writes to himself, and a postmaster who reports of his own mailbox.
    Selection anybody({});
    anybody.add(sightings, Standing::listed);
    return anybody.result();
}

}  // namespace postern
