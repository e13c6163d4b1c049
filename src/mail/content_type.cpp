// SPDX-License-Identifier: Apache-2.0
#include "content_type.hpp"

#include <algorithm>
#include <exception>

#include <mimetic/contenttype.h>

#include "postern/base/text.hpp"

#include "comment.hpp"

namespace postern {
namespace {

// Far beyond any real one; mimetic takes a hundred bytes for each parameter.
constexpr std::size_t kLongestValue = 10'000;

/// RFC 2045 section 5.1: printable ASCII without blanks and tspecials.
bool is_token(std::string_view text) {
    constexpr std::string_view kSpecials = "()<>@,;:\\\"/[]?=";
    const auto plain = [&](char c) {
        return c > ' ' && c <= '~' && kSpecials.find(c) == kSpecials.npos;
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), plain);
}

/// mimetic ends a parameter at each semicolon, inside quoted strings too. None of the parameters
/// read here may hold one, so there they can be hidden from it.
std::string with_quoted_semicolons_hidden(std::string value) {
    bool quoting = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '"')
            quoting = !quoting;
        else if (quoting && value[i] == '\\')
            ++i;
        else if (quoting && value[i] == ';')
            value[i] = '_';
    }
    return value;
}

/// The name of the first parameter that is none, else "".
std::string bad_parameter(const mimetic::ContentType& parsed) {
    for (const auto& parameter : parsed.paramList()) {
        const std::string name(trim(parameter.name()));
        const bool left_out = name.empty() && parameter.value().empty();  // "a/b; ; c=d"
        if (!left_out && !is_token(name)) return in_quotes(name + "=" + parameter.value());
    }
    return {};
}

/// The first one counts where a parameter is doubled.
std::string parameter(const mimetic::ContentType& parsed, std::string_view name) {
    for (const auto& candidate : parsed.paramList()) {
        if (iequals(trim(candidate.name()), name)) return std::string(trim(candidate.value()));
    }
    return {};
}

Result<ContentType> read(std::string_view value) {
    const mimetic::ContentType parsed(with_quoted_semicolons_hidden(without_comments(value)));
    ContentType type{lower(trim(parsed.type())), lower(trim(parsed.subtype())),
                     lower(parameter(parsed, "charset")), parameter(parsed, "boundary")};
    if (!is_token(type.type) || !is_token(type.subtype)) {
        return Error{ErrorCode::invalid, in_quotes(value) + " is not of the form type/subtype"};
    }
    const auto fault = bad_parameter(parsed);
    if (!fault.empty()) return Error{ErrorCode::invalid, fault + " is no parameter"};
    return type;
}

}  // namespace

Result<ContentType> parse_content_type(std::string_view value) {
    if (value.size() > kLongestValue) {
        return Error{ErrorCode::invalid, in_quotes(value) + " is longer than 10000 octets"};
    }
    try {
        return read(value);
    } catch (const std::exception&) {  // mimetic hands out what std::string throws
        return Error{ErrorCode::invalid, in_quotes(value) + " cannot be read"};
    }
}

bool is_ordinary_text(std::string_view content_type) {
    const auto type = content_type.substr(0, content_type.find(';'));
    if (!iequals(type, "text/plain") && !iequals(type, "text/html")) return false;
    const auto rest = content_type.substr(type.size());
    constexpr std::string_view kCharset = "; charset=";
    return rest.empty() || (istarts_with(rest, kCharset) && is_token(rest.substr(kCharset.size())));
}

bool has_wide_characters(const ContentType& type) {
    return istarts_with(type.charset, "utf-16") || istarts_with(type.charset, "utf-32") ||
           istarts_with(type.charset, "ucs-") || istarts_with(type.charset, "iso-10646-ucs");
}

std::string parse_transfer_encoding(std::string_view value) {
    return lower(without_comments(value));
}

bool is_identity(std::string_view transfer_encoding) {
    return transfer_encoding == "7bit" || transfer_encoding == "8bit" ||
           transfer_encoding == "binary";
}

}  // namespace postern
