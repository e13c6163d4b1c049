// SPDX-License-Identifier: Apache-2.0
#include "unicode.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

namespace postern {

std::string_view unicode_fault(std::string_view text) {
    const auto* at = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto* const begin = at;
    for (auto left = text.size(); left > 0;) {
        ucs4_t character = 0;
        const int extent = u8_mbtoucr(&character, at, left);
        if (extent <= 0) return "is not UTF-8";
        const bool ascii = extent == 1;
        if (!ascii &&
            uc_is_general_category_withtable(character, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z)) {
            return "has a character that is no visible text";
        }
        if (!ascii && at == begin &&
            uc_is_general_category_withtable(character, UC_CATEGORY_MASK_M)) {
            return "begins with a combining mark";
        }
        at += extent;
        left -= static_cast<std::size_t>(extent);
    }
    return "";
}

std::string composed(std::string_view text) {
    std::size_t size = 0;
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> normal(
        u8_normalize(UNINORM_NFC, reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                     nullptr, &size),
        &std::free);
    if (!normal) throw std::bad_alloc();
    return {reinterpret_cast<const char*>(normal.get()), size};
}

}  // namespace postern
