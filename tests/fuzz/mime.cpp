// SPDX-License-Identifier: Apache-2.0
//
// MIME: a message, header and body. What is called sound stays sound, whatever is done to it.
#include "postern/mail/content.hpp"
#include "postern/mail/first_line.hpp"
#include "postern/mail/returned.hpp"
#include "postern/mail/structure.hpp"

#include "carried_message.hpp"
#include "target.hpp"

namespace postern::fuzz {

namespace {

std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) out.append(c == '\n' ? "\r\n" : std::string(1, c));
    return out;
}

void require_sound(const HeaderList& headers, std::string_view body) {
    const auto fault = structural_fault(headers, body);
    require(!fault, "what is sound stays sound", fault.value_or(""));
}

void shorten(const HeaderList& headers, std::string_view body) {
    const auto edits = shorten_lines(headers, body);
    if (!edits) return;
    const auto after = edited(headers, *edits);
    const std::string written(body_after(*edits, body));
    require_short_lines(written);
    require_sound(after, written);
    const auto again = shorten_lines(after, written);
    require(again && again->empty(), "there is nothing left to shorten");
}

void put_line_on_top(const HeaderList& headers, std::string_view body) {
    const auto written = with_first_line(headers, body, "This was for anna@firm.example.");
    if (!written) return;
    require_sound(headers, *written);
    require(written->size() > body.size() / 4, "a line on top takes nothing away");
}

void read_all(const HeaderList& headers, std::string_view body) {
    for (const auto& part : read_text_parts(headers, body)) {
        require(part.text.size() <= body.size() * 4 + 64,
                "a text is no longer than it was written");
    }
    (void)returned_message(headers, body);
    (void)relaxed_body(body);
}

}  // namespace

void mime(std::string_view input) {
    const auto message = split_message(input);
    for (const auto& body : {message.body, with_crlf(message.body)}) {
        read_all(message.headers, body);
        if (structural_fault(message.headers, body)) {
            (void)shorten_lines(message.headers, body);
            (void)with_first_line(message.headers, body, "line");
            continue;
        }
        shorten(message.headers, body);
        put_line_on_top(message.headers, body);
    }
}

}  // namespace postern::fuzz
