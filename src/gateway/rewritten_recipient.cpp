// SPDX-License-Identifier: Apache-2.0
#include "rewritten_recipient.hpp"

#include "postern/base/text.hpp"
#include "postern/gateway/gateway.hpp"

namespace postern {

namespace {

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

std::string original_address(std::string_view orcpt) {
    constexpr std::string_view kType = "rfc822;";
    if (!iequals(orcpt.substr(0, kType.size()), kType)) return {};
    orcpt.remove_prefix(kType.size());
    std::string address;
    for (std::size_t i = 0; i < orcpt.size(); ++i) {
        if (orcpt[i] != '+') {
            address += orcpt[i];
            continue;
        }
        const int high = i + 2 < orcpt.size() ? hex(orcpt[i + 1]) : -1;
        const int low = i + 2 < orcpt.size() ? hex(orcpt[i + 2]) : -1;
        if (high < 0 || low < 0) return {};
        address += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return address;
}

InternalPath internal_path_of(const Submission& message, const Settings& settings) {
    const auto& path = message.recipients.front();
    if (const auto local = local_in_drafts_domain(settings, path); !local.empty()) {
        return {std::string(local)};
    }
    const auto original = original_address(message.original_recipient);
    const auto local = local_in_drafts_domain(settings, original);
    return local.empty() ? InternalPath{} : InternalPath{std::string(local), path};
}

}  // namespace postern
