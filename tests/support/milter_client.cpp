// SPDX-License-Identifier: Apache-2.0
#include "milter_client.hpp"

#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>

#include <libmilter/mfdef.h>

#include "postern/base/text.hpp"

namespace postern::testing {

namespace {

constexpr std::string_view kClientName = "client.example.test";

/// Stops waiting for a filter that says nothing, or takes nothing: as an MTA does.
Socket connected(const std::string& address, Duration limit) {
    auto socket = connect_socket(address);
    if (!socket) throw std::runtime_error(socket.error().message());
    const timeval span{limit.count() / 1000, limit.count() % 1000 * 1000};
    ::setsockopt(socket->fd(), SOL_SOCKET, SO_RCVTIMEO, &span, sizeof span);
    ::setsockopt(socket->fd(), SOL_SOCKET, SO_SNDTIMEO, &span, sizeof span);
    return std::move(*socket);
}

}  // namespace

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
            reply.edits.push_back(read_edit(*kind, packet->data));
        }
    }
}

}  // namespace postern::testing
