// SPDX-License-Identifier: Apache-2.0
#include "apply.hpp"

#include <algorithm>

#include "postern/base/log.hpp"
#include "postern/base/visible.hpp"

namespace postern {

namespace {

std::string path(const std::string& address) {
    return "<" + address + ">";
}

struct Carry {
    Editor& editor;

    bool operator()(const SetSender& e) const {
        return editor.set_sender(path(e.address), e.esmtp_args);
    }
    bool operator()(const AddRecipient& e) const { return editor.add_recipient(path(e.address)); }
    bool operator()(const RemoveRecipient& e) const { return editor.remove_recipient(e.path); }
    bool operator()(const ChangeHeader& e) const {
        return editor.change_header(e.name, e.occurrence, e.value);
    }
    bool operator()(const RemoveHeader& e) const {
        return editor.change_header(e.name, e.occurrence, "");
    }
    bool operator()(const AddHeader& e) const { return editor.add_header(e.name, e.value); }
    bool operator()(const ReplaceBody& e) const { return editor.replace_body(e.body); }
};

Answer refuse(const Reply& reply, Answer answer, Editor& editor) {
    // Without its text the reply is a bare 550 or 451, which is still the right one.
    // RFC 5321 section 4.5.3.1.5: 512 octets with the codes and the line end.
    constexpr std::size_t kLongestText = 480;
    const auto text = visible(visible(reply.text).substr(0, kLongestText));
    if (!editor.set_reply(reply.code, reply.enhanced, text)) {
        LogLine(Severity::warning, "reply-not-taken").with("text", reply.text);
    }
    return answer;
}

/// What an edit is of: a field by its name, or the part of the message.
struct Target {
    std::string operator()(const SetSender&) const { return "sender"; }
    std::string operator()(const ReplaceBody&) const { return "body"; }
    std::string operator()(const AddRecipient&) const { return "recipient"; }
    std::string operator()(const RemoveRecipient&) const { return "recipient"; }
    std::string operator()(const auto& header) const { return header.name; }
};

Answer not_taken(std::string_view queue_id, std::string_view target) {
    LogLine(Severity::error, "edit-not-taken").with("queue_id", queue_id).with("target", target);
    return Answer::tempfail;
}

}  // namespace

Answer apply(const Verdict& verdict, Editor& editor, std::string_view queue_id) {
    switch (verdict.action) {
        case Verdict::Action::discard:
            return Answer::discard;
        case Verdict::Action::reject:
            return refuse(verdict.reply, Answer::reject, editor);
        case Verdict::Action::tempfail:
            return refuse(verdict.reply, Answer::tempfail, editor);
        case Verdict::Action::hold:
            return editor.hold("kept by postern") ? Answer::accept : not_taken(queue_id, "hold");
        case Verdict::Action::accept:
            break;
    }
    const auto refused =
        std::find_if_not(verdict.edits.begin(), verdict.edits.end(),
                         [&](const Edit& e) { return std::visit(Carry{editor}, e); });
    if (refused == verdict.edits.end()) return Answer::accept;
    return not_taken(queue_id, std::visit(Target{}, *refused));
}

}  // namespace postern
