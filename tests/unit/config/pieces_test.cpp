// SPDX-License-Identifier: Apache-2.0
//
// A document reads the same however it comes: at once, or in pieces of any size, its items kept or
// handed over.
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "postern/base/file.hpp"
#include "postern/config/document.hpp"

namespace postern {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSizes[] = {1, 2, 3, 5, 11, 13, 64};

ReadBytes in_pieces(std::string_view text, std::size_t size) {
    return [read = bytes_of(text), size](std::span<char> room) {
        return read(room.first(std::min(size, room.size())));
    };
}

std::string shown(const DocumentNode& node) {
    auto text = std::to_string(static_cast<int>(node.kind)) + "@" + std::to_string(node.line) +
                ":" + std::to_string(node.column) + "'" + node.text + "'";
    for (const auto& item : node.items) text += "[" + shown(item) + "]";
    for (const auto& entry : node.entries) {
        text += "{" + entry.key + "@" + std::to_string(entry.line) + ":" +
                std::to_string(entry.column) + shown(entry.value) + "}";
    }
    return text;
}

std::string shown(const Result<DocumentNode>& document) {
    return document ? shown(*document) : document.error().message();
}

/// The document with the items of its list `key` put back where they were taken from.
std::string read_in_pieces(const std::string& text, std::size_t size, const std::string& key) {
    std::vector<DocumentNode> items;
    const auto take = [&](DocumentNode item) -> Result<void> {
        items.push_back(std::move(item));
        return {};
    };
    auto document = read_document(in_pieces(text, size), "f", key, take);
    if (!document) return document.error().message();
    for (auto& entry : document->entries) {
        if (entry.key == key && !items.empty()) entry.value.items = std::move(items);
    }
    return shown(*document);
}

void expect_same_in_pieces(const std::string& text, const std::string& key) {
    const auto whole = shown(read_document(text, "f"));
    for (const auto size : kSizes) {
        ASSERT_EQ(read_in_pieces(text, size, key), whole) << "pieces of " << size << " of\n"
                                                          << text;
    }
}

TEST(DocumentInPieces, ReadsAsTheWholeDoes) {
    for (const std::string text : {
             "",
             "accounts: []",
             "accounts:\n  - id: a\n    name: \"b \\u0105 \xC4\x85\"\n  - b\n  -\nother: 1\n",
             "\xEF\xBB\xBF"
             "accounts: [{id: a}, {id: b, id: c}]\r\n",
             R"({"accounts": [{"n": "\ud83d\ude00", "m": 1}, {"n": "\\ud83d\ude00"}], "z": 2})",
             R"(  [{"n": "\ud83d\ude00"}])",
             R"({"accounts": ["\ud83d"]})",
             "accounts: [a, \xC3\x28]",
             "accounts: [a, \xE2\x82]",
             "accounts:\n  - a\n\t- b\n",
             "accounts:\n  - \"open\n    end\"\n  - *alias\n",
             "accounts: {list: [1, 2]}\n---\nmore: 1\n",
             "? [accounts]\n: [1, 2]\n",
             "accounts: [1]\naccounts: [2]\n",
         }) {
        expect_same_in_pieces(text, "accounts");
    }
}

TEST(DocumentInPieces, ExplainsWhatIsBrokenAsTheWholeDoes) {
    for (const auto& entry :
         fs::directory_iterator(POSTERN_SOURCE_DIR "/tests/unit/config/broken")) {
        expect_same_in_pieces(read_file(entry.path().string()).value(), "senders");
    }
}

TEST(DocumentInPieces, KnowsThePlacesInAVeryLongLine) {
    std::string text = "{\"accounts\": [";
    for (int i = 0; i < 20'000; ++i)
        text += R"({"id": "\ud83d\ude00", "n": )" + std::to_string(i) + "}, ";
    text += R"({"id": "no)"
            "\n"
            R"(end"}]})";
    const auto whole = shown(read_document(text, "f"));
    EXPECT_TRUE(whole.starts_with("f:1:")) << whole.substr(0, 100);
    EXPECT_EQ(read_in_pieces(text, 4096, "accounts"), whole);
}

TEST(DocumentInPieces, EndsWhereAnItemIsNotTaken) {
    int taken = 0;
    const auto take = [&](DocumentNode /*item*/) -> Result<void> {
        if (++taken < 2) return {};
        return Error{ErrorCode::unavailable, "no more"};
    };
    const auto document = read_document(bytes_of("accounts: [a, b, c, {"), "f", "accounts", take);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, ErrorCode::unavailable);
    EXPECT_EQ(taken, 2);
}

TEST(DocumentInPieces, SaysWhyTheRestCouldNotBeRead) {
    const auto read = [calls = 0](std::span<char> room) mutable -> Result<std::size_t> {
        if (++calls > 1) return Error{ErrorCode::unavailable, "bad sector"};
        return std::string_view("accounts: [a").copy(room.data(), room.size());
    };
    const auto take = [](DocumentNode /*item*/) -> Result<void> { return {}; };
    const auto document = read_document(read, "f", "accounts", take);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().what, "bad sector");
}

}  // namespace
}  // namespace postern
