// SPDX-License-Identifier: Apache-2.0
#include "unbound_context.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "postern/base/file.hpp"
#include "postern/config/network.hpp"

namespace postern {

namespace {

struct Stub {
    std::string zone;
    std::string server;
};

std::vector<Stub> stubs_of(const DnsSettings& settings) {
    std::vector<Stub> stubs;
    for (const auto& text : settings.stubs) {
        const auto equals = text.find('=');
        stubs.push_back({text.substr(0, equals), text.substr(equals + 1)});
    }
    return stubs;
}

bool uses_resolv_conf(const DnsSettings& settings) {
    return settings.resolvers.empty() && settings.root_hints.empty();
}

/// libunbound keeps away from loopback unless told otherwise, and rightly: a name server record
/// that leads there would have it talk to services of this host. Only who names it may want it.
bool asks_this_host(const DnsSettings& settings) {
    static const auto kLoopback = Network::loopback();
    const auto is_here = [](const std::string& server) {
        const auto address = server.substr(0, server.find('@'));
        return std::any_of(kLoopback.begin(), kLoopback.end(),
                           [&](const Network& network) { return network.contains(address); });
    };
    const auto stubs = stubs_of(settings);
    return uses_resolv_conf(settings) ||
           std::any_of(settings.resolvers.begin(), settings.resolvers.end(), is_here) ||
           std::any_of(stubs.begin(), stubs.end(),
                       [&](const Stub& stub) { return is_here(stub.server); });
}

/// Carries out one call after the other; after the first that fails, none.
class Configuring {
  public:
    explicit Configuring(ub_ctx* context) : context_(context) {}

    void option(const char* name, const std::string& value) {
        call([&] { return ub_ctx_set_option(context_, name, value.c_str()); }, name);
    }

    /// libunbound would read it only with the first question, and say no name.
    void file_option(const char* name, const std::string& file) {
        if (file.empty() || !good()) return;
        if (auto text = read_file(file); !text) fault_ = name + (" " + text.error().message());
        option(name, file);
    }

    template <typename Call>
    void call(const Call& call, std::string_view what) {
        if (!good()) return;
        if (const int code = call(); code != UB_NOERROR) {
            fault_ = std::string(what) + ": " + ub_strerror(code);
        }
    }

    [[nodiscard]] bool good() const { return fault_.empty(); }
    [[nodiscard]] Error error() const { return {ErrorCode::unavailable, "libunbound: " + fault_}; }

  private:
    ub_ctx* context_;
    std::string fault_;
};

std::string in_seconds(Duration span) {
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(span).count());
}

void set_lifetimes(const DnsSettings& settings, Configuring& configuring) {
    // Its own cache must not add to what ours keeps.
    configuring.option("cache-max-ttl:", in_seconds(settings.max_ttl));
    configuring.option("cache-max-negative-ttl:", in_seconds(settings.negative_ttl));
    // A server that was down is asked again soon, not only after a quarter of an hour.
    configuring.option("infra-host-ttl:", "60");
    configuring.option("infra-keep-probing:", "yes");
}

void set_servers(const DnsSettings& settings, ub_ctx* context, Configuring& configuring) {
    configuring.option("do-not-query-localhost:", asks_this_host(settings) ? "no" : "yes");
    if (uses_resolv_conf(settings)) {
        configuring.call([&] { return ub_ctx_resolvconf(context, nullptr); }, "/etc/resolv.conf");
    }
    for (const auto& server : settings.resolvers) {
        configuring.call([&] { return ub_ctx_set_fwd(context, server.c_str()); }, server);
    }
    configuring.file_option("root-hints:", settings.root_hints);
    configuring.file_option("trust-anchor-file:", settings.trust_anchor);
}

void set_stubs(const DnsSettings& settings, ub_ctx* context, Configuring& configuring) {
    for (const auto& [zone, server] : stubs_of(settings)) {
        const auto* at = server.c_str();
        configuring.call([&, z = zone.c_str()] { return ub_ctx_set_stub(context, z, at, 0); },
                         zone);
        // It exists only inside: the root's signatures would deny it.
        configuring.option("domain-insecure:", zone);
    }
}

/// After the first of these calls nothing else can be set.
void open_stubs(const DnsSettings& settings, ub_ctx* context, Configuring& configuring) {
    for (const auto& [zone, server] : stubs_of(settings)) {
        // Zones such as test. are answered by libunbound itself, unless one further down is opened.
        const auto open = [&, z = zone.c_str()] {
            return ub_ctx_zone_add(context, z, "transparent");
        };
        configuring.call(open, zone);
    }
}

/// What is wrong with a file libunbound finds with the first question only. This one it answers
/// itself (RFC 6761 section 6.3), without asking anybody.
void try_out(ub_ctx* context, Configuring& configuring) {
    constexpr int kA = 1;
    constexpr int kInternet = 1;
    const auto ask = [&] {
        ub_result* result = nullptr;
        const int code = ub_resolve(context, "localhost", kA, kInternet, &result);
        ub_resolve_free(result);
        return code;
    };
    configuring.call(ask, "dns.root-hints or dns.trust-anchor");
}

}  // namespace

Result<UnboundContext> make_unbound_context(const DnsSettings& settings) {
    UnboundContext context(ub_ctx_create());
    if (!context) return Error{ErrorCode::unavailable, "libunbound: no context"};
    // What it would write to standard error is in the answers as well.
    ub_ctx_debugout(context.get(), nullptr);
    Configuring configuring(context.get());
    configuring.call([&] { return ub_ctx_async(context.get(), 1); }, "threads");
    set_lifetimes(settings, configuring);
    set_servers(settings, context.get(), configuring);
    set_stubs(settings, context.get(), configuring);
    open_stubs(settings, context.get(), configuring);
    try_out(context.get(), configuring);
    if (!configuring.good()) return configuring.error();
    return context;
}

}  // namespace postern
