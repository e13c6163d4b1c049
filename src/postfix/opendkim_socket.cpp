// SPDX-License-Identifier: Apache-2.0
//
// Where opendkim listens. A socket that it has stays, unless it signs nothing yet, nobody is known
// to use it, and OUT cannot reach it.
#include <algorithm>

#include "postern/base/text.hpp"

#include "milter_places.hpp"
#include "signing_parts.hpp"

namespace postern::postfix {

namespace {

std::string socket_in_force(const OpendkimConf& conf, const SignerFiles& files) {
    if (!files.start.socket.empty()) return files.start.socket;
    const auto said = conf.value("Socket");
    return said.empty() ? files.start.usual_socket : said;
}

/// As the site names it.
std::string name_for(const MilterPlace& listens, const Site& site, const Settings& settings) {
    for (const auto& milter : milters_of_the_site(site, settings)) {
        for (const auto& called : places_of_milter(milter, site)) {
            if (is_reached_by(listens, called)) return milter;
        }
    }
    return {};
}

/// One on this host that can hardly be anything else, wherever opendkim says that it listens.
std::string likely_name(const Site& site, const Settings& settings) {
    for (const auto& milter : milters_of_the_site(site, settings)) {
        for (const auto& called : places_of_milter(milter, site)) {
            const bool here = called.host == "localhost" || called.host == "::1";
            const bool likely = called.is_port()
                                    ? here && called.port == "8891"
                                    : called.path.find("opendkim") != std::string::npos;
            if (likely) return milter;
        }
    }
    return {};
}

/// Whom else might it serve?
bool may_have_users(const OpendkimConf& conf, const Site& site, const Settings& settings) {
    return conf.says("Domain") || conf.says("KeyTable") || conf.says("SigningTable") ||
           conf.says("SetupPolicyScript") || has_milter_maps(site, settings) ||
           !site.parameter("multi_instance_directories").empty();
}

class Socket {
  public:
    Socket(const Site& site, const Settings& settings, const SignerFiles& files)
        : site_(site),
          settings_(settings),
          files_(files),
          conf_(files),
          said_(socket_in_force(conf_, files)),
          place_(place_of_socket(said_)) {}

    [[nodiscard]] OpendkimSocket found() const {
        if (said_.empty()) return new_one();
        if (!place_) return left("is of no kind that is known", false);
        const auto named = name_for(*place_, site_, settings_);
        if (!named.empty()) return as_the_site(named);
        const auto likely = likely_name(site_, settings_);
        if (!likely.empty()) return as_it_seems(likely);
        return unused();
    }

  private:
    [[nodiscard]] OpendkimSocket new_one() const {
        const auto likely = likely_name(site_, settings_);
        const auto places = places_of_milter(likely, site_);
        if (places.empty()) return port(files_.port, milter_name({"", files_.port, {}}, site_));
        if (places.front().is_port()) return port(places.front().port, likely);
        const auto& path = places.back().path;
        return {milter_name(places.back(), site_), "Socket local:" + path + "\n", {}, true};
    }

    static OpendkimSocket port(const std::string& port, const std::string& milter) {
        return {milter, "Socket inet:" + port + "@127.0.0.1\n", {}, false};
    }

    [[nodiscard]] OpendkimSocket as_the_site(const std::string& named) const {
        const auto own = milter_name(*place_, site_);
        if (!is_within(*place_, is_chrooted(site_, settings_), site_))
            return left("is out of reach of an smtpd that is chrooted, as OUT will be", true);
        const bool below = !place_->is_port() && !own.starts_with("unix:/");
        return {below ? own : named, {}, {}, true};
    }

    [[nodiscard]] OpendkimSocket as_it_seems(const std::string& likely) const {
        return {likely,
                {},
                "listens at " + said_ + ", and your mail is shown to " + likely +
                    ", which OUT takes as well: see that somebody answers there",
                true};
    }

    [[nodiscard]] OpendkimSocket unused() const {
        // Whether smtpds are chrooted or not, they find a port, and what is in the queue directory.
        if (is_within(*place_, true, site_)) return {milter_name(*place_, site_), {}, {}, false};
        const bool stays = !files_.start.socket.empty() || may_have_users(conf_, site_, settings_);
        if (stays)
            return left("may have users that nobody knows here, and OUT may not reach it", false);
        return port(files_.port, milter_name({"", files_.port, {}}, site_));
    }

    [[nodiscard]] OpendkimSocket left(const std::string& why, bool used) const {
        return {{},
                {},
                "listens at " + said_ + ", which " + why +
                    ": notifications leave unsigned. Have it listen at a port of 127.0.0.1 or "
                    "below " +
                    site_.parameter("queue_directory") +
                    ", with all that use it, and run postern postfix apply again",
                used};
    }

    const Site& site_;
    const Settings& settings_;
    const SignerFiles& files_;
    OpendkimConf conf_;
    std::string said_;
    std::optional<MilterPlace> place_;
};

}  // namespace

OpendkimSocket opendkim_socket(const Site& site, const Settings& settings,
                               const SignerFiles& files) {
    return Socket(site, settings, files).found();
}

bool is_shown_to_opendkim(const Site& site, const Settings& settings, const SignerFiles& files) {
    const auto place = place_of_socket(socket_in_force(OpendkimConf(files), files));
    return !likely_name(site, settings).empty() ||
           (place && !name_for(*place, site, settings).empty());
}

}  // namespace postern::postfix
