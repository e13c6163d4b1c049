// SPDX-License-Identifier: Apache-2.0
#include "postern/base/character.hpp"

#include <string>

#include <gtest/gtest.h>

#include "postern/base/text.hpp"

namespace postern {
namespace {

TEST(FirstCharacter, IsEachOneThatUtf8Has) {
    for (std::uint32_t value = 1; value <= 0x10FFFF; ++value) {
        if (value >= 0xD800 && value <= 0xDFFF) continue;  // Surrogates are none.
        std::string text;
        append_utf8(text, value);
        const auto found = first_character(text + "x");
        ASSERT_TRUE(found.whole) << value;
        ASSERT_EQ(found.value, value);
        ASSERT_EQ(found.extent, text.size());
    }
}

/// RFC 3629 section 3: overlong, surrogate, beyond U+10FFFF, cut off, or a lone byte.
TEST(FirstCharacter, IsTheByteWhereThereIsNone) {
    for (const std::string text : {"\xC0\x80", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                   "\xE4\xBD", "\xF0\x9F\x98", "\x80", "\xFF", "\xC3("}) {
        const auto found = first_character(text);
        EXPECT_FALSE(found.whole) << in_quotes(text);
        EXPECT_EQ(found.extent, 1U) << in_quotes(text);
        EXPECT_EQ(found.value, static_cast<unsigned char>(text.front())) << in_quotes(text);
    }
}

}  // namespace
}  // namespace postern
