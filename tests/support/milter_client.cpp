// SPDX-License-Identifier: Apache-2.0
#include "milter_client.hpp"

#include <algorithm>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>

#include <libmilter/mfdef.h>

#include "postern/base/text.hpp"

namespace postern::testing {

namespace {

constexpr std::string_view kClientName = "client.example.test";

/// Stops waiting for a filter that says nothing.
Socket connected(const std::string& address, Duration limit) {
    auto socket = connect_socket(address);
    if (!socket) throw std::runtime_error(socket.error().message());
    const timeval span{limit.count() / 1000, limit.count() % 1000 * 1000};
    ::setsockopt(socket->fd(), SOL_SOCKET, SO_RCVTIMEO, &span, sizeof span);
    return std::move(*socket);
}

/// The NUL-terminated pieces of a packet.
std::vector<std::string> pieces(std::string_view data) {
    std::vector<std::string> all;
    while (!data.empty()) {
        const auto end = std::min(data.find('\0'), data.size());
        all.emplace_back(data.substr(0, end));
        data.remove_prefix(std::min(end + 1, data.size()));
    }
    return all;
}

bool has_index(Modification kind) {
    return kind == Modification::change_header || kind == Modification::insert_header;
}

bool is_header(Modification kind) {
    return has_index(kind) || kind == Modification::add_header;
}

WireEdit edit_in(Modification kind, std::string_view data) {
    WireEdit edit{kind, 0, {}, {}};
    if (kind == Modification::replace_body) {
        edit.value = data;
        return edit;
    }
    if (has_index(kind)) {
        edit.index = read_u32(data);
        data.remove_prefix(MILTER_LEN_BYTES);
    }
    auto parts = pieces(data);
    parts.resize(2);
    if (is_header(kind)) {
        edit.name = parts[0];
        edit.value = parts[1];
    } else {
        edit.value = parts[1].empty() ? parts[0] : parts[0] + " " + parts[1];
    }
    return edit;
}

std::string unbracketed(std::string_view path) {
    return std::string(path.substr(1, path.find('>') - 1));
}

using Headers = std::vector<std::pair<std::string, std::string>>;

Headers::iterator occurrence(Headers& headers, std::string_view name, std::uint32_t index) {
    return std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
        return iequals(header.first, name) && --index == 0;
    });
}

void change_header(Headers& headers, const WireEdit& edit) {
    const auto at = occurrence(headers, edit.name, edit.index);
    if (at == headers.end()) {
        if (!edit.value.empty()) headers.emplace_back(edit.name, edit.value);
    } else if (edit.value.empty()) {
        headers.erase(at);
    } else {
        at->second = edit.value;
    }
}

}  // namespace

std::string WireEdit::text() const {
    std::string said(kModificationNames.at(static_cast<std::size_t>(kind)));
    if (has_index(kind)) said += " " + std::to_string(index);
    if (is_header(kind)) return said + " " + name + ": " + value;
    return said + " " + value;
}

std::vector<std::string> MilterReply::texts() const {
    std::vector<std::string> all;
    for (const auto& edit : edits) all.push_back(edit.text());
    return all;
}

MilterMessage MilterMessage::edited(const std::vector<WireEdit>& edits) const {
    MilterMessage next = *this;
    std::string body_after;
    for (const auto& edit : edits) {
        switch (edit.kind) {
            case Modification::add_recipient:
                next.recipients.push_back(unbracketed(edit.value));
                break;
            case Modification::delete_recipient:
                std::erase(next.recipients, unbracketed(edit.value));
                break;
            case Modification::change_sender:
                next.sender = unbracketed(edit.value);
                break;
            case Modification::add_header:
                next.headers.emplace_back(edit.name, edit.value);
                break;
            case Modification::insert_header:
                next.headers.emplace(next.headers.begin() + edit.index, edit.name, edit.value);
                break;
            case Modification::change_header:
                change_header(next.headers, edit);
                break;
            case Modification::replace_body:
                body_after += edit.value;
                break;
            case Modification::quarantine:
                break;
        }
    }
    if (!body_after.empty()) next.body = body_after;
    return next;
}

std::string MilterMessage::header(std::string_view name) const {
    for (const auto& [field, value] : headers) {
        if (iequals(field, name)) return value;
    }
    return {};
}

MilterClient::MilterClient(const std::string& address, Duration limit)
    : wire_(connected(address, limit)) {
    macros_.set("j", "mx.example.test");
    macros_.set("v", "Postfix");
    macros_.set("_", kClientName);
}

