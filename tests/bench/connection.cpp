// SPDX-License-Identifier: Apache-2.0
#include "connection.hpp"

#include <chrono>
#include <utility>

#include <libmilter/mfdef.h>

#include "postern/base/text.hpp"

namespace postern {

namespace {

constexpr std::string_view kClientName = "client.example.net";
constexpr std::size_t kProtocolFlagsAt = 8;  // behind the version and the actions

Error protocol_error(std::string what) {
    return {ErrorCode::unavailable, std::move(what)};
}

std::string domain_of(const std::string& address) {
    return address.substr(address.rfind('@') + 1);
}

}  // namespace

Connection::Connection(const LoadOptions& options, const MessageTemplate& message, Wire wire)
    : options_(&options), message_(&message), wire_(std::move(wire)) {
    macros_.set("j", "mx.example.org");
    macros_.set("v", "Postfix");
    macros_.set("_", kClientName);
    macros_.set("{daemon_name}", options.daemon_name);
    macros_.set("{daemon_addr}", "192.0.2.1");
    macros_.set("{client_name}", kClientName);
    macros_.set("{client_addr}", options.client_addr);
    macros_.set("{auth_authen}", options.auth_user);
    macros_.set("{auth_type}", options.auth_user.empty() ? "" : "PLAIN");
    macros_.set("{mail_mailer}", "smtp");
    macros_.set("{rcpt_mailer}", "smtp");
}

Result<Connection> Connection::open(const LoadOptions& options, const MessageTemplate& message) {
    auto socket = connect_socket(options.socket);
    if (!socket) return socket.error();
    Connection connection(options, message, Wire(std::move(*socket)));
    if (auto agreed = connection.negotiate(); !agreed) return agreed.error();
    if (auto greeted = connection.greet(); !greeted) return greeted.error();
    return connection;
}

Result<void> Connection::negotiate() {
    std::string offer;
    append_u32(offer, SMFI_PROT_VERSION);
    append_u32(offer, SMFI_CURR_ACTS);
    append_u32(offer, SMFI_CURR_PROT);
    wire_.send(SMFIC_OPTNEG, offer);
    const auto reply = wire_.receive();
    if (!reply) return reply.error();
    if (reply->command != SMFIC_OPTNEG || reply->data.size() < MILTER_OPTLEN) {
        return protocol_error("the filter did not answer the negotiation");
    }
    protocol_ = read_u32(reply->data.substr(kProtocolFlagsAt));
    for (const auto& [stage, names] : symbol_lists(reply->data.substr(MILTER_OPTLEN))) {
        macros_.request(stage, names);
    }
    return {};
}

Result<void> Connection::greet() {
    Statistics uncounted;
    statistics_ = &uncounted;
    auto answer = say(step::kConnect, connect_data(kClientName, options_->client_addr));
    if (answer && *answer == FilterAnswer::proceed)
        answer = say(step::kHelo, text_data(kClientName));
    statistics_ = nullptr;
    if (!answer) return answer.error();
    if (*answer == FilterAnswer::proceed) return {};
    return protocol_error("the filter wants no message of this session: it answered " +
                          std::string(kAnswerNames.at(static_cast<std::size_t>(*answer))) +
                          " to CONNECT or HELO");
}

Result<void> Connection::send_message(std::uint64_t number, Statistics& statistics) {
    const auto start = std::chrono::steady_clock::now();
    number_ = number;
    statistics_ = &statistics;
    skipped_ = 0;
    const auto last = transaction();
    if (!last) return last.error();
    // To let the message go on at its end is to accept it.
    const auto ending = ending_of(*last).value_or(Ending::accept);
    statistics.count(ending, std::chrono::steady_clock::now() - start);
    wire_.send(SMFIC_ABORT);
    return {};
}

Result<void> Connection::quit() {
    wire_.send(SMFIC_QUIT);
    return wire_.flush();
}

Result<FilterAnswer> Connection::transaction() {
    const auto from = numbered(options_->from, number_);
    macros_.set("i", "");
    macros_.set("{mail_addr}", from);
    macros_.set("{mail_host}", domain_of(from));
    auto answer = say(step::kMail, path_data(from));
    if (answer && !ending_of(*answer)) answer = recipients();
    if (answer && !ending_of(*answer)) answer = say(step::kData, {});
    if (answer && !ending_of(*answer)) answer = headers();
    if (answer && !ending_of(*answer)) answer = say(step::kEndOfHeaders, {});
    if (answer && !ending_of(*answer)) answer = body();
    if (answer && !ending_of(*answer)) answer = say(step::kEnd, {});
    return answer;
}

Result<FilterAnswer> Connection::recipients() {
    bool any_taken = false;
    FilterAnswer last = FilterAnswer::proceed;
    for (const auto& address : envelope_recipients()) {
        const auto answer = recipient(address);
        if (!answer) return answer.error();
        last = *answer;
        if (last == FilterAnswer::accept || last == FilterAnswer::discard) return last;
        if (ending_of(last)) continue;
        any_taken = true;
        // Postfix opens a queue file, and so has a queue id, from the first recipient on.
        macros_.set("i", options_->queue_id_prefix + std::to_string(number_));
    }
    return any_taken ? FilterAnswer::proceed : last;
}

std::vector<std::string> Connection::envelope_recipients() const {
    std::vector<std::string> addresses;
    for (const auto& pattern : options_->recipients) {
        addresses.push_back(numbered(pattern, number_));
    }
    const auto& by_number = options_->numbered_recipients;
    if (!by_number.empty()) addresses.push_back(by_number[number_ % by_number.size()]);
    return addresses;
}

Result<FilterAnswer> Connection::recipient(const std::string& address) {
    macros_.set("{rcpt_addr}", lower(address));
    macros_.set("{rcpt_host}", domain_of(lower(address)));
    return say(step::kRcpt, path_data(address));
}

Result<FilterAnswer> Connection::headers() {
    const auto macros = macros_.before(SMFIC_HEADER);
    for (std::size_t i = 0; i < message_->header_count(); ++i) {
        const auto& header = message_->header(i, number_);
        const auto value = numbered(header.value, number_);
        auto answer = say(step::kHeader, header_data(header.name, value, protocol_), macros);
        if (!answer || ending_of(*answer)) return answer;
    }
    return FilterAnswer::proceed;
}

Result<FilterAnswer> Connection::body() {
    std::string_view rest = message_->body();
    while (!rest.empty()) {
        const auto chunk = rest.substr(0, MILTER_CHUNK_SIZE);
        auto answer = say(step::kBody, chunk);
        if (!answer || ending_of(*answer)) return answer;
        rest.remove_prefix(chunk.size());
    }
    return FilterAnswer::proceed;
}

Result<FilterAnswer> Connection::say(const Step& step, std::string_view data) {
    return say(step, data, macros_.before(step.command));
}

Result<FilterAnswer> Connection::say(const Step& step, std::string_view data,
                                     std::string_view macros) {
    if (skipped_ == step.command) return FilterAnswer::proceed;
    wire_.send(SMFIC_MACRO, macros);
    if ((protocol_ & step.not_sent) != 0) return FilterAnswer::proceed;
    wire_.send(step.command, data);
    if ((protocol_ & step.not_answered) != 0) return FilterAnswer::proceed;
    auto answer = await_answer();
    if (!answer || *answer != FilterAnswer::skip) return answer;
    skipped_ = step.command;
    return FilterAnswer::proceed;
}

Result<FilterAnswer> Connection::await_answer() {
    while (true) {
        const auto packet = wire_.receive();
        if (!packet) return packet.error();
        if (const auto answer = answer_in(*packet)) {
            statistics_->count(*answer);
            return *answer;
        }
        if (const auto modification = modification_in(*packet)) {
            statistics_->count(*modification);
        } else if (packet->command != SMFIR_PROGRESS) {
            return protocol_error("the filter sent a packet of unknown kind " +
                                  in_quotes({&packet->command, 1}));
        }
    }
}

}  // namespace postern
