// SPDX-License-Identifier: Apache-2.0
#include "json_output.hpp"

#include <ostream>

#include "postern/base/visible.hpp"

namespace postern {

Json or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json time_or_null(const std::optional<TimePoint>& at) {
    return at ? Json(format_time(*at)) : Json(nullptr);
}

std::string json_text(const Json& value, int indent) {
    return visible_json(value.dump(indent, ' ', false, Json::error_handler_t::replace));
}

void print_json(const Call& call, const Json& value) {
    call.out() << json_text(value, 2) << '\n';
}

Json to_json(const Notification& n) {
    Json json;
    json["id"] = n.id;
    json["account"] = n.account;
    json["draft"] = n.draft;
    json["agent"] = n.agent;
    json["kind"] = name_of(n.kind);
    json["chat"] = n.chat;
    json["fate"] = name_of(n.fate);
    json["rule"] = or_null(n.rule);
    json["reason"] = or_null(n.reason);
    json["address"] = or_null(n.address);
    json["sender_domain"] = or_null(n.sender_domain);
    json["provider"] = or_null(n.provider);
    json["attempt"] = n.attempt;
    json["message_id"] = or_null(n.message_id);
    json["queue_id"] = or_null(n.queue_id);
    json["occurred"] = format_time(n.occurred);
    json["accepted"] = format_time(n.accepted);
    json["due"] = format_time(n.due);
    json["decided"] = n.decided ? Json(format_time(*n.decided)) : Json(nullptr);
    return json;
}

}  // namespace postern
