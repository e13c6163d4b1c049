// SPDX-License-Identifier: Apache-2.0
//
// postern_growth: how the cost of hostile shapes grows. Each shape is made of n pieces and of ten
// times as many; printed is the processor time per piece, and what the larger one costs per piece
// in terms of the smaller one: about 1 where cost grows with the size, about 10 where it grows with
// its square. For people to look at: no test looks at a clock.
#include <array>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>

#include "postern/bounce/bounce_reader.hpp"
#include "postern/mail/content.hpp"
#include "postern/mail/first_line.hpp"
#include "postern/mail/header_editor.hpp"
#include "postern/mail/mailbox.hpp"
#include "postern/mail/returned.hpp"
#include "postern/mail/structure.hpp"

namespace postern {
namespace {

std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

const HeaderList kHtml{{"MIME-Version", "1.0"}, {"Content-Type", "text/html"}};
const HeaderList kMixed{{"MIME-Version", "1.0"}, {"Content-Type", "multipart/mixed; boundary=b"}};

HeaderList numbered(std::string_view name, std::size_t times) {
    HeaderList headers;
    for (std::size_t i = 0; i < times; ++i) {
        headers.push_back({std::string(name) + std::to_string(i), "1"});
    }
    return headers;
}

const BounceReader& reader() {
    static const auto kReader = BounceReader::shipped().value();
    return *kReader;
}

void edit_fields(std::size_t n) {
    const auto headers = numbered("Postern-X", n);
    HeaderEditor editor(headers);
    for (const auto* name : {"From", "To", "Subject"}) editor.set(name, "x");
    editor.remove_prefixed("Postern-");
    (void)editor.take();
}

void read_body(const HeaderList& headers, const std::string& body) {
    (void)structural_fault(headers, body);
    (void)shorten_lines(headers, body);
    (void)with_first_line(headers, body, "line");
    (void)read_text_parts(headers, body);
    (void)returned_message(headers, body);
}

struct Shape {
    const char* name;
    std::size_t least;  ///< Pieces.
    std::function<void(std::size_t)> look;
};

// clang-format off
const std::array kShapes{
    Shape{"different Content-* fields",    1'000, [](auto n) { (void)structural_fault(numbered("Content-X", n), ""); }},
    Shape{"fields of a milter's message",  1'000, [](auto n) { edit_fields(n); }},
    Shape{"body tags without an end",     10'000, [](auto n) { read_body(kHtml, repeated("<body ", n)); }},
    Shape{"body tags of another name",    10'000, [](auto n) { read_body(kHtml, repeated("<bodyx", n) + ">"); }},
    Shape{"delimiters",                   10'000, [](auto n) { read_body(kMixed, repeated("--b\n\n", n)); }},
    Shape{"almost delimiters",            10'000, [](auto n) { read_body(kMixed, repeated("--\n", n)); }},
    Shape{"folds in a part's header",     10'000, [](auto n) { read_body(kMixed, "--b\nX:" + repeated(" a\n", n) + "\n"); }},
    Shape{"one long line",                10'000, [](auto n) { read_body(kHtml, repeated("=\xC3\xBC", n)); }},
    Shape{"words of a subject",            1'000, [](auto n) { (void)shorten_lines({{"Subject", repeated("ü ", n)}}, ""); }},
    Shape{"mailboxes",                       500, [](auto n) { (void)display_name(repeated("ü <a@b.example>,", n)); }},
    Shape{"openings of encoded words",     1'000, [](auto n) { (void)header_text(repeated("=?utf-8?q?", n)); }},
    Shape{"encoded words",                 1'000, [](auto n) { (void)header_text(repeated("=?utf-8?q?a?= ", n)); }},
    Shape{"recipients of a bounce",        1'000, [](auto n) { (void)reader().read("From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + repeated("<a@b.example>: 550 5.1.1 no\n", n)); }},
    Shape{"at signs of a bounce",         10'000, [](auto n) { (void)reader().read("From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + repeated("a@", n)); }},
    Shape{"reasons of a bounce",           1'000, [](auto n) { (void)reader().read("From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + repeated("<a@b.example>: said: because: ", n)); }},
    Shape{"header fields of a bounce",     1'000, [](auto n) { (void)reader().read(numbered("X-A", n), "550 5.1.1 <a@b.example>"); }},
    Shape{"brackets of a bounce",         10'000, [](auto n) { (void)reader().read("From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + repeated("<", n)); }},
};
// clang-format on

double seconds_for(const Shape& shape, std::size_t pieces) {
    const auto begin = std::clock();
    shape.look(pieces);
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

void measure() {
    (void)reader();
    std::printf("%-32s %8s %12s %12s %6s\n", "SHAPE", "PIECES", "NS/PIECE", "TEN TIMES", "RATIO");
    for (const auto& shape : kShapes) {
        const auto few = shape.least;
        const auto many = few * 10;
        const auto small = seconds_for(shape, few) / static_cast<double>(few);
        const auto large = seconds_for(shape, many) / static_cast<double>(many);
        std::printf("%-32s %8zu %12.0f %12.0f %6.1f\n", shape.name, few, small * 1e9, large * 1e9,
                    small > 0 ? large / small : 0.0);
    }
}

}  // namespace
}  // namespace postern

int main() {
    postern::measure();
}
