// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <gtest/gtest.h>

#include "postern/mail/structure.hpp"

namespace postern {
namespace {

HeaderList with_type(std::string type) {
    return {{"From", "a@firm.example"}, {"MIME-Version", "1.0"}, {"Content-Type", std::move(type)}};
}

std::string fault(const HeaderList& headers, std::string_view body) {
    return structural_fault(headers, body).value_or("");
}

struct Sound {
    std::string type, body;
};

const std::vector<Sound> kSound{
    {"text/plain", "hello\r\n"},
    {"text/plain; charset=utf-8", ""},
    {"text/html;\n charset=\"utf-8\"", "<p>"},
    {"Application/PDF; name=\"a; boundary=x.pdf\"", "%PDF"},
    {"multipart/mixed; boundary=b", "--b\r\n\r\nx\r\n--b--\r\n"},
    {"multipart/mixed; boundary=b", "--b\n\nx\n--b--"},
    {"multipart/mixed; boundary=b", "preamble\r\n--b \r\n\r\nx\r\n--b--\r\nepilogue\r\n"},
    {"multipart/mixed (a comment); boundary=(x) \"a b\"", "--a b\n\nx\n--a b--\n"},
    {"multipart/mixed; BOUNDARY=\"=_:b?\"; x=y;", "--=_:b?\n\nx\n--=_:b?--\n"},
    {"multipart/mixed; boundary=b",
     "--b\nContent-Type: multipart/alternative; boundary=bb\n\n"
     "--bb\n\none\n--bb\n\ntwo\n--bb--\n--b\n\nthree\n--b--\n"},
    {"multipart/mixed; boundary=b",
     "--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=i\n"
     "Subject: x\n\n--i\n\none\n--i--\n--b--\n"},
    {"multipart/digest; boundary=b", "--b\n\nSubject: x\n\nbody\n--b--\n"}};

TEST(SoundStructure, HasNoFault) {
    for (const auto& example : kSound) {
        EXPECT_EQ(fault(with_type(example.type), example.body), "");
    }
}

TEST(StructuralFault, IsNoneWithoutMime) {
    EXPECT_EQ(fault({{"From", "x"}}, "text"), "");
}

struct Broken {
    std::string type, body, fault;
};

const std::vector<Broken> kBroken{
    {"text", "", "Content-Type: 'text' is not of the form type/subtype"},
    {"", "", "Content-Type: '' is not of the form type/subtype"},
    {"te xt/plain", "", "Content-Type: 'te xt/plain' is not of the form type/subtype"},
    {"text/plain; a b=c", "", "Content-Type: 'a b=c' is no parameter"},
    {"multipart/mixed", "", "Content-Type: multipart without a boundary"},
    {"multipart/mixed; boundary=\"\"", "", "Content-Type: multipart without a boundary"},
    {"multipart/mixed; boundary=b", "x\n",
     "Content-Type: the boundary 'b' does not occur in the body"},
    {"multipart/mixed; boundary=b", "x --b\n",
     "Content-Type: the boundary 'b' does not occur in the body"},
    {"multipart/mixed; boundary=b", "--b\n\nx\n", "Content-Type: the boundary 'b' is not closed"},
    {"multipart/mixed; boundary=\"a@b\"", "--a@b\n\n--a@b--\n",
     "Content-Type: the boundary 'a@b' is malformed"},
    {"multipart/mixed; boundary=" + std::string(71, 'b'), "",
     "Content-Type: the boundary '" + std::string(71, 'b') + "' is malformed"},
    {"multipart/mixed; boundary=b",
     "--b\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nx\n--b--\n",
     "Content-Type of part 1: the boundary 'i' is not closed"},
    {"multipart/mixed; boundary=b",
     "--b\n\nx\n--b\nContent-Type: multipart/mixed; boundary=i\n\n"
     "--i\nContent-Transfer-Encoding: uue\n\nx\n--i--\n--b--\n",
     "Content-Transfer-Encoding of part 2.1: 'uue' is not known"},
    {"multipart/mixed; boundary=b",
     "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n\n--b--\n",
     "Content-Transfer-Encoding of part 1: 'base64' is not allowed for message/rfc822"}};

TEST(BrokenStructure, IsNamed) {
    for (const auto& example : kBroken) {
        EXPECT_EQ(fault(with_type(example.type), example.body), example.fault);
    }
}

// A bare charset is read by a comparison, anything more by the parser: both say the same.
TEST(StructuralFault, IsTheSameForABareCharset) {
    for (char c = 1; c < 127; ++c) {
        const auto type = std::string("text/plain") + c + "x; charset=utf-8";
        const bool is_sound = fault(with_type(type), "").empty();
        EXPECT_EQ(is_sound, fault(with_type(type + "; format=flowed"), "").empty()) << type;
    }
    EXPECT_NE(fault(with_type("text/plain\n\t\tx; charset=utf-8"), ""), "");
}

TEST(StructuralFault, NamesAFieldThatIsDoubled) {
    for (const auto* name : {"From", "Subject", "Message-ID", "Date", "Content-Type"}) {
        const HeaderList headers{
            {"MIME-Version", "1.0"}, {name, "text/plain"}, {name, "text/plain"}};
        EXPECT_EQ(fault(headers, ""), std::string(name) + ": the field is there more than once");
    }
}

TEST(StructuralFault, MissesMimeVersion) {
    EXPECT_EQ(fault({{"Content-Transfer-Encoding", "8bit"}}, ""),
              "MIME-Version: the field is missing, but Content-Transfer-Encoding is there");
}

TEST(StructuralFault, KnowsTheEncodings) {
    auto headers = with_type("text/plain");
    for (const auto* known : {"7bit", "8BIT", "binary", "Quoted-Printable", "base64 (comment)"}) {
        headers.resize(3);
        headers.push_back({"Content-Transfer-Encoding", known});
        EXPECT_EQ(fault(headers, ""), "") << known;
    }
    headers.back().value = "x-uuencode";
    EXPECT_EQ(fault(headers, ""), "Content-Transfer-Encoding: 'x-uuencode' is not known");
}

std::string nested(int depth) {
    std::string body;
    for (int i = 0; i < depth; ++i) {
        const auto next = std::to_string(i + 1);
        body += "--b" + std::to_string(i) + "\n";
        if (i + 1 < depth) body += "Content-Type: multipart/mixed; boundary=b" + next + "\n";
        body += "\n";
    }
    while (depth-- > 0) body += "\n--b" + std::to_string(depth) + "--\n";
    return body;
}

TEST(StructuralFault, AllowsTwentyLevelsOfNesting) {
    const auto headers = with_type("multipart/mixed; boundary=b0");
    EXPECT_EQ(fault(headers, nested(20)), "");
    EXPECT_EQ(fault(headers, nested(21)), "Content-Type: parts nest deeper than 20");
}

}  // namespace
}  // namespace postern
