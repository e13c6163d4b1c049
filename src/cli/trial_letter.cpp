// SPDX-License-Identifier: Apache-2.0
#include "trial_letter.hpp"

namespace postern {

std::string message_id_of(const std::string& name, const std::string& drafts_domain) {
    return "<" + name + "@" + drafts_domain + ">";
}

std::string letter(const TrialDraft& draft) {
    std::string text;
    const auto field = [&](std::string_view name, const std::string& value) {
        text.append(name).append(": ").append(value).append("\r\n");
    };
    field("From", "\"postern try\" <postern-try@" + draft.drafts_domain + ">");
    field("Subject", "postern try");
    field("Date", format_mail_date(draft.written));
    field("Message-ID", message_id_of(draft.name, draft.drafts_domain));
    field("MIME-Version", "1.0");
    field("Content-Type", "text/plain; charset=utf-8");
    field("Postern-Kind", "offline-message");
    field("Postern-Account", draft.account);
    field("Postern-Chat", draft.name);
    field("Postern-Occurred", format_time(draft.occurred));
    field("Postern-Draft-Id", draft.name);
    return text +
           "\r\nAn operator of this mail server tries whether its notifications arrive: this one "
           "has.\r\nNobody wrote, and nobody waits for an answer.\r\n";
}

/// What to do about a draft that was not taken.
Stop refusal(const Place& place, const SmtpReply& reply) {
    const auto has = [&](std::string_view words) {
        return reply.text.find(words) != reply.text.npos;
    };
    Stop stop{
        reply.code < 500 ? Exit::unknown : Exit::no, place.text() + " said: " + reply.text,
        "/usr/share/doc/postern/draft.md has the replies; the log has more of it (draft-refused)"};
    if (has("451 4.7.1")) {
        stop.remedy =
            "Postfix does not reach posternd: 'systemctl status postern' says whether it "
            "runs, 'postern check' whether its socket can be reached";
    } else if (has("4.3.0")) {
        stop.remedy = "'postern db status' and posternd's log say which database is in the way";
    } else if (has("not allowed to submit drafts")) {
        stop.remedy = "have drafts.networks include " + place.host + ", and reload posternd";
    } else if (has("elay access denied") || has("Access denied")) {
        stop.remedy = "have mynetworks of that service in master.cf include " + place.host;
    }
    return stop;
}

}  // namespace postern