std::optional<Negotiation> MilterClient::negotiate() {
    return negotiate({SMFI_PROT_VERSION, SMFI_CURR_ACTS, SMFI_CURR_PROT});
}

std::optional<Negotiation> MilterClient::negotiate(const Negotiation& offer) {
    std::string data;
    append_u32(data, offer.version);
    append_u32(data, offer.actions);
    append_u32(data, offer.protocol);
    wire_.send(SMFIC_OPTNEG, data);
    const auto packet = wire_.receive();
    if (!packet || packet->command != SMFIC_OPTNEG || packet->data.size() < MILTER_OPTLEN) {
        return std::nullopt;
    }
    const auto words = packet->data;
    Negotiation agreed{read_u32(words), read_u32(words.substr(4)), read_u32(words.substr(8)),
                       symbol_lists(words.substr(MILTER_OPTLEN))};
    for (const auto& [stage, names] : agreed.symbols) macros_.request(stage, names);
    protocol_ = agreed.protocol;
    return agreed;
}

void MilterClient::greet(const std::string& daemon_name, const std::string& client_address) {
    macros_.set("{daemon_name}", daemon_name);
    macros_.set("{client_addr}", client_address);
    say(step::kConnect, connect_data(kClientName, client_address));
    say(step::kHelo, text_data(kClientName));
}

MilterOutcome MilterClient::send(const MilterMessage& message) {
    MilterOutcome outcome;
    mail(message);
    bool any_taken = false;
    for (const auto& address : message.recipients) {
        outcome.recipients.push_back(recipient(address));
        any_taken = any_taken || !ending_of(outcome.recipients.back().answer);
    }
    if (any_taken) {
        outcome.end = content(message);
        if (!ending_of(outcome.end.answer)) outcome.end = end();
    } else if (!outcome.recipients.empty()) {
        outcome.end = outcome.recipients.back();
    }
    abort();
    return outcome;
}

void MilterClient::mail(const MilterMessage& message) {
    queue_id_ = message.queue_id;
    macros_.set("i", "");
    macros_.set("{mail_addr}", message.sender);
    macros_.set("{auth_authen}", message.login);
    say(step::kMail, path_data(message.sender));
}

MilterReply MilterClient::recipient(const std::string& address) {
    macros_.set("{rcpt_addr}", lower(address));
    auto reply = say(step::kRcpt, path_data(address));
    // Postfix opens a queue file, and so has a queue id, from the first recipient on.
    if (!ending_of(reply.answer)) macros_.set("i", queue_id_);
    return reply;
}

MilterReply MilterClient::content(const MilterMessage& message) {
    auto reply = say(step::kData, {});
    for (const auto& [name, value] : message.headers) {
        if (ending_of(reply.answer)) return reply;
        reply = say(step::kHeader, header_data(name, " " + value, protocol_));
    }
    if (!ending_of(reply.answer)) reply = say(step::kEndOfHeaders, {});
    std::string_view rest = message.body;
    while (!rest.empty() && !ending_of(reply.answer)) {
        const auto chunk = rest.substr(0, MILTER_CHUNK_SIZE);
        reply = say(step::kBody, chunk);
        rest.remove_prefix(chunk.size());
    }
    return reply;
}

MilterReply MilterClient::end() {
    return say(step::kEnd, {});
}

void MilterClient::end_unread() {
    wire_.send(SMFIC_BODYEOB);
    (void)wire_.flush();
}

void MilterClient::abort() {
    wire_.send(SMFIC_ABORT);
}

void MilterClient::quit() {
    wire_.send(SMFIC_QUIT);
    (void)wire_.flush();
}

bool MilterClient::closed() {
    return !wire_.receive().has_value();
}

MilterReply MilterClient::say(const Step& step, std::string_view data) {
    wire_.send(SMFIC_MACRO, macros_.before(step.command));
    if ((protocol_ & step.not_sent) != 0) return {};
    wire_.send(step.command, data);
    if ((protocol_ & step.not_answered) != 0) return {};
    return await_reply();
}

MilterReply MilterClient::await_reply() {
    MilterReply reply;
    while (true) {
        const auto packet = wire_.receive();
        if (!packet) throw std::runtime_error("milter: " + packet.error().message());
        if (const auto answer = answer_in(*packet)) {
            reply.answer = *answer;
            if (packet->command == SMFIR_REPLYCODE) reply.text = pieces(packet->data).front();
            return reply;
        }
        if (const auto kind = modification_in(*packet)) {
            reply.edits.push_back(edit_in(*kind, packet->data));
        }
    }
}

}  // namespace postern::testing
