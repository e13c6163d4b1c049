// SPDX-License-Identifier: Apache-2.0
//
// Real broken messages, read from beside the repository: they are not ours to copy.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "postern/base/text.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"
#include "postern/mail/structure.hpp"

namespace postern {
namespace {

const std::filesystem::path kCorpus =
    std::filesystem::path(POSTERN_SOURCE_DIR).parent_path() / "shared/corpus/torture/files";

struct Message {
    HeaderList headers;
    std::string body;
};

/// The way Postfix takes a message apart for a milter: the first line that is no field ends the
/// header.
Message split(const std::string& text) {
    Message message;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size());
        const std::string line(text.substr(at, end - at));
        const auto colon = line.find(':');
        const bool continues = !line.empty() && (line[0] == ' ' || line[0] == '\t');
        if (continues && !message.headers.empty()) {
            message.headers.back().value += "\n" + line;
        } else if (colon != line.npos && line.find(' ') > colon) {
            message.headers.push_back(
                {line.substr(0, colon), std::string(trim(line.substr(colon + 1)))});
        } else {
            if (trim(line).empty()) at = std::min(end + 1, text.size());
            break;
        }
        at = std::min(end + 1, text.size());
    }
    message.body = text.substr(at);
    return message;
}

std::string with_crlf(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' && (out.empty() || out.back() != '\r')) out += '\r';
        out += c;
    }
    return out;
}

/// The message with its longest lines made longer: what is a matter of a few lines in the corpus
/// is then one of every part.
std::string with_long_lines(const std::string& body) {
    std::string out;
    for (const char c : body) out += c == ' ' ? std::string(400, ' ') : std::string(1, c);
    return out;
}

void expect_sound_shortening(const Message& message, const std::string& body) {
    const auto edits = shorten_lines(message.headers, body);
    if (!edits) {
        EXPECT_EQ(edits.error().code, ErrorCode::invalid);
        return;
    }
    if (edits->empty()) return;
    const auto* written = std::get_if<ReplaceBody>(&edits->back());
    const auto& shorter = written != nullptr ? written->body : body;
    const auto headers = edited(message.headers, *edits);
    EXPECT_TRUE(shorten_lines(headers, shorter)->empty());
    // No fault is made; a missing MIME-Version may be healed.
    if (!structural_fault(message.headers, body)) {
        EXPECT_EQ(structural_fault(headers, shorter).value_or(""), "");
    }
}

TEST(TortureCorpus, IsSurvived) {
    if (!std::filesystem::is_directory(kCorpus)) GTEST_SKIP() << kCorpus << " is not there";
    for (const auto& file : std::filesystem::directory_iterator(kCorpus)) {
        SCOPED_TRACE(file.path().filename());
        std::ifstream in(file.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        const auto message = split(text);
        (void)structural_fault(message.headers, message.body);
        for (const auto& field : message.headers) (void)display_name(field.value);
        expect_sound_shortening(message, message.body);
        expect_sound_shortening(message, with_crlf(message.body));
        expect_sound_shortening(message, with_long_lines(message.body));
    }
}

}  // namespace
}  // namespace postern
