// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/first_line.hpp"

#include <gtest/gtest.h>

namespace postern {
namespace {

std::optional<std::string> on_top(const std::string& type, const std::string& encoding,
                                  const std::string& body) {
    HeaderList headers{{"MIME-Version", "1.0"}};
    if (!type.empty()) headers.push_back({"Content-Type", type});
    if (!encoding.empty()) headers.push_back({"Content-Transfer-Encoding", encoding});
    return with_first_line(headers, body, "For a&b@x.example.");
}

TEST(FirstLine, StandsOnTopOfPlainText) {
    EXPECT_EQ(on_top("", "", "Hello\r\n"), "For a&b@x.example.\r\n\r\nHello\r\n");
    EXPECT_EQ(on_top("text/plain; charset=utf-8", "8bit", "Cze\u015B\u0107\n"),
              "For a&b@x.example.\n\nCze\u015B\u0107\n");
    EXPECT_EQ(on_top("text/plain", "quoted-printable", "a=3Db=20\r\n"),
              "For a&b@x.example.\r\n\r\na=3Db=20\r\n");
    EXPECT_EQ(on_top("text/plain; charset=utf-8", "base64", "SGVsbG8NCg==\r\n"),
              "Rm9yIGEmYkB4LmV4YW1wbGUuDQoNCkhlbGxvDQo=\r\n");
}

TEST(FirstLine, LeavesSoftBreaksWhatTheyAre) {
    EXPECT_EQ(on_top("text/plain", "quoted-printable", "one=\r\n line=3D\r\n"),
              "For a&b@x.example.\r\n\r\none line=3D\r\n");
}

TEST(FirstLine, TakesABodyTagThatHasNoEndForNone) {
    EXPECT_EQ(on_top("text/html", "7bit", "<p>Hi</p>\r\n<body\r\n<body class"),
              "\r\n<p>For a&amp;b@x.example.</p>\r\n<p>Hi</p>\r\n<body\r\n<body class");
    EXPECT_EQ(on_top("text/html", "7bit", "<bodyx>Hi"),
              "\r\n<p>For a&amp;b@x.example.</p>\r\n<bodyx>Hi");
}

TEST(FirstLine, IsAParagraphInHtmlBehindTheBodyTag) {
    EXPECT_EQ(on_top("text/html", "7bit", "<html><BODY class=x><p>Hi</p></BODY></html>\r\n"),
              "<html><BODY class=x>\r\n<p>For a&amp;b@x.example.</p>\r\n<p>Hi</p></BODY></html>"
              "\r\n");
    EXPECT_EQ(on_top("text/html", "", "<bodyguard>Hi\r\n"),
              "\r\n<p>For a&amp;b@x.example.</p>\r\n<bodyguard>Hi\r\n");
}

TEST(FirstLine, StandsInBothAlternatives) {
    const std::string body =
        "--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n"
        "--b\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n--b--\r\n";
    EXPECT_EQ(on_top("multipart/alternative; boundary=b", "", body),
              "--b\r\nContent-Type: text/plain\r\n\r\nFor a&b@x.example.\r\n\r\nHi\r\n"
              "--b\r\nContent-Type: text/html\r\n\r\n\r\n<p>For a&amp;b@x.example.</p>\r\n"
              "<p>Hi</p>\r\n--b--\r\n");
}

TEST(FirstLine, IsWrittenIntoAnEmptyMessage) {
    EXPECT_EQ(on_top("", "", ""), "For a&b@x.example.\r\n\r\n");
    EXPECT_EQ(on_top("text/plain", "quoted-printable", ""), "For a&b@x.example.\r\n\r\n");
    EXPECT_EQ(on_top("text/plain", "base64", ""), "Rm9yIGEmYkB4LmV4YW1wbGUuDQoNCg==\r\n");
    EXPECT_EQ(on_top("text/html", "", ""), "\r\n<p>For a&amp;b@x.example.</p>\r\n");
}

TEST(FirstLine, IsWrittenIntoAnEmptyPart) {
    for (const std::string between : {"\r\n", "\r\n\r\n", "\r\n\r\n\r\n"}) {
        for (const std::string encoding : {"7bit", "quoted-printable", "base64"}) {
            const auto part = "--b\r\nContent-Transfer-Encoding: " + encoding + between;
            const auto written =
                on_top("multipart/mixed; boundary=b", "",
                       part + "--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n");
            // A header that never ends leaves no place.
            ASSERT_EQ(written.has_value(), between != "\r\n") << encoding;
            if (!written) continue;
            const auto text = encoding == "base64" ? "Rm9yIGEmYkB4LmV4YW1wbGUuDQoNCg==\r\n"
                                                   : "For a&b@x.example.\r\n\r\n";
            EXPECT_NE(written->find("\r\n\r\n" + std::string(text)), written->npos) << *written;
            EXPECT_NE(written->find("\r\n--b\r\nContent-Type: image/png"), written->npos)
                << *written;
        }
    }
}

TEST(FirstLine, LeavesAttachmentsSignaturesAndWideTextAlone) {
    const auto part = [](const std::string& fields) {
        return "--b\r\n" + fields + "\r\n\r\nHi\r\n--b--\r\n";
    };
    EXPECT_FALSE(on_top("multipart/mixed; boundary=b", "",
                        part("Content-Type: text/plain\r\nContent-Disposition: attachment")));
    EXPECT_FALSE(on_top("multipart/signed; boundary=b", "", part("Content-Type: text/plain")));
    EXPECT_FALSE(on_top("multipart/mixed; boundary=b", "", part("Content-Type: image/png")));
    EXPECT_FALSE(on_top("text/plain; charset=utf-16", "base64", "SABpAA=="));
    EXPECT_FALSE(on_top("text/plain", "x-uuencode", "Hi"));
}

}  // namespace
}  // namespace postern
