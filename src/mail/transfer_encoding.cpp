// SPDX-License-Identifier: Apache-2.0
#include "transfer_encoding.hpp"

#include <algorithm>
#include <iterator>

#include <mimetic/codec/base64.h>

#include "long_line.hpp"

namespace postern {
namespace {

constexpr std::size_t kEncodedColumns = 76;

/// Builds one line of quoted-printable after the other from pieces that must not be split.
class QuotedPrintableLine {
  public:
    QuotedPrintableLine(std::string& out, std::string_view eol) : out_(out), eol_(eol) {}

    void add(std::string_view piece) {
        if (column_ + piece.size() > kEncodedColumns - 1) {
            out_.append("=").append(eol_);
            column_ = 0;
        }
        out_ += piece;
        column_ += piece.size();
    }
    void end(std::string_view line_end) {
        out_ += line_end;
        column_ = 0;
    }

  private:
    std::string& out_;
    std::string_view eol_;
    std::size_t column_ = 0;
};

/// Section 6.7 (1) to (3): white space at the end of a line would be lost.
void encode_line(QuotedPrintableLine& line, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool inner_blank = (c == ' ' || c == '\t') && i + 1 < text.size();
        const bool plain = c > ' ' && c <= '~' && c != '=';
        if (plain || inner_blank) {
            line.add({&c, 1});
            continue;
        }
        const auto piece = escaped(c);
        line.add({piece.data(), piece.size()});
    }
}

/// Whatever follows a "=" stays beside it, valid or not: a break there would change its meaning.
void rewrap_line(QuotedPrintableLine& line, std::string_view text) {
    while (!text.empty()) {
        const auto piece = text.substr(0, text.front() == '=' ? 3 : 1);
        line.add(piece);
        text.remove_prefix(piece.size());
    }
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char upper = static_cast<char>(c & ~0x20);
    return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
}

}  // namespace

std::array<char, 3> escaped(char byte) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto value = static_cast<unsigned char>(byte);
    return {'=', kHex[value >> 4U], kHex[value & 0xFU]};
}

std::string to_quoted_printable(std::string_view text, std::string_view eol) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    QuotedPrintableLine writer(out, eol);
    for (LineReader lines(text); const auto line = lines.next();) {
        encode_line(writer, line->text);
        writer.end(line->end);
    }
    return out;
}

std::string to_base64(std::string_view bytes, std::string_view eol) {
    std::string encoded;
    encoded.reserve(bytes.size() / 3 * 4 + 4);
    mimetic::Base64::Encoder encoder(0);
    encoder.process(bytes.begin(), bytes.end(), std::back_inserter(encoded));
    if (eol.empty()) return encoded;
    std::string out;
    out.reserve(encoded.size() + encoded.size() / kEncodedColumns * eol.size() + eol.size());
    for (std::size_t at = 0; at < encoded.size(); at += kEncodedColumns) {
        if (at > 0) out += eol;
        out.append(encoded, at, kEncodedColumns);
    }
    return out;
}

std::string rewrapped_quoted_printable(std::string_view text, std::string_view eol) {
    std::string out;
    QuotedPrintableLine writer(out, eol);
    for (LineReader lines(text); const auto line = lines.next();) {
        if (line->text.size() > kLongestLine)
            rewrap_line(writer, line->text);
        else
            out += line->text;
        writer.end(line->end);
    }
    return out;
}

std::string rewrapped_base64(std::string_view text, std::string_view eol) {
    std::string out;
    for (LineReader lines(text); auto line = lines.next();) {
        const auto columns = line->text.size() > kLongestLine ? kEncodedColumns : kLongestLine;
        for (; line->text.size() > columns; line->text.remove_prefix(columns)) {
            out.append(line->text.substr(0, columns)).append(eol);
        }
        out.append(line->text).append(line->end);
    }
    return out;
}

std::string without_soft_breaks(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    LineReader lines(text);
    for (auto line = lines.next(); line; line = lines.next()) {
        auto content = line->text;
        while (!content.empty() && (content.back() == ' ' || content.back() == '\t')) {
            content.remove_suffix(1);
        }
        if (!content.empty() && content.back() == '=') {
            out.append(content.substr(0, content.size() - 1));
        } else {
            out.append(content).append(line->end);
        }
    }
    return out;
}

std::string from_quoted_printable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '=' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                            hex_value(text[i + 2]) >= 0;
        if (!escape) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
        i += 2;
    }
    return out;
}

std::string from_base64(std::string_view text) {
    std::string clean(text);
    // mimetic's table ends at "z" and is read one byte too far by "{".
    const auto foreign = [](char c) { return c < '+' || c > 'z'; };
    clean.erase(std::remove_if(clean.begin(), clean.end(), foreign), clean.end());
    std::string out;
    mimetic::Base64::Decoder().process(clean.begin(), clean.end(), std::back_inserter(out));
    return out;
}

}  // namespace postern
