// SPDX-License-Identifier: Apache-2.0
//
// What is done to a sealed message so that it says something else to some reader, at every place
// where it can be done. Each result has a digest of its own.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "postern/mail/content.hpp"
#include "postern/mail/content_digest.hpp"

namespace postern {
namespace {

const std::string kTop =
    "From: Shop <chat@platform.example>\nSubject: A visitor wrote\n"
    "Date: Mon, 23 Nov 2026 12:00:00 +0000\n";
const std::string kPicture = "iVBORw0KGgoAAAANSUhEUgAAAAEA\nAAABCAYAAAAfFcSJ\n";

const std::vector<std::string>& originals() {
    static const std::vector<std::string> all{
        kTop +
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n\nGr\xc3\xbc\xc3\x9f"
            "e\nand more\n",
        kTop +
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: base64\n\nQSB2aXNpdG9y\nIHdyb3RlLgo=\n",
        kTop +
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\npreamble\n--b\n"
            "Content-Type: multipart/alternative; boundary=inner\n\n--inner\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe =\nand more\n--inner\n"
            "Content-Type: text/html\n\n<p>Hello</p>\n--inner--\n\n--b\n"
            "Content-Type: image/png; name=x\nContent-Transfer-Encoding: base64\n\n" +
            kPicture + "--b--\nepilogue\n",
        kTop +
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
            "Content-Type: message/rfc822\n\nSubject: inner\nMIME-Version: 1.0\n"
            "Content-Transfer-Encoding: 7bit\n\ninside\n--b\n\nno header\n--b--\n"};
    return all;
}

/// The body byte for byte: split_message() makes every line end an LF.
Digest digest_of(const std::string& text) {
    const std::string eol = text.find("\r\n") < text.find('\n') ? "\r\n" : "\n";
    const auto end = text.find(eol + eol);
    const auto body = end == text.npos ? "" : text.substr(end + 2 * eol.size());
    return content_digest(split_message(text).headers, body);
}

using Line = std::string;
using Lines = std::vector<Line>;

Lines lines_of(const std::string& text) {
    Lines lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string text_of(const Lines& lines, const std::string& eol = "\n") {
    std::string text;
    for (const auto& line : lines) text += line + eol;
    return text;
}

/// What may stand instead of a line.
Lines instead_of(const std::string& line) {
    static const std::string kEncoding = "Content-Transfer-Encoding: ";
    Lines lines;
    if (line.starts_with("--")) {
        for (const auto* more : {" Your account is locked", "EVIL", "--EVIL", "-- EVIL", "-", "=="})
            lines.push_back(line + more);
    } else if (line.starts_with(kEncoding)) {
        const auto word = line.substr(kEncoding.size());
        for (const auto& other :
             {"x-uuencode", "x-unknown", "\"7bit\"", "\"base64\"", "base64;x", "quoted-printable;x",
              "(Call us) 7bit", "8bit (Call us)", "base64 base64"}) {
            lines.push_back(kEncoding + other);
        }
        lines.push_back(kEncoding + word + "\n" + kEncoding + "base64");
        lines.push_back(kEncoding + "base64\n" + kEncoding + word);
    } else if (line.find(':') == line.npos && !line.empty()) {
        for (const auto* sign : {"-", "_", "{", "=", "!", "\x01", "\r "}) {
            for (const std::size_t at : {std::size_t{0}, std::size_t{4}, line.size()}) {
                lines.push_back(std::string(line).insert(std::min(at, line.size()), sign));
            }
        }
    }
    return lines;
}

/// Each line left out, and whatever may stand in its place.
std::vector<std::string> changed(const std::string& original) {
    std::vector<std::string> all{original};
    const auto lines = lines_of(original);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto without = lines;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
        const bool may_go = lines[i].starts_with("Content-Transfer-Encoding: 7bit") ||
                            lines[i].starts_with("Content-Transfer-Encoding: 8bit") ||
                            (lines[i].empty() && lines[i + 1] == "--b");
        if (!may_go) all.push_back(text_of(without));
        for (const auto& other : instead_of(lines[i])) {
            auto with = lines;
            with[i] = other;
            all.push_back(text_of(with));
        }
    }
    return all;
}

TEST(ContentDigestTricks, NoTwoTextsThatAReaderMayTellApartHaveOneDigest) {
    for (const auto& original : originals()) {
        std::map<Digest, std::string> seen;
        for (const auto& text : changed(original)) {
            const auto [at, is_new] = seen.emplace(digest_of(text), text);
            EXPECT_TRUE(is_new || at->second == text) << at->second << "\n====\n" << text;
        }
        EXPECT_GT(seen.size(), 30U);
    }
}

/// What Postfix and its like do on the way to what is as it should be.
TEST(ContentDigestTricks, AllThatIsDoneOnTheWayLeavesTheDigest) {
    for (const auto& original : originals()) {
        const auto digest = digest_of(original);
        auto lines = lines_of(original);
        EXPECT_EQ(digest_of(text_of(lines, "\r\n")), digest);
        EXPECT_EQ(digest_of("Received: by x\n" + original + "\n\n"), digest);
        for (auto& line : lines) {
            const auto blank = line.starts_with("Content-Type:") ? line.find("; ") : line.npos;
            if (blank != line.npos) line.replace(blank, 2, ";\n\t ");
            if (!line.empty() && !line.ends_with("=")) line += " \t";
        }
        EXPECT_EQ(digest_of(text_of(lines)), digest) << text_of(lines);
    }
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    return at == text.npos ? text : text.replace(at, what.size(), by);
}

TEST(ContentDigestTricks, EightBitsMayBecomeSevenInEveryPart) {
    const auto written = [](const std::string& encoding, const std::string& text) {
        return kTop + "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n" +
               "Content-Transfer-Encoding: " + (encoding == "8bit" ? "8bit" : "7bit") +
               "\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: " +
               encoding + "\n\n" + text + "\n--b--\n";
    };
    const auto digest = digest_of(written("8bit",
                                          "Gr\xc3\xbc\xc3\x9f"
                                          "e = x \nand more"));
    EXPECT_EQ(digest_of(written("quoted-printable", "Gr=C3=BC=C3=9Fe =3D x=20\nand =\nmore")),
              digest);
    EXPECT_NE(digest_of(written("quoted-printable", "Gr=C3=BC=C3=9Fe = x=20\nand =\nmore")), digest)
        << "an escape that is none";
    EXPECT_NE(digest_of(replaced(written("8bit",
                                         "Gr\xc3\xbc\xc3\x9f"
                                         "e = x \nand more"),
                                 "and", "end")),
              digest);
}

}  // namespace
}  // namespace postern
