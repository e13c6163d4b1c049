// SPDX-License-Identifier: Apache-2.0
#include "postern/mail/header_editor.hpp"

#include <algorithm>
#include <map>

#include "postern/base/text.hpp"

namespace postern {
namespace {

// Longer white space could not be folded without lines of nothing but white space, which some
// readers take for the end of the header.
constexpr std::size_t kLongestBlank = 78;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
}
constexpr auto is_blank_or_control = [](char c) { return c == ' ' || is_control(c); };

/// What may stand for a run of white space and control characters: a fold where it is one (its
/// last line break is followed by a blank), else blanks.
std::string clean_run(std::string_view run) {
    if (run.size() > kLongestBlank) return " ";
    const auto line = run.rfind('\n');
    const bool folds = line != run.npos && line + 1 < run.size();
    std::string out = folds ? "\n" : "";
    for (const char c : folds ? run.substr(line + 1) : run) out += c == '\t' ? '\t' : ' ';
    return out;
}

std::string clean(std::string_view value) {
    value = trim(value);
    std::string out;
    for (std::size_t i = 0; i < value.size();) {
        std::size_t end = i;
        while (end < value.size() && is_blank_or_control(value[end])) ++end;
        if (end > i) {
            // At an end of the value a fold would leave an empty line.
            const bool inner = i > 0 && end < value.size();
            out += inner ? clean_run(value.substr(i, end - i)) : " ";
            i = end;
            continue;
        }
        const auto* plain = value.begin() + i;
        const auto* stop = std::find_if(plain, value.end(), is_blank_or_control);
        out.append(plain, stop);
        i += static_cast<std::size_t>(stop - plain);
    }
    return std::string(trim(out));
}

int as_occurrence(std::size_t count) {
    return static_cast<int>(count);
}

}  // namespace

std::string header_value(std::string_view name, std::string_view value) {
    return folded(clean(value), name.size() + 2);
}

void HeaderEditor::set(std::string_view name, std::string_view value) {
    const std::string wanted = header_value(name, value);
    const HeaderField* first = find_header(headers_, name);
    if (first == nullptr) {
        edits_.push_back(AddHeader{std::string(name), wanted});
        return;
    }
    for (auto n = count_header(headers_, name); n > 1; --n) {
        edits_.push_back(RemoveHeader{std::string(name), as_occurrence(n)});
    }
    if (first->value != wanted) edits_.push_back(ChangeHeader{std::string(name), 1, wanted});
}

void HeaderEditor::remove(std::string_view name) {
    for (auto n = count_header(headers_, name); n > 0; --n) {
        edits_.push_back(RemoveHeader{std::string(name), as_occurrence(n)});
    }
}

void HeaderEditor::remove_prefixed(std::string_view prefix) {
    std::map<std::string, std::size_t> left;
    for (const auto& field : headers_) {
        if (istarts_with(field.name, prefix)) ++left[lower(field.name)];
    }
    std::for_each(headers_.rbegin(), headers_.rend(), [&](const HeaderField& field) {
        if (!istarts_with(field.name, prefix)) return;
        const auto n = left[lower(field.name)]--;
        edits_.push_back(RemoveHeader{field.name, as_occurrence(n)});
    });
}

}  // namespace postern
