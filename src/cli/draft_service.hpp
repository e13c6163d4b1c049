// SPDX-License-Identifier: Apache-2.0
//
// Where this host's Postfix takes drafts, by what its master.cf says: the smtpd that goes by the
// name milter.daemon-names.draft, on loopback where there are several.
#pragma once

#include <string>
#include <vector>

#include "postern/base/result.hpp"
#include "postern/config/settings.hpp"
#include "postern/postfix/site.hpp"

namespace postern {

struct Place {
    std::string host, port;
    [[nodiscard]] std::string text() const { return host + ":" + port; }
    bool operator==(const Place&) const = default;
};

/// ErrorCode::not_found where there is none.
Result<Place> draft_place(const std::vector<postfix::Service>& services,
                          const std::string& daemon_name);

/// The same for the running host: asks postconf.
Result<Place> find_draft_service(const Settings& settings);

}  // namespace postern
