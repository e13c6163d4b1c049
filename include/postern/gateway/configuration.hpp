// SPDX-License-Identifier: Apache-2.0
//
// Everything that a configuration file leads to: the settings, and the secrets and the bounce
// patterns they name, loaded and checked together, and never changed afterwards. A reload makes a
// new one; a message keeps the one it began with.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/digest.hpp"
#include "postern/base/guarded.hpp"
#include "postern/bounce/report.hpp"
#include "postern/chat/account.hpp"
#include "postern/config/load.hpp"
#include "postern/config/settings.hpp"
#include "postern/dns/domain_check.hpp"
#include "postern/ledger/terms.hpp"
#include "postern/mail/header.hpp"

namespace postern {

/// How a returned message becomes a report (BounceReader::read).
using ReadBounce = std::function<BounceReport(const HeaderList&, std::string_view body)>;

struct Configuration {
    Settings settings;
    KeyRing keys;
    ReadBounce read_bounce{};
    CheckDomain check_domain{};
    DnsSources dns_sources{};  ///< Of check_domain.
    /// What the state decides by. Null: by what it was opened with.
    ledger::SharedTerms terms{};
    /// The user id of Postfix's own files, which pickup names of what was queued again.
    std::optional<unsigned> mail_owner{};

    [[nodiscard]] Duration window(Kind kind) const;
};

struct ConfigurationResult {
    std::shared_ptr<const Configuration> configuration;  ///< Null where there are findings.
    std::vector<Finding> findings;
};

/// What `before` remembers of domains is kept, where DNS is asked as before.
ConfigurationResult load_configuration(const std::string& path,
                                       const Configuration* before = nullptr);

/// The configuration in force, for many threads.
class CurrentConfiguration {
  public:
    explicit CurrentConfiguration(std::shared_ptr<const Configuration> first) {
        *current_.lock() = std::move(first);
    }
    [[nodiscard]] std::shared_ptr<const Configuration> get() { return *current_.lock(); }
    void replace(std::shared_ptr<const Configuration> next) { *current_.lock() = std::move(next); }

  private:
    Guarded<std::shared_ptr<const Configuration>> current_;
};

}  // namespace postern
