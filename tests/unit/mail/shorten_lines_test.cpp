// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <gtest/gtest.h>

#include "postern/mail/structure.hpp"

namespace postern {
namespace {

HeaderList with_type(std::string type, std::string encoding = "8bit") {
    return {{"MIME-Version", "1.0"},
            {"Content-Type", std::move(type)},
            {"Content-Transfer-Encoding", std::move(encoding)}};
}

std::string replaced(const Edits& edits) {
    return std::get<ReplaceBody>(edits.back()).body;
}

std::string body_of(const HeaderList& headers, std::string_view body) {
    const auto edits = shorten_lines(headers, body);
    return edits ? replaced(*edits) : "error: " + edits.error().message();
}

/// Quoted-printable read the plain way.
std::string decoded(std::string text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out += text[i];
        } else if (text.compare(i, 3, "=\r\n") == 0) {
            i += 2;
        } else if (text.compare(i, 2, "=\n") == 0) {
            i += 1;
        } else {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        }
    }
    return out;
}

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of("\r\n", at), text.size());
        longest = std::max(longest, end - at);
        at = end + 1;
    }
    return longest;
}

const std::string kLong(3'000, 'x');

TEST(ShortenLines, LeavesShortLinesAlone) {
    for (const auto* eol : {"\n", "\r\n"}) {
        const std::string line = std::string(998, 'x') + eol;
        const auto edits = shorten_lines({}, line + line + std::string(998, 'x'));
        ASSERT_TRUE(edits);
        EXPECT_EQ(*edits, Edits{});
    }
}

TEST(ShortenLines, Counts998OctetsWithoutTheLineEnd) {
    EXPECT_TRUE(shorten_lines({}, std::string(998, 'x') + "\r\n")->empty());
    EXPECT_FALSE(shorten_lines({}, std::string(999, 'x') + "\n")->empty());
    EXPECT_FALSE(shorten_lines({}, "a\r\n" + std::string(999, 'x'))->empty());
    EXPECT_FALSE(shorten_lines({}, std::string(998, 'x') + "\rx\n")->empty());
}

TEST(ShortenLines, MakesTextQuotedPrintable) {
    const std::string body =
        "Gr\xC3\xBC\xC3\x9F"
        "e = 1 \r\n" +
        kLong + "\t\r\n\r\n.\r\n";
    const auto edits = shorten_lines(with_type("text/plain; charset=utf-8"), body);
    ASSERT_TRUE(edits);
    ASSERT_EQ(edits->size(), 2U);
    EXPECT_EQ(edits->front(),
              Edit(ChangeHeader{"Content-Transfer-Encoding", 1, "quoted-printable"}));
    EXPECT_LE(longest_line(replaced(*edits)), 76U);
    EXPECT_EQ(replaced(*edits).substr(0, 29), "Gr=C3=BC=C3=9Fe =3D 1=20\r\nxxx");
    EXPECT_EQ(decoded(replaced(*edits)), body);
}

TEST(ShortenLines, KeepsTheLineEndsOfTheBody) {
    EXPECT_EQ(body_of(with_type("text/plain"), kLong + "\n").find('\r'), std::string::npos);
    EXPECT_EQ(body_of(with_type("text/plain"), "a\nb\n" + kLong).find('\r'), std::string::npos);
    const auto crlf = body_of(with_type("text/plain"), kLong);
    EXPECT_EQ(crlf.find("=\n"), std::string::npos);
    EXPECT_NE(crlf.find("=\r\n"), std::string::npos);
}

TEST(ShortenLines, AddsMimeVersionWhereThereWasNone) {
    EXPECT_EQ(shorten_lines({{"Subject", "x"}}, kLong)->at(1),
              Edit(AddHeader{"MIME-Version", "1.0"}));
}

TEST(ShortenLines, MakesOtherThingsBase64) {
    for (const auto* type : {"application/json", "image/png", "text/plain; charset=UTF-16LE"}) {
        const auto edits = shorten_lines(with_type(type), std::string(1'500, '\0'));
        ASSERT_TRUE(edits);
        EXPECT_EQ(edits->front(), Edit(ChangeHeader{"Content-Transfer-Encoding", 1, "base64"}));
        EXPECT_EQ(longest_line(replaced(*edits)), 76U);
        EXPECT_EQ(replaced(*edits).substr(70, 14), "AAAAAA\r\nAAAAAA");
    }
}

TEST(ShortenLines, RewrapsWhatIsQuotedPrintableAlready) {
    const std::string before = "short=20line=\r\n";
    const std::string body = before + kLong + "=C3=BC" + kLong + "=\r\nend\r\n";
    const auto edits = shorten_lines(with_type("text/plain", "Quoted-Printable"), body);
    ASSERT_TRUE(edits);
    ASSERT_EQ(edits->size(), 1U);
    EXPECT_EQ(replaced(*edits).substr(0, before.size()), before);
    EXPECT_LE(longest_line(replaced(*edits)), 76U);
    EXPECT_EQ(decoded(replaced(*edits)), decoded(body));
}

TEST(ShortenLines, RewrapsWhatIsBase64Already) {
    const auto edits = shorten_lines(with_type("image/png", "base64"), std::string(2'000, 'A'));
    ASSERT_TRUE(edits);
    ASSERT_EQ(edits->size(), 1U);
    auto body = replaced(*edits);
    EXPECT_EQ(longest_line(body), 76U);
    std::erase_if(body, [](char c) { return c == '\r' || c == '\n'; });
    EXPECT_EQ(body, std::string(2'000, 'A'));
}

std::string mixed(const std::string& second_header, const std::string& second) {
    return "preamble\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b\r\n" + second_header +
           "\r\n" + second + "\r\n--b\r\n\r\nlast \r\n--b--\r\nepilogue";
}

TEST(ShortenLines, ChangesOnlyThePartConcerned) {
    const auto headers = with_type("multipart/mixed; boundary=b");
    const auto body = mixed("X-A: 1\r\ncontent-transfer-encoding: 8bit\r\nX-B:  2\r\n", kLong);
    const auto edits = shorten_lines(headers, body);
    ASSERT_TRUE(edits);
    ASSERT_EQ(edits->size(), 1U);
    const auto text = replaced(*edits);
    const auto at = text.find("xxx");
    const std::string wrapped = text.substr(at, text.find("\r\n--b", at) - at);
    EXPECT_EQ(decoded(wrapped), kLong);
    EXPECT_EQ(text, mixed("X-A: 1\r\nX-B:  2\r\n"
                          "Content-Transfer-Encoding: quoted-printable\r\n",
                          wrapped));
    EXPECT_EQ(structural_fault(headers, text), std::nullopt);
}

TEST(ShortenLines, GivesAPartWithoutHeaderOne) {
    const auto text = body_of(with_type("multipart/mixed; boundary=b"),
                              "--b\n\n" + kLong + "\n--b\nno header " + kLong + "\n--b--\n");
    EXPECT_EQ(text.find("--b\nContent-Transfer-Encoding: quoted-printable\n\nxxx"), 0U);
    EXPECT_NE(text.find("--b\nContent-Transfer-Encoding: quoted-printable\n\nno header xxx"),
              std::string::npos);
}

TEST(ShortenLines, DescendsIntoMessages) {
    const auto text = body_of(with_type("multipart/mixed; boundary=b"),
                              "--b\nContent-Type: message/rfc822\n\nSubject: inner\n"
                              "Content-Type: application/x-y\n\n" +
                                  kLong + "\n--b--\n");
    EXPECT_EQ(text.find("--b\nContent-Type: message/rfc822\n\nSubject: inner\n"
                        "Content-Type: application/x-y\n"
                        "Content-Transfer-Encoding: base64\n\neHh4"),
              0U);
}

/// Whatever is written must be what structural_fault() calls sound, and mean what it meant.
void expect_sound(const HeaderList& headers, const std::string& body) {
    ASSERT_EQ(structural_fault(headers, body).value_or(""), "");
    const auto written = body_of(headers, body);
    EXPECT_EQ(structural_fault(headers, written).value_or(""), "") << written;
    EXPECT_NE(written.find("quoted-printable"), written.npos) << written;
}

TEST(ShortenLines, KeepsAPartSoundWhoseHeaderBeginsWithAFold) {
    const auto headers = with_type("multipart/mixed; boundary=b");
    expect_sound(headers, "--b\n fold\n\n" + kLong + "\n--b--\n");
    expect_sound(headers, "--b\n\tfold\n fold\nX-A: b\n\n" + kLong + "\n--b--\n");
    expect_sound(headers, "--b\n fold\n" + kLong + "\n--b--\n");
}

TEST(ShortenLines, KeepsMessagesSoundWhoseCarrierHasNoFields) {
    const auto digest = with_type("multipart/digest; boundary=b");
    expect_sound(digest, "--b\n" + kLong + "\n--b--\n");
    expect_sound(digest, "--b\n\n" + kLong + "\n--b--\n");
    expect_sound(digest, "--b\nX-A: b\n" + kLong + "\n--b--\n");
    expect_sound(with_type("multipart/mixed; boundary=b"),
                 "--b\nContent-Type: message/rfc822\n" + kLong + "\n--b--\n");
}

TEST(ShortenLines, FoldsHeaderFieldsOfParts) {
    const std::string value(600, 'v');
    const auto text = body_of(with_type("multipart/mixed; boundary=b"),
                              "--b\nX-A: " + value + " " + value + "\nX-B: 1\n\nhi\n--b--\n");
    EXPECT_EQ(text, "--b\nX-A: " + value + "\n " + value + "\nX-B: 1\n\nhi\n--b--\n");
}

TEST(ShortenLines, BreaksWhatStandsOutsideOfParts) {
    const auto text = body_of(with_type("multipart/mixed; boundary=b"),
                              kLong + "\n--b\n\nhi\n--b--\n" + kLong + "\n");
    EXPECT_LE(longest_line(text), 998U);
    EXPECT_NE(text.find("\n--b\n\nhi\n--b--\n"), std::string::npos);
}

struct Refused {
    std::string type, body;
};

const std::vector<Refused> kRefused{
    {"multipart/signed; boundary=b", "--b\n\n" + kLong + "\n--b--\n"},
    {"multipart/encrypted; boundary=b", "--b\n\n" + kLong + "\n--b--\n"},
    {"multipart/mixed; boundary=b",
     "--b\nContent-Type: multipart/signed; boundary=i\n\n--i\n\n" + kLong + "\n--i--\n--b--\n"},
    {"multipart/mixed; boundary=b", "--b\nX: " + kLong + "\n\nhi\n--b--\n"},
    {"multipart/mixed; boundary=b", "--b" + kLong + "\n\nhi\n--b--\n"},
    {"multipart/mixed", kLong},
    {"message/partial; id=x", kLong},
    {"nonsense", kLong}};

TEST(RefusedShortening, IsInvalid) {
    for (const auto& example : kRefused) {
        const auto edits = shorten_lines(with_type(example.type), example.body);
        ASSERT_FALSE(edits);
        EXPECT_EQ(edits.error().code, ErrorCode::invalid);
    }
}

TEST(ShortenLines, RefusesAnEncodingItDoesNotKnow) {
    EXPECT_FALSE(shorten_lines(with_type("text/plain", "x-uuencode"), kLong));
}

TEST(ShortenLines, LeavesASignedPartBesideALongOneAsItIs) {
    const std::string sealed =
        "--b\nContent-Type: multipart/signed; boundary=i\n\n--i\n\nsigned \n--i--\n";
    const auto text =
        body_of(with_type("multipart/mixed; boundary=b"), sealed + "--b\n\n" + kLong + "\n--b--\n");
    EXPECT_EQ(text.substr(0, sealed.size()), sealed);
}

}  // namespace
}  // namespace postern
