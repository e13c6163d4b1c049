// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "inquiry.hpp"
#include "ip_address.hpp"

namespace postern {

namespace {

constexpr std::string_view kAddressSetting = "sending-addresses";
constexpr std::size_t kMostNames = 10;

RecordType address_type(const IpAddress& address) {
    return address.is_v4() ? RecordType::a : RecordType::aaaa;
}

bool leads_back(const std::string& name, const IpAddress& address, const DnsAnswers& answers) {
    const auto found = answers.find({name, address_type(address)});
    if (found == answers.end()) return false;
    const auto& all = found->second.addresses;
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& text) { return IpAddress::parse(text) == address; });
}

/// One name that leads back is enough, whatever is to be said of the others.
void judge_found(const std::vector<std::string>& names, const std::string& text,
                 const IpAddress& address, Inquiry& inquiry) {
    const auto confirms = [&](const std::string& name) {
        return leads_back(name, address, inquiry.answers());
    };
    if (std::any_of(names.begin(), names.end(), confirms)) return;
    bool settled = true;
    for (const auto& name : names) {
        settled =
            inquiry.answer(kAddressSetting, name, address_type(address)) != nullptr && settled;
    }
    if (!settled) return;
    inquiry.fault(kAddressSetting,
                  text + " has the name " + names.front() + ", which does not lead back",
                  names.front() + ". IN " + (address.is_v4() ? "A " : "AAAA ") + text);
}

void judge_address(const std::string& text, Inquiry& inquiry) {
    const auto address = IpAddress::parse(text).value();
    const auto reverse = address.reverse_name();
    const auto* const answer = inquiry.answer(kAddressSetting, reverse, RecordType::ptr);
    if (answer == nullptr) return;
    auto names = answer->names;
    if (names.empty()) {
        return inquiry.fault(kAddressSetting, text + " has no name (PTR)",
                             reverse + ". IN PTR HOST.");
    }
    names.resize(std::min(names.size(), kMostNames));
    judge_found(names, text, address, inquiry);
}

}  // namespace

void judge_names(const SenderPublication& sender, Inquiry& inquiry) {
    for (const auto& address : sender.addresses) judge_address(address, inquiry);
}

}  // namespace postern
