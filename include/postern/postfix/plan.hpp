// SPDX-License-Identifier: Apache-2.0
//
// What postern needs of a site's Postfix, line by line, for this site: what is in force already,
// what is to be set, and why. Pure: the site comes in as values, and nothing is run or written.
//
// Nothing of the site's own mail changes. What postern needs stands on services of its own, by -o,
// or is added to what a list has already; a list is never replaced, and a parameter that reaches
// other mail is left to the site (`postern check` tells of it). The one exception is
// enable_long_queue_ids, which changes how queue files are called.
//
// A plan for a site that has all of a plan has nothing missing: twice is once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "postern/config/settings.hpp"
#include "postern/postfix/site.hpp"
#include "postern/postfix/trouble.hpp"

namespace postern::postfix {

/// A line of main.cf or master.cf that has to be in force.
struct Line {
    enum class Kind {
        parameter,  ///< Of main.cf.
        service,    ///< Of master.cf, without its options.
        option,     ///< Of a service, by -o.
    };

    Kind kind = Kind::parameter;
    std::string place;      ///< As postconf names it: "relay_domains", "pickup/unix/…".
    std::string value{};    ///< Of a service all behind its name and type.
    std::string why{};      ///< One or more sentences.
    std::string present{};  ///< What is in force there now.
    bool in_force = false;
};

/// A table beside main.cf, in a folder of postern's own.
struct Table {
    std::string name;  ///< "transport"
    std::string text;
    std::string why;
    bool in_force = false;
};

/// What the site is not itself, and yet decides.
struct Surroundings {
    std::string folder{};                         ///< Where our tables stand.
    std::map<std::string, std::string> tables{};  ///< What those have that are there, by name.
    std::vector<std::string> busy_ports{};        ///< Where somebody else listens on loopback.
    std::string signer{};  ///< As smtpd_milters names it; "" where none is known.
};

struct Plan {
    std::vector<Table> tables{};
    std::vector<Line> lines{};
    /// What the plan cannot do, and nobody could live with.
    Troubles obstacles{};

    [[nodiscard]] bool complete() const;
};

Plan plan_for(const Site& site, const Settings& settings, const Surroundings& around);

/// One call of postconf, with what it is for.
struct PostconfCall {
    std::string why;
    std::vector<std::string> words{};  ///< Behind "postconf": "-P", "pickup/unix/…=…"
};

/// Those lines of a plan that are not in force, as calls: services first, since options belong to
/// them, and what leads the site's own mail to a service of ours last.
std::vector<PostconfCall> calls_for(const Plan& plan);

/// For a shell: with quotes where it takes them.
std::string shell_word(std::string_view word);

}  // namespace postern::postfix
