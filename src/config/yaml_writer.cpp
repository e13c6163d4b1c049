// SPDX-License-Identifier: Apache-2.0
//
// Settings as YAML, with or without what the table says about them.
#include "postern/config/reference.hpp"

#include "row.hpp"
#include "settings_table.hpp"
#include "yaml_text.hpp"

namespace postern {

namespace {

constexpr std::size_t kCommentWidth = 98;
constexpr std::size_t kStep = 2;

class YamlWriter {
  public:
    explicit YamlWriter(bool commented) : commented_(commented) {}

    /// In table order: settings of a group stand together.
    void write(const std::vector<SettingEntry>& entries) {
        for (const auto& entry : entries) {
            const auto dot = entry.says.key.rfind('.');
            enter(dot == std::string_view::npos ? "" : entry.says.key.substr(0, dot));
            if (commented_) text_ += '\n';
            write_entry(entry, entry.says.key.substr(dot + 1), depth() * kStep, commented_);
        }
    }

    void comment(std::string_view text, std::size_t indent) {
        const std::string start = std::string(indent, ' ') + "# ";
        for (const auto& line : wrapped(text, kCommentWidth - start.size())) {
            text_.append(start).append(line).append("\n");
        }
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    [[nodiscard]] std::size_t depth() const {
        if (group_.empty()) return 0;
        return 1 + static_cast<std::size_t>(std::count(group_.begin(), group_.end(), '.'));
    }

    /// Writes the heads of the groups that `group` lies in and that are not open yet.
    void enter(std::string_view group) {
        if (group == group_) return;
        for (const auto& [key, help] : setting_groups()) {
            const bool around = group == key || group.starts_with(std::string(key) + '.');
            const bool open = group_ == key || group_.starts_with(std::string(key) + '.');
            if (around && !open) write_group(key, help);
        }
        group_ = group;
    }

    void write_group(std::string_view key, std::string_view help) {
        const auto dot = key.rfind('.');
        const auto indent =
            static_cast<std::size_t>(std::count(key.begin(), key.end(), '.')) * kStep;
        if (commented_) {
            text_ += '\n';
            comment(help, indent);
        }
        text_.append(indent, ' ').append(key.substr(dot + 1)).append(":\n");
    }

    void write_entry(const SettingEntry& entry, std::string_view name, std::size_t indent,
                     bool commented, std::string_view mark = "") {
        if (commented) {
            comment(entry.says.help, indent);
            comment("(" + facts(entry.says) + ')', indent);
        }
        text_.append(indent - mark.size(), ' ').append(mark).append(name).append(":");
        write_value(entry.value, indent);
    }

    void write_value(const SettingValue& value, std::size_t indent) {
        if (const auto* maps = std::get_if<std::vector<std::vector<SettingEntry>>>(&value)) {
            return write_maps(*maps, indent);
        }
        text_.append(" ").append(standard_text(value)).append("\n");
    }

    void write_maps(const std::vector<std::vector<SettingEntry>>& maps, std::size_t indent) {
        text_ += maps.empty() ? " []\n" : "\n";
        for (const auto& map : maps) {
            std::string_view mark = "- ";
            for (const auto& entry : map) {
                const bool commented = commented_ && &map == &maps.front();
                write_entry(entry, entry.says.key, indent + 2 * kStep, commented, mark);
                mark = "";
            }
        }
    }

    bool commented_;
    std::string text_;
    std::string group_;
};

}  // namespace

std::string standard_text(const SettingValue& value) {
    if (const auto* scalar = std::get_if<std::string>(&value)) return yaml_scalar(*scalar);
    if (const auto* count = std::get_if<int>(&value)) return std::to_string(*count);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return yaml_list(*list);
    return "[]";
}

std::string sample_yaml() {
    YamlWriter writer(true);
    writer.comment("postern.yaml: the settings of posternd and postern, with their defaults.", 0);
    writer.comment(
        "Write your own drafts.domain, senders and keys.files; everything else works as it is, "
        "and what you delete keeps its default. Time spans and sizes carry units: 90s, 2min, "
        "1h30min, 10MiB. \"postern check\" finds mistakes before the daemon does. See "
        "postern.yaml(5).",
        0);
    writer.write(entries(settings_table(), sample_settings()));
    return writer.take();
}

std::string print_config(const Settings& settings) {
    YamlWriter writer(false);
    writer.write(entries(settings_table(), settings));
    return writer.take();
}

}  // namespace postern
