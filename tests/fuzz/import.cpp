// SPDX-License-Identifier: Apache-2.0
//
// A directory to import, and any other document: either every fault has its place, or what was
// read is written and reads to the same.
#include "import.hpp"

#include <charconv>

#include "postern/config/document.hpp"

#include "place.hpp"
#include "target.hpp"

namespace postern::fuzz {

namespace {

/// "f:12:5: what", one a line.
void require_places(std::string_view text, std::string_view faults) {
    while (!faults.empty()) {
        const auto fault = faults.substr(0, faults.find('\n'));
        faults.remove_prefix(std::min(fault.size() + 1, faults.size()));
        int line = 0;
        int column = 0;
        if (fault.starts_with("and ") && fault.ends_with(" more")) continue;
        require(fault.starts_with("f:"), "a fault names the file", fault);
        const auto* const end = fault.data() + fault.size();
        const auto first = std::from_chars(fault.data() + 2, end, line);
        if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ':') continue;
        std::from_chars(first.ptr + 1, end, column);
        require_place(text, line, column, fault);
    }
}

/// Nothing where it is at fault.
std::optional<DirectoryContent> read(std::string_view text) {
    const auto document = read_document(text, "f");
    if (!document) {
        require_places(text, document.error().message());
        return std::nullopt;
    }
    auto content = read_import(*document, "f", nullptr, {});
    if (content) return *std::move(content);
    require_places(text, content.error().message());
    return std::nullopt;
}

void require_same(const DirectoryContent& content, const std::string& written) {
    const auto again = read(written);
    require(again.has_value(), "what is exported can be imported", written);
    require(export_json(*again) == export_json(content), "an export imports to the same", written);
}

}  // namespace

void import(std::string_view input) {
    const auto content = read(input);
    if (!content) return;
    require_same(*content, export_yaml(*content));
    require_same(*content, export_json(*content));
}

}  // namespace postern::fuzz
