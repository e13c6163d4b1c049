// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "postern/base/text.hpp"
#include "postern/mail/structure.hpp"

#include "carried_fields.hpp"
#include "mime_parts.hpp"

namespace postern {
namespace {

using Fault = std::optional<std::string>;

// RFC 5322 section 3.6 and RFC 2045 section 3: at most one of each.
constexpr std::array<std::string_view, 6> kSingle{"From",       "Sender", "Subject",
                                                  "Message-ID", "Date",   "MIME-Version"};

constexpr std::string_view kContentPrefix = "Content-";

/// "Content-Type of part 2.1: …"
std::string located(std::string_view field, const MimePart& part, std::string_view what) {
    std::string out(field);
    if (part.depth > 0) out.append(" of part ").append(part.number);
    return out.append(": ").append(what);
}

bool is_single(std::string_view name) {
    return istarts_with(name, kContentPrefix) ||
           std::any_of(kSingle.begin(), kSingle.end(),
                       [&](std::string_view single) { return iequals(name, single); });
}

Fault doubled_field(const HeaderList& headers) {
    std::set<std::string> seen;
    for (const auto& field : headers) {
        if (!is_single(field.name)) continue;
        if (!seen.insert(lower(field.name)).second) {
            return field.name + ": the field is there more than once";
        }
    }
    return {};
}

Fault uncarriable_field(const HeaderList& headers) {
    const auto edits = carried_fields(headers);
    return edits ? Fault{} : edits.error().what;
}

Fault missing_version(const HeaderList& headers) {
    if (find_header(headers, "MIME-Version") != nullptr) return {};
    for (const auto& field : headers) {
        if (!istarts_with(field.name, kContentPrefix)) continue;
        return "MIME-Version: the field is missing, but " + field.name + " is there";
    }
    return {};
}

/// RFC 2045 section 6.1, 6.4.
Fault encoding_fault(const MimePart& part) {
    constexpr std::string_view kField = "Content-Transfer-Encoding";
    if (is_identity(part.encoding)) return {};
    if (part.encoding != "quoted-printable" && part.encoding != "base64") {
        return located(kField, part, in_quotes(part.encoding) + " is not known");
    }
    if (!part.type || !part.type->is_composite()) return {};
    return located(kField, part,
                   in_quotes(part.encoding) + " is not allowed for " + part.type->text());
}

/// RFC 2046 section 5.1.1: 1 to 70 of these, the last not a blank (which reading took off).
bool is_boundary(std::string_view text) {
    constexpr std::string_view kOthers = "'()+_,-./:=? ";
    const auto allowed = [&](char c) {
        const char l = lower(c);
        return (l >= 'a' && l <= 'z') || (l >= '0' && l <= '9') || kOthers.find(c) != kOthers.npos;
    };
    return text.size() <= 70 && std::all_of(text.begin(), text.end(), allowed);
}

Fault boundary_fault(const MimePart& part) {
    constexpr std::string_view kField = "Content-Type";
    if (!part.type->is_multipart()) return {};
    const auto& boundary = part.type->boundary;
    if (boundary.empty()) return located(kField, part, "multipart without a boundary");
    const auto name = "the boundary " + in_quotes(boundary, 80);
    if (!is_boundary(boundary)) return located(kField, part, name + " is malformed");
    if (!part.opened) return located(kField, part, name + " does not occur in the body");
    if (!part.closed) return located(kField, part, name + " is not closed");
    return {};
}

Fault part_fault(const MimePart& part) {
    if (!part.type) return located("Content-Type", part, part.type.error().what);
    if (auto fault = encoding_fault(part)) return fault;
    return boundary_fault(part);
}

Fault parts_fault(const HeaderList& headers, std::string_view body) {
    const auto parts = walk_parts(headers, body);
    if (parts.too_deep) {
        return "Content-Type: parts nest deeper than " + std::to_string(kDeepestNesting);
    }
    if (parts.too_many) {
        return "Content-Type: there are more than " + std::to_string(kMostParts) + " parts";
    }
    for (const auto& part : parts.list) {
        if (auto fault = part_fault(part)) return fault;
    }
    return {};
}

/// What most messages are needs no look at the body.
bool is_ordinary(const HeaderList& headers) {
    const auto* type = find_header(headers, "Content-Type");
    const auto* encoding = find_header(headers, "Content-Transfer-Encoding");
    const bool plain_encoding = encoding == nullptr || iequals(encoding->value, "7bit") ||
                                iequals(encoding->value, "8bit") ||
                                iequals(encoding->value, "quoted-printable") ||
                                iequals(encoding->value, "base64");
    return plain_encoding && (type == nullptr || is_ordinary_text(type->value));
}

}  // namespace

std::optional<std::string> structural_fault(const HeaderList& headers, std::string_view body) {
    if (headers.size() > kMostHeaderFields) {
        return "there are more than " + std::to_string(kMostHeaderFields) + " header fields";
    }
    if (auto fault = doubled_field(headers)) return fault;
    if (auto fault = uncarriable_field(headers)) return fault;
    if (auto fault = missing_version(headers)) return fault;
    if (is_ordinary(headers)) return {};
    return parts_fault(headers, body);
}

}  // namespace postern
