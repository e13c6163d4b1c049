// SPDX-License-Identifier: Apache-2.0
//
// The message is taken apart only where a long line was found. Each part that holds one yields
// replacements for the bytes concerned; everything between them is copied as it is.
#include <algorithm>

#include "postern/base/text.hpp"
#include "postern/mail/header_editor.hpp"
#include "postern/mail/returned.hpp"
#include "postern/mail/structure.hpp"

#include "carried_fields.hpp"
#include "long_line.hpp"
#include "mime_parts.hpp"
#include "part_header.hpp"
#include "transfer_encoding.hpp"
#include "utf8.hpp"

namespace postern {
namespace {

struct Replacement {
    std::string_view span;  ///< Of the body.
    std::string by;
};

struct Encoded {
    std::string content;
    std::string encoding;  ///< "" where it is what it was.
};

std::string name_of(const MimePart& part) {
    return part.depth == 0 ? "the message" : "part " + part.number;
}

Result<Encoded> encoded(const MimePart& part, std::string_view eol) {
    if (part.encoding == "quoted-printable") {
        return Encoded{rewrapped_quoted_printable(part.content, eol), ""};
    }
    if (part.encoding == "base64") return Encoded{rewrapped_base64(part.content, eol), ""};
    if (!is_identity(part.encoding)) {
        return invalid("its Content-Transfer-Encoding " + in_quotes(part.encoding) +
                       " is not known");
    }
    if (!part.type) return invalid("its Content-Type " + part.type.error().what);
    if (part.type->is_composite()) {
        return invalid("a " + part.type->text() + " may not be encoded (RFC 2045 section 6.4)");
    }
    if (part.type->type == "text" && !has_wide_characters(*part.type)) {
        return Encoded{to_quoted_printable(part.content, eol), "quoted-printable"};
    }
    return Encoded{to_base64(part.content, eol), "base64"};
}

/// Preamble and epilogue are read by nobody: broken as Postfix would, a blank in front of the
/// rest so that it is no delimiter.
std::string broken_lines(std::string_view text, std::string_view eol) {
    std::string out;
    for (LineReader lines(text); auto line = lines.next();) {
        while (line->text.size() > kLongestLine) {
            out.append(line->text.substr(0, kLongestLine - 1)).append(eol).append(" ");
            line->text.remove_prefix(kLongestLine - 1);
        }
        out.append(line->text).append(line->end);
    }
    return out;
}

/// Collects the replacements of all parts.
class Shortening {
  public:
    explicit Shortening(std::string_view body)
        : body_(body),
          eol_(body.find("\r\n") == body.npos && body.find('\n') != body.npos ? "\n" : "\r\n") {}

    /// `parent` is the part before it in the list; null for the message itself.
    Result<void> add(const MimePart& part, const MimePart* parent);
    Edits edits(const HeaderList& headers);

  private:
    void replace(std::string_view span, std::string by) {
        replacements_.push_back({span, std::move(by)});
    }
    std::string new_body();

    std::string_view body_;
    std::string_view eol_;
    std::vector<Replacement> replacements_;
    std::string message_encoding_;
};

/// A message inside whose carrier's header just stops: it begins where that ends, and a field
/// written there would be the carrier's.
bool stops_short(const MimePart& part, const MimePart* before) {
    return before != nullptr && before->depth + 1 == part.depth && before->depth > 0 &&
           before->type && before->type->is_whole_message() &&
           last_empty_line(before->header).empty();
}

Result<void> Shortening::add(const MimePart& part, const MimePart* parent) {
    const bool long_content = has_long_line(part.content);
    const bool odd_header = has_long_line(part.header) || !is_ascii(part.header);
    if (part.sealed && (long_content || odd_header)) {
        return invalid("it is signed or encrypted and may not be changed");
    }
    Encoded shorter;
    if (long_content) {
        auto content = encoded(part, eol_);
        if (!content) return std::move(content).error();
        shorter = *std::move(content);
    }
    if (part.depth == 0) message_encoding_ = shorter.encoding;
    if (part.depth > 0 && (odd_header || !shorter.encoding.empty())) {
        const auto header = carried_header(part.header, shorter.encoding, eol_);
        if (!header) return header.error();
        replace(part.header, (stops_short(part, parent) ? std::string(eol_) : "") + *header);
    }
    if (long_content) replace(part.content, std::move(shorter.content));
    for (const auto outside : {part.preamble, part.epilogue}) {
        if (has_long_line(outside)) replace(outside, broken_lines(outside, eol_));
    }
    return {};
}

std::string Shortening::new_body() {
    // Stable, because an empty header begins where the content does.
    std::stable_sort(
        replacements_.begin(), replacements_.end(),
        [](const Replacement& a, const Replacement& b) { return a.span.data() < b.span.data(); });
    std::string out;
    std::size_t done = 0;
    for (const auto& [span, by] : replacements_) {
        const auto begin = static_cast<std::size_t>(span.data() - body_.data());
        out.append(body_.substr(done, begin - done)).append(by);
        done = begin + span.size();
    }
    return out.append(body_.substr(done));
}

/// RFC 2045 section 4: without MIME-Version an encoding means nothing.
Edits Shortening::edits(const HeaderList& headers) {
    Edits edits;
    if (!message_encoding_.empty()) {
        edits.push_back(ChangeHeader{std::string(kEncodingField), 1, message_encoding_});
        if (find_header(headers, "MIME-Version") == nullptr) {
            edits.push_back(AddHeader{"MIME-Version", "1.0"});
        }
    }
    if (!replacements_.empty()) edits.push_back(ReplaceBody{new_body()});
    return edits;
}

Result<Edits> shortened_body(const HeaderList& headers, std::string_view body) {
    const auto parts = walk_parts(headers, body);
    if (parts.too_deep || parts.too_many) {
        return invalid("there are too many parts to look for lines longer than 998 octets");
    }
    Shortening shortening(body);
    const MimePart* before = nullptr;
    for (const auto& part : parts.list) {
        auto added = shortening.add(part, before).with_context(name_of(part));
        if (!added) return std::move(added).error();
        before = &part;
    }
    auto edits = shortening.edits(headers);
    const auto* written = edits.empty() ? nullptr : std::get_if<ReplaceBody>(&edits.back());
    if (has_long_line(written != nullptr ? written->body : body)) {
        return invalid("a header field or boundary in the body is a line longer than 998 octets");
    }
    return edits;
}

/// Whether there are parts whose header could be other than US-ASCII.
bool may_have_odd_parts(const HeaderList& headers, std::string_view body) {
    const auto* type = find_header(headers, "Content-Type");
    return type != nullptr && !is_ordinary_text(type->value) && !is_ascii(body);
}

}  // namespace

Result<Edits> shorten_lines(const HeaderList& headers, std::string_view body) {
    auto edits = carried_fields(headers);
    if (!edits || !(has_long_line(body) || may_have_odd_parts(headers, body))) return edits;
    auto shortened = shortened_body(headers, body);
    if (!shortened || shortened->empty())
        return shortened ? std::move(edits) : std::move(shortened);
    edits->insert(edits->end(), shortened->begin(), shortened->end());
    const auto& written = std::get<ReplaceBody>(edits->back()).body;
    // What MIME leaves open is read in more than one way: better refused than sent broken.
    const auto broken = structural_fault(edited(headers, *edits), written);
    if (broken && !structural_fault(headers, body)) {
        return invalid("its parts cannot be written anew (" + *broken + ")");
    }
    return edits;
}

}  // namespace postern
