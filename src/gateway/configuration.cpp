// SPDX-License-Identifier: Apache-2.0
#include "postern/gateway/configuration.hpp"

#include "postern/base/clock.hpp"
#include "postern/bounce/bounce_reader.hpp"
#include "postern/chat/kind.hpp"
#include "postern/config/keys.hpp"
#include "postern/gateway/postfix_queue.hpp"

namespace postern {

namespace {

Result<std::shared_ptr<const BounceReader>> reader_of(const std::string& patterns) {
    return patterns.empty() ? BounceReader::shipped() : BounceReader::from_file(patterns);
}

/// The one from before, with what it remembers, where it would go by the same.
Result<CheckDomain> check_of(const Configuration& next, const Configuration* before) {
    static const SystemClock clock;
    if (before != nullptr && before->dns_sources == next.dns_sources) return before->check_domain;
    return domain_check(next.settings.dns, clock);
}

}  // namespace

Duration Configuration::window(Kind kind) const {
    return settings.grace_window.*traits_of(kind).window;
}

ConfigurationResult load_configuration(const std::string& path, const Configuration* before) {
    auto loaded = load_settings(path);
    if (!loaded.good()) return {nullptr, std::move(loaded.findings)};
    const auto fault = [&](std::string_view setting, const Error& error) {
        return ConfigurationResult{
            nullptr, {Finding{path, 0, 0, std::string(setting) + ": " + error.message()}}};
    };
    Configuration next;
    next.settings = std::move(loaded.settings);
    auto keys = load_keys(next.settings.keys.files, next.settings.milter.user);
    if (!keys) return fault("keys.files", keys.error());
    next.keys = *std::move(keys);
    auto reader = reader_of(next.settings.bounces.patterns);
    if (!reader) return fault("bounces.patterns", reader.error());
    next.read_bounce = [reader = *std::move(reader)](const HeaderList& headers,
                                                     std::string_view body) {
        return reader->read(headers, body);
    };
    next.dns_sources = dns_sources(next.settings.dns);
    auto check = check_of(next, before);
    if (!check) return fault("dns", check.error());
    next.check_domain = *std::move(check);
    next.mail_owner = mail_owner(next.settings.postfix);
    next.terms = std::make_shared<const ledger::Terms>(ledger::terms_of(next.settings));
    return {std::make_shared<const Configuration>(std::move(next)), {}};
}

}  // namespace postern
