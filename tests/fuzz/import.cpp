// SPDX-License-Identifier: Apache-2.0
//
// A directory to import, and any other document: either every fault has its place, or what was
// read is written and reads to the same.
#include "import.hpp"

#include <charconv>
#include <iterator>
#include <sstream>

#include "postern/config/document.hpp"
#include "postern/store/listing.hpp"

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
    ImportReading reading("f", {});
    DirectoryContent all;
    const auto append = [](auto& to, auto from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()),
                  std::make_move_iterator(from.end()));
    };
    const auto take = [&](const DocumentNode& node) -> Result<void> {
        auto content = reading.account(node, nullptr);
        append(all.accounts, std::move(content.accounts));
        append(all.groups, std::move(content.groups));
        append(all.agents, std::move(content.agents));
        append(all.chats, std::move(content.chats));
        append(all.presence, std::move(content.presence));
        return {};
    };
    const auto document = read_document(bytes_of(text), "f", "accounts", take);
    if (!document) {
        require_places(text, document.error().message());
        return std::nullopt;
    }
    if (const auto sound = reading.finish(*document); !sound) {
        require_places(text, sound.error().message());
        return std::nullopt;
    }
    return all;
}

std::string written(const DirectoryContent& content, DirectoryExport::Format format) {
    std::ostringstream out;
    DirectoryExport document(out, format);
    document.add(content);
    document.finish();
    return out.str();
}

void require_same(const DirectoryContent& content, DirectoryExport::Format format) {
    const auto text = written(content, format);
    const auto again = read(text);
    require(again.has_value(), "what is exported can be imported", text);
    require(written(*again, DirectoryExport::Format::json) ==
                written(content, DirectoryExport::Format::json),
            "an export imports to the same", text);
}

}  // namespace

void import(std::string_view input) {
    const auto content = read(input);
    if (!content) return;
    require_same(*content, DirectoryExport::Format::yaml);
    require_same(*content, DirectoryExport::Format::json);
}

}  // namespace postern::fuzz
