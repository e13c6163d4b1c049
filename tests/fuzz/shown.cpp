// SPDX-License-Identifier: Apache-2.0
//
// What is shown: no text, however made, has anything in it that a terminal would obey.
#include <nlohmann/json.hpp>

#include "postern/base/log.hpp"
#include "postern/base/text.hpp"
#include "postern/base/visible.hpp"

#include "target.hpp"

namespace postern::fuzz {

namespace {

/// The characters of UTF-8, read anew here; nothing where it is none.
bool is_harmless(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = [&](std::size_t n) {
            return i + n < text.size() ? static_cast<unsigned char>(text[i + n]) : 0U;
        };
        if (byte < ' ' || byte == 0x7F) return false;
        if (byte == 0xC2 && next(1) < 0xA0) return false;   // C1 controls
        if (byte == 0xC2 && next(1) == 0xAD) return false;  // soft hyphen
        if (byte == 0xE2 && next(1) == 0x80 && next(2) >= 0x8B && next(2) <= 0x8F) return false;
        if (byte == 0xE2 && next(1) == 0x80 && next(2) >= 0xA8 && next(2) <= 0xAE) return false;
        if (byte == 0xE2 && next(1) == 0x81 && next(2) >= 0xA0 && next(2) <= 0xAF) return false;
        if (byte == 0xEF && next(1) == 0xBB && next(2) == 0xBF) return false;  // U+FEFF
        if (byte == 0xF3 && next(1) == 0xA0 && next(2) <= 0x81) return false;  // tags
        if (byte == 0xED && next(1) >= 0xA0) return false;                     // surrogates
    }
    return true;
}

}  // namespace

void shown(std::string_view input) {
    const auto text = visible(input);
    require(is_harmless(text), "text has nothing that a terminal obeys", text);
    require(visible(text) == text, "what is shown is shown as it is", text);
    const auto logged = log_value(input);
    require(is_harmless(logged), "a log line has nothing that a terminal obeys", logged);
    require(logged.starts_with('"') == logged.ends_with('"') || logged.size() == 1,
            "a value is quoted at both ends", logged);

    const nlohmann::json value(std::string{input});
    const auto json =
        visible_json(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    require(is_harmless(json), "JSON has nothing that a terminal obeys", json);
    const auto plain = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    require(nlohmann::json::parse(json) == nlohmann::json::parse(plain), "JSON means the same",
            json);

    const auto name = visible_name(input);
    require(visible_name(name) == name, "a name that is clean stays as it is", name);
}

}  // namespace postern::fuzz
