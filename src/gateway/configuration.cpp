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

}  // namespace

Duration Configuration::window(Kind kind) const {
    return settings.grace_window.*traits_of(kind).window;
}

ConfigurationResult load_configuration(const std::string& path) {
    auto loaded = load_settings(path);
    if (!loaded.good()) return {nullptr, std::move(loaded.findings)};
    const auto fault = [&](std::string_view setting, const Error& error) {
        return ConfigurationResult{
            nullptr, {Finding{path, 0, 0, std::string(setting) + ": " + error.message()}}};
    };
    auto keys = load_keys(loaded.settings.keys.files, loaded.settings.milter.user);
    if (!keys) return fault("keys.files", keys.error());
    auto reader = reader_of(loaded.settings.bounces.patterns);
    if (!reader) return fault("bounces.patterns", reader.error());
    ReadBounce read = [reader = *std::move(reader)](const HeaderList& headers,
                                                    std::string_view body) {
        return reader->read(headers, body);
    };
    static const SystemClock kClock;
    auto check = domain_check(loaded.settings.dns, kClock);
    if (!check) return fault("dns", check.error());
    const auto owner = mail_owner(loaded.settings.postfix);
    return {std::make_shared<const Configuration>(Configuration{std::move(loaded.settings),
                                                                std::move(*keys), std::move(read),
                                                                *std::move(check), owner}),
            {}};
}

}  // namespace postern
