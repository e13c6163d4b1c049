// SPDX-License-Identifier: Apache-2.0
#include "postern/config/document.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

/// The text of the document's only value; the fault where it has one.
std::string value_of(const std::string& text) {
    const auto document = read_document(text, "f");
    if (!document) return document.error().message();
    return document->entries.at(0).value.text;
}

TEST(Document, TakesTheSurrogatePairsOfJson) {
    EXPECT_EQ(value_of(R"({"name": "a \ud83d\ude00\uDBFF\uDFFF b"})"), "a \U0001F600\U0010FFFF b");
    EXPECT_EQ(value_of(R"({"name": "\\ud83d\\ude00 \" \u00fc"})"), R"(\ud83d\ude00 " ü)");
}

TEST(Document, RefusesHalfAPair) {
    EXPECT_TRUE(value_of(R"({"name": "\ud83d"})").starts_with("f:1:")) << "a high one alone";
    EXPECT_TRUE(value_of(R"({"name": "\ude00\ud83d"})").starts_with("f:1:")) << "the wrong order";
}

TEST(Document, PointsAtNothingBeyondItsEnd) {
    EXPECT_TRUE(value_of(R"({"name": "a \u]})").starts_with("f:1:17: "))
        << value_of(R"({"name": "a \u]})");
}

TEST(Document, KeepsThePlacesOfWhatStandsBehindAPair) {
    const auto document = read_document(R"({"a": "\ud83d\ude00", "b": 1})", "f");
    ASSERT_TRUE(document) << document.error().message();
    EXPECT_EQ(document->entries.at(1).column, 23);
}

TEST(Document, LeavesTextOfYamlAlone) {
    EXPECT_EQ(value_of(R"(name: \ud83d\ude00 "x")"), R"(\ud83d\ude00 "x")");
}

}  // namespace
}  // namespace postern
