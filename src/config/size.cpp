// SPDX-License-Identifier: Apache-2.0
#include "size.hpp"

#include <array>
#include <charconv>
#include <limits>

#include "postern/base/text.hpp"

namespace postern {

namespace {

struct SizeUnit {
    std::string_view name;
    std::uint64_t bytes;
};

/// The binary ones first and largest first: formatting takes the first that divides.
constexpr std::array kSizeUnits{SizeUnit{"GiB", 1U << 30U}, SizeUnit{"MiB", 1U << 20U},
                                SizeUnit{"KiB", 1U << 10U}, SizeUnit{"B", 1},
                                SizeUnit{"MB", 1'000'000},  SizeUnit{"kB", 1'000}};

Error bad_size(std::string_view text, const std::string& instead) {
    return {ErrorCode::invalid, in_quotes(text) + " is not a size: " + instead};
}

std::string how(std::string_view number) {
    const std::string n(number);
    return "write a whole number and a unit (B, KiB, MiB, GiB, kB, MB), such as " + n + "KiB or " +
           n + "MiB";
}

}  // namespace

std::string format_size(std::uint64_t bytes) {
    for (const auto& unit : kSizeUnits) {
        if (bytes % unit.bytes != 0 || bytes < unit.bytes) continue;
        return std::to_string(bytes / unit.bytes).append(unit.name);
    }
    return "0B";
}

Result<std::uint64_t> parse_size(std::string_view text) {
    std::uint64_t count = 0;
    const auto [after, ec] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (ec == std::errc::result_out_of_range) return bad_size(text, "it is too large");
    if (ec != std::errc{}) return bad_size(text, how("10"));

    const auto digits = static_cast<std::size_t>(after - text.data());
    const auto name = trim(text.substr(digits));
    for (const auto& unit : kSizeUnits) {
        if (unit.name != name) continue;
        if (count > std::numeric_limits<std::uint64_t>::max() / unit.bytes) {
            return bad_size(text, "it is too large");
        }
        return count * unit.bytes;
    }
    return bad_size(text,
                    (name.empty() ? "its unit is missing; " : in_quotes(name) + " is no unit; ") +
                        how(text.substr(0, digits)));
}

}  // namespace postern
