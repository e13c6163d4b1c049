// SPDX-License-Identifier: Apache-2.0
#include "engine.hpp"

#include <array>

#include "postern/base/text.hpp"

#include "sqlite/sqlite_engine.hpp"

namespace postern {

namespace {

struct Scheme {
    std::string_view prefix;
    Result<std::unique_ptr<Engine>> (*make)(std::string_view rest, const DatabaseOptions&);
};

// One row per engine.
constexpr std::array kSchemes{Scheme{"sqlite:", sqlite_engine}};

}  // namespace

Result<std::unique_ptr<Engine>> engine_of(const DatabaseOptions& options) {
    const std::string_view url = options.url;
    for (const auto& [prefix, make] : kSchemes) {
        if (url.starts_with(prefix)) return make(url.substr(prefix.size()), options);
    }
    return Error{ErrorCode::invalid, in_quotes(url) +
                                         " is no database URL known here: "
                                         "write sqlite:/absolute/path"};
}

}  // namespace postern
