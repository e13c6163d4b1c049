// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/content_digest.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

const HeaderList kHeaders{{"Received", "from a by b"},
                          {"From", "\"The Shop\" <chat@platform.example>"},
                          {"Subject", "A visitor wrote"},
                          {"Date", "Mon, 23 Nov 2026 12:00:00 +0000"},
                          {"MIME-Version", "1.0"},
                          {"Content-Type", "text/plain; charset=utf-8"},
                          {"Content-Transfer-Encoding", "8bit"}};
const std::string kBody =
    "Gr\xc3\xbc\xc3\x9f"
    "e\nand more\n";

HeaderList with(HeaderList headers, const std::string& name, const std::string& value) {
    for (auto& field : headers) {
        if (field.name == name) {
            field.value = value;
            return headers;
        }
    }
    headers.push_back({name, value});
    return headers;
}

HeaderList multipart() {
    return with(kHeaders, "Content-Type", "multipart/mixed; boundary=b");
}

std::string in_parts(const std::string& encoding, const std::string& text,
                     const std::string& file = "name=x") {
    return "preamble\n--b\nContent-Type: text/plain; charset=utf-8\n"
           "Content-Transfer-Encoding: " +
           encoding + "\n\n" + text + "\n--b\nContent-Type: application/octet-stream; " + file +
           "\nContent-Transfer-Encoding: base64\n\nAAEC\n--b--\n";
}

TEST(ContentDigest, DoesNotHeedWhatHappensOnTheWay) {
    const auto digest = content_digest(kHeaders, kBody);
    EXPECT_EQ(content_digest(kHeaders,
                             "Gr\xc3\xbc\xc3\x9f"
                             "e\r\nand  more \r\n\r\n"),
              digest);
    for (const auto& [name, value] : {std::pair{"Received", "by c id d"},
                                      {"X-Site", "1"},
                                      {"Subject", "A visitor\n wrote"},
                                      {"From", "The Shop <chat@platform.example>"},
                                      {"Message-ID", "<a@b>"},
                                      {"To", "undisclosed-recipients:;"},
                                      {"Postern-Seal", "v=2"}}) {
        EXPECT_EQ(content_digest(with(kHeaders, name, value), kBody), digest) << name;
    }
}

TEST(ContentDigest, DoesNotHeedThat8BitBecomes7Bit) {
    const auto coded = with(kHeaders, "Content-Transfer-Encoding", "quoted-printable");
    EXPECT_EQ(content_digest(coded, "Gr=C3=BC=C3=9Fe\nand=20=\nmore\n"),
              content_digest(kHeaders, kBody));
    EXPECT_EQ(content_digest(multipart(), in_parts("quoted-printable", "Gr=C3=BC")),
              content_digest(multipart(), in_parts("8bit", "Gr\xc3\xbc")));
}

TEST(ContentDigest, HeedsWhatAReaderSees) {
    const auto digest = content_digest(kHeaders, kBody);
    for (const auto& [name, value] : {std::pair{"Subject", "Another"},
                                      {"From", "Another <chat@platform.example>"},
                                      {"Reply-To", "another@x.example"},
                                      {"Date", "Tue, 24 Nov 2026 12:00:00 +0000"},
                                      {"Content-Type", "text/html; charset=utf-8"},
                                      {"Content-Disposition", "attachment"},
                                      {"List-Unsubscribe", "<https://x.example>"}}) {
        EXPECT_NE(content_digest(with(kHeaders, name, value), kBody), digest) << name;
    }
    EXPECT_NE(content_digest(kHeaders, kBody + "more\n"), digest);
    EXPECT_NE(content_digest(kHeaders, "Gruesse\nand more\n"), digest);
    auto doubled = kHeaders;
    doubled.push_back({"subject", "Another"});
    EXPECT_NE(content_digest(doubled, kBody), digest);
}

TEST(ContentDigest, HeedsEachPart) {
    const auto digest = content_digest(multipart(), in_parts("8bit", "Hello"));
    EXPECT_NE(content_digest(multipart(), in_parts("8bit", "Hallo")), digest);
    EXPECT_NE(content_digest(multipart(), in_parts("8bit", "Hello", "name=y")), digest);
    auto body = in_parts("8bit", "Hello");
    EXPECT_NE(content_digest(multipart(), body + "epilogue\n"), digest);
    body.replace(body.find("AAEC"), 4, "AAED");
    EXPECT_NE(content_digest(multipart(), body), digest);
    EXPECT_NE(content_digest(with(kHeaders, "Content-Type", "multipart/mixed; boundary=c"),
                             in_parts("8bit", "Hello")),
              digest);
}

}  // namespace
}  // namespace postern
