// SPDX-License-Identifier: Apache-2.0
#include "record.hpp"

#include <nlohmann/json.hpp>

namespace postern::testing {

namespace {

std::string text(const nlohmann::json& entry, const char* key) {
    const auto& value = entry.at(key);
    return value.is_null() ? "" : value.get<std::string>();
}

Record read_record(const nlohmann::json& entry) {
    Record record;
    record.draft = text(entry, "draft");
    record.agent = text(entry, "agent");
    record.fate = text(entry, "fate");
    record.rule = text(entry, "rule");
    record.reason = text(entry, "reason");
    record.address = text(entry, "address");
    record.message_id = text(entry, "message_id");
    record.queue_id = text(entry, "queue_id");
    record.accepted = parse_time(text(entry, "accepted")).value();
    record.due = parse_time(text(entry, "due")).value();
    const auto decided = text(entry, "decided");
    if (!decided.empty()) record.decided = parse_time(decided).value();
    return record;
}

}  // namespace

std::vector<Record> read_records(std::string_view json) {
    std::vector<Record> records;
    for (const auto& entry : nlohmann::json::parse(json)) records.push_back(read_record(entry));
    return records;
}

}  // namespace postern::testing
