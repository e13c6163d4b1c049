// SPDX-License-Identifier: Apache-2.0
#include "postern/postfix/site.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "postern/base/text.hpp"

#include "lines.hpp"

namespace postern::postfix {

namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kLedBefore = "# pickup had cleanup_service_name=";
constexpr std::string_view kUncheckedBefore = "# pickup had no_header_body_checks";

/// Cuts the first word off.
std::string_view next_word(std::string_view& text) {
    text = trim(text);
    const auto end = std::min(text.find_first_of(kBlanks), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

/// NAME TYPE PRIVATE UNPRIV CHROOT WAKEUP MAXPROC COMMAND …
Service parse_service(std::string_view line) {
    std::array<std::string_view, 8> words;
    for (auto& word : words) word = next_word(line);
    std::string columns(words[2]);
    for (const auto* word = words.begin() + 3; word != words.begin() + 7; ++word)
        columns.append(" ").append(*word);
    return {std::string(words[0]), std::string(words[1]),  std::string(words[7]), {},
            std::move(columns),    std::string(trim(line))};
}

/// NAME/TYPE/PARAMETER, where a name may have slashes of its own.
void set_option(std::string_view key, std::string value, std::vector<Service>& services) {
    const auto last = key.rfind('/');
    if (last == key.npos) return;
    const auto path = key.substr(0, last);
    for (auto& service : services) {
        if (service.path() == path)
            service.options.insert_or_assign(std::string(key.substr(last + 1)), value);
    }
}

}  // namespace

std::string Service::port() const {
    const auto colon = name.rfind(':');
    return type != "inet" ? "" : colon == name.npos ? name : name.substr(colon + 1);
}

const std::string* Service::option(std::string_view parameter) const {
    const auto found = options.find(parameter);
    return found == options.end() ? nullptr : &found->second;
}

std::string Service::place_of(const std::string& parameter) const {
    return option(parameter) == nullptr ? parameter : path() + "/" + parameter;
}

std::string Site::parameter(std::string_view name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? "" : found->second;
}

std::string Site::in_force(const Service& service, std::string_view name) const {
    const auto* own = service.option(name);
    return own == nullptr ? parameter(name) : *own;
}

std::string Site::in_force(std::string_view unix_service, std::string_view name) const {
    const auto* service = find(unix_service, "unix");
    return service == nullptr ? parameter(name) : in_force(*service, name);
}

// Of two entries for one service master(8) takes the last.

const Service* Site::find(std::string_view name, std::string_view type) const {
    const auto found = std::find_if(
        services.rbegin(), services.rend(),
        [&](const Service& service) { return service.name == name && service.type == type; });
    return found == services.rend() ? nullptr : &*found;
}

const Service* Site::pickup() const {
    const auto found = std::find_if(services.rbegin(), services.rend(), [](const Service& service) {
        return service.command == "pickup";
    });
    return found == services.rend() ? nullptr : &*found;
}

const Service* Site::pickups_cleanup() const {
    if (pickup() == nullptr) return nullptr;
    const auto name = in_force(*pickup(), "cleanup_service_name");
    return find(name.empty() ? "cleanup" : name, "unix");
}

const Service* Site::local_cleanup() const {
    const auto* used = pickups_cleanup();
    if (used != nullptr && used->name != kAgainCleanup) return used;
    for (const auto& name :
         {pickup_before.cleanup, parameter("cleanup_service_name"), std::string("cleanup")}) {
        const auto* service = name == kAgainCleanup ? nullptr : find(name, "unix");
        if (service != nullptr) return service;
    }
    return nullptr;
}

std::string Site::checks_of(const Service& cleanup, std::string_view name) const {
    const bool follows = name == "mime_header_checks" || name == "nested_header_checks";
    // main.cf's values are expanded: "$header_checks" shows as main.cf's own.
    const bool as_header =
        follows && cleanup.option(name) == nullptr && parameter(name) == parameter("header_checks");
    return in_force(cleanup, as_header ? "header_checks" : name);
}

PickupBefore pickup_before(std::string_view again_file) {
    PickupBefore before;
    for (const auto line : lines_of(again_file)) {
        if (line.starts_with(kLedBefore)) before.cleanup = trim(line.substr(kLedBefore.size()));
        if (trim(line) == kUncheckedBefore) before.unchecked = true;
    }
    return before;
}

std::string note_of(const PickupBefore& before) {
    std::string note;
    if (!before.cleanup.empty()) note.append(kLedBefore).append(before.cleanup) += '\n';
    if (before.unchecked) note.append(kUncheckedBefore) += '\n';
    return note;
}

Parameters parse_parameters(std::string_view text) {
    Parameters all;
    for (const auto line : lines_of(text)) {
        const auto equals = line.find('=');
        if (equals == line.npos) continue;
        all.insert_or_assign(std::string(trim(line.substr(0, equals))),
                             std::string(trim(line.substr(equals + 1))));
    }
    return all;
}

std::vector<Service> parse_services(std::string_view services, std::string_view options) {
    std::vector<Service> all;
    for (const auto line : lines_of(services)) {
        if (!trim(line).empty()) all.push_back(parse_service(line));
    }
    for (auto& [key, value] : parse_parameters(options)) set_option(key, value, all);
    return all;
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> all;
    std::string word;
    int depth = 0;
    for (const char c : text) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        const bool between = depth == 0 && (c == ',' || c == ' ' || c == '\t' || c == '\n');
        if (!between) word += c;
        if (between && !word.empty()) all.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) all.push_back(std::move(word));
    return all;
}

}  // namespace postern::postfix
