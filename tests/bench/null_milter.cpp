// SPDX-License-Identifier: Apache-2.0
//
// postern_null_milter: a filter that decides nothing, as the measure of what libmilter itself
// costs. Everything that posternd takes longer than this is posternd's.
//
// With --rewrite it makes, at the end of each message, as many modifications of each kind as
// posternd makes to a notification. Which steps it answers is posternd's choice by default: RCPT,
// which it may refuse, and the end of the message. It runs in the foreground until it is killed.
#include <array>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/program_options.hpp>
#include <libmilter/mfapi.h>

namespace {

namespace po = boost::program_options;

struct Options {
    std::string socket;
    bool rewrite = false;
    bool answer_rcpt = true;
    bool answer_everything = false;
    sfsistat ending = SMFIS_ACCEPT;
};

Options options;  // NOLINT: set before smfi_main, read-only after; callbacks get no other context

using Recipients = std::vector<std::string>;

struct Change {
    const char* name;
    const char* value;
};

constexpr std::array kChanged{
    Change{"From", " \"A Chat Platform\" <notify@mail.platform.example>"},
    Change{"To", " agent@company.example"},
    Change{"Message-ID", " <n.5c1f6a3e9b7d4028@mail.platform.example>"},
};
constexpr std::array kAdded{
    Change{"References", " <chat.0f2d4c6b8a@mail.platform.example>"},
    Change{"In-Reply-To", " <chat.0f2d4c6b8a@mail.platform.example>"},
    Change{"Auto-Submitted", " auto-generated"},
    Change{"List-Unsubscribe", " <https://platform.example/u/5c1f6a3e9b7d4028>"},
    Change{"List-Unsubscribe-Post", " List-Unsubscribe=One-Click"},
};
constexpr std::array kDeleted{
    "Postern-Kind",     "Postern-Account",  "Postern-Chat", "Postern-Group",
    "Postern-Occurred", "Postern-Draft-Id", "Postern-Seal", "Received",
};

/// libmilter takes char* where it only reads.
char* c_text(const char* text) {
    return const_cast<char*>(text);  // NOLINT: that is why
}

Recipients& recipients_of(SMFICTX* context) {
    return *static_cast<Recipients*>(smfi_getpriv(context));
}

sfsistat reply() {
    return options.answer_everything ? SMFIS_CONTINUE : SMFIS_NOREPLY;
}

void rewrite(SMFICTX* context) {
    smfi_chgfrom(context, c_text("<b+5c1f6a3e9b7d4028@bounces.platform.example>"), nullptr);
    for (const auto& [name, value] : kChanged) {
        smfi_chgheader(context, c_text(name), 1, c_text(value));
    }
    for (const auto& [name, value] : kAdded)
        smfi_insheader(context, 1, c_text(name), c_text(value));
    for (const auto* name : kDeleted) smfi_chgheader(context, c_text(name), 1, nullptr);
    for (const auto& recipient : recipients_of(context)) {
        smfi_delrcpt(context, c_text(recipient.c_str()));
    }
    smfi_addrcpt(context, c_text("<agent@company.example>"));
}

unsigned long unanswered_steps() {
    if (options.answer_everything) return 0;
    const unsigned long all = SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_RCPT |
                              SMFIP_NR_DATA | SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_NR_BODY;
    return options.answer_rcpt ? all & ~static_cast<unsigned long>(SMFIP_NR_RCPT) : all;
}

sfsistat on_negotiate(SMFICTX* context, unsigned long actions, unsigned long protocol,
                      unsigned long, unsigned long, unsigned long* wanted_actions,
                      unsigned long* wanted_protocol, unsigned long* reserved2,
                      unsigned long* reserved3) {
    *wanted_actions =
        actions & (SMFIF_CHGFROM | SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_ADDRCPT | SMFIF_DELRCPT);
    *wanted_protocol =
        protocol & (unanswered_steps() | SMFIP_NOUNKNOWN | SMFIP_SKIP | SMFIP_HDR_LEADSPC);
    *reserved2 = 0;
    *reserved3 = 0;
    smfi_setsymlist(context, SMFIM_CONNECT, c_text("{daemon_name} {client_addr} {auth_authen}"));
    return SMFIS_CONTINUE;
}

sfsistat on_connect(SMFICTX* context, char*, _SOCK_ADDR*) {
    smfi_setpriv(context, std::make_unique<Recipients>().release());
    return reply();
}

sfsistat on_helo(SMFICTX*, char*) {
    return reply();
}

sfsistat on_mail(SMFICTX* context, char**) {
    recipients_of(context).clear();
    return reply();
}

sfsistat on_rcpt(SMFICTX* context, char** arguments) {
    if (options.rewrite) recipients_of(context).emplace_back(*arguments);
    return options.answer_rcpt ? SMFIS_CONTINUE : reply();
}

sfsistat on_data(SMFICTX*) {
    return reply();
}
sfsistat on_header(SMFICTX*, char*, char*) {
    return reply();
}
sfsistat on_end_of_headers(SMFICTX*) {
    return reply();
}
sfsistat on_body(SMFICTX*, unsigned char*, std::size_t) {
    return reply();
}

sfsistat on_end(SMFICTX* context) {
    if (options.rewrite) rewrite(context);
    return options.ending;
}

sfsistat on_abort(SMFICTX*) {
    return SMFIS_CONTINUE;
}

sfsistat on_close(SMFICTX* context) {
    const std::unique_ptr<Recipients> owner(static_cast<Recipients*>(smfi_getpriv(context)));
    smfi_setpriv(context, nullptr);
    return SMFIS_CONTINUE;
}

std::optional<sfsistat> ending_named(std::string_view name) {
    if (name == "accept") return SMFIS_ACCEPT;
    if (name == "discard") return SMFIS_DISCARD;
    if (name == "reject") return SMFIS_REJECT;
    if (name == "tempfail") return SMFIS_TEMPFAIL;
    return std::nullopt;
}

bool parse_options(int argc, const char* const* argv) {
    std::string ending;
    po::options_description all("postern_null_milter");
    auto add = all.add_options();
    add("socket", po::value(&options.socket)->required(), "unix:/path or inet:port@host");
    add("rewrite", po::bool_switch(&options.rewrite), "modify as for a notification");
    add("answer-rcpt", po::value(&options.answer_rcpt)->default_value(true)->implicit_value(true),
        "answer RCPT; =false for no step but the last");
    add("answer-everything", po::bool_switch(&options.answer_everything), "answer each step");
    add("end-with", po::value(&ending)->default_value("accept"),
        "accept, discard, reject or tempfail");
    po::variables_map given;
    po::store(po::parse_command_line(argc, argv, all), given);
    po::notify(given);
    const auto named = ending_named(ending);
    if (named) options.ending = *named;
    return named.has_value();
}

bool register_callbacks() {
    smfiDesc filter{};
    filter.xxfi_name = c_text("null");
    filter.xxfi_version = SMFI_VERSION;
    filter.xxfi_flags =
        SMFIF_CHGFROM | SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_ADDRCPT | SMFIF_DELRCPT;
    filter.xxfi_negotiate = on_negotiate;
    filter.xxfi_connect = on_connect;
    filter.xxfi_helo = on_helo;
    filter.xxfi_envfrom = on_mail;
    filter.xxfi_envrcpt = on_rcpt;
    filter.xxfi_data = on_data;
    filter.xxfi_header = on_header;
    filter.xxfi_eoh = on_end_of_headers;
    filter.xxfi_body = on_body;
    filter.xxfi_eom = on_end;
    filter.xxfi_abort = on_abort;
    filter.xxfi_close = on_close;
    return smfi_register(filter) == MI_SUCCESS;
}

bool listen_on(std::string socket) {
    return smfi_setconn(socket.data()) == MI_SUCCESS && smfi_opensocket(true) == MI_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (!parse_options(argc, argv)) {
            std::cerr << "postern_null_milter: --end-with is none of the four endings\n";
            return 2;
        }
        if (!register_callbacks() || !listen_on(options.socket)) {
            std::cerr << "postern_null_milter: cannot listen on " << options.socket << '\n';
            return 1;
        }
        return smfi_main();
    } catch (const std::exception& error) {
        std::cerr << "postern_null_milter: " << error.what() << '\n';
        return 2;
    }
}
