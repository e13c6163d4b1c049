// SPDX-License-Identifier: Apache-2.0
#include "dkim_record.hpp"

#include <algorithm>

#include "postern/base/text.hpp"

#include "labels.hpp"
#include "tag_list.hpp"

namespace postern {

namespace {

/// Of a list with colons; a tag that is not there names everything.
bool names(const TagList& tags, std::string_view tag, std::string_view word) {
    const auto value = value_of(tags, tag);
    if (!value) return true;
    const auto words = split(*value, ":");
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& w) { return trim(w) == word; });
}

Result<void> check_use(const TagList& tags) {
    const auto version = value_of(tags, "v");
    if (version && (*version != "DKIM1" || tags.front().name != "v")) {
        return invalid("v= is not DKIM1, or not the first tag");
    }
    if (!names(tags, "h", "sha256")) return invalid("h= leaves out sha256");
    if (!names(tags, "s", "*") && !names(tags, "s", "email")) return invalid("s= leaves out email");
    return {};
}

Result<PublicKey::Algorithm> algorithm_of(const TagList& tags) {
    const auto name = value_of(tags, "k").value_or("rsa");
    for (const auto algorithm : {PublicKey::Algorithm::rsa, PublicKey::Algorithm::ed25519}) {
        if (name == name_of(algorithm)) return algorithm;
    }
    return invalid("k=" + in_quotes(name) + " is neither rsa nor ed25519");
}

std::string without_blanks(std::string text) {
    std::erase_if(text, [](char c) { return trim({&c, 1}).empty(); });
    return text;
}

}  // namespace

Result<DkimRecord> parse_dkim_record(std::string_view text) {
    const auto tags = parse_tag_list(text);
    if (!tags) return tags.error();
    if (auto fit = check_use(*tags); !fit) return fit.error();
    const auto algorithm = algorithm_of(*tags);
    if (!algorithm) return algorithm.error();
    const auto data = value_of(*tags, "p");
    if (!data) return invalid("p= is missing");
    DkimRecord record;
    record.testing = value_of(*tags, "t") && names(*tags, "t", "y");
    if (data->empty()) return record;
    auto key = read_public_key(*algorithm, without_blanks(*data));
    if (!key) return invalid("p=: " + key.error().what);
    record.key = *std::move(key);
    return record;
}

std::string format_dkim_record(const PublicKey& key) {
    return "v=DKIM1; k=" + std::string(name_of(key.algorithm)) + "; p=" + key.base64;
}

}  // namespace postern
