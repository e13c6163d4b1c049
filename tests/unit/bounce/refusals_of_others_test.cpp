// SPDX-License-Identifier: Apache-2.0
//
// Whatever is unknown, full, disabled or expired that is not the recipient: no such refusal may
// suppress anybody. Composed like those of composed_refusals_test.cpp, by what else mail systems
// speak of.
#include <gtest/gtest.h>

#include "composed_refusals.hpp"
#include "reply_reader.hpp"

namespace postern {
namespace {

using testing::alternatives;
using testing::read_reply;

struct Row {
    std::string_view code, things, sayings;  ///< Alternatives, "|" between them.
};

// clang-format off
constexpr Row kRows[]{
    {"550 5.1.8",
     "Return address|Reply address|Bounce address|Reverse path|Originator",
     "does not exist|is unknown|unknown|not found|invalid|undeliverable"},
    {"451",
     "connection table|process table|queue|spool|log partition|temp directory",
     "is full|full|out of space|over quota|exceeded its limit|has no space left|exhausted"},
    {"450",
     "too many|Excessive|You sent too many messages to|high number of",
     "invalid recipients|unknown users|invalid addresses|unknown recipients|bad recipients|nonexistent users|bad addresses|"
      "invalid rcpts"},
    {"452",
     "recipient|user|account|mailbox|domain",
     "receives too many messages|rate limit exceeded|hourly limit exceeded|message rate exceeded|is receiving mail too fast|"
      "has exceeded its message rate|daily message limit reached|gets too much mail per hour"},
    {"535",
     "user|account|client|username|login",
     "not authenticated|authentication failed|credentials invalid|password incorrect|must log in first|"
      "name or password invalid|credentials have expired|password has expired"},
    {"451",
     "user lookup|recipient lookup|directory lookup|LDAP query for user|SQL query for mailbox|mailbox lookup",
     "failed|timed out|returned an error|temporarily failed|could not be completed|gave an unknown error|"
      "error: connection refused"},
    {"550",
     "From|Cc|header From|Header To|Sender header|message header",
     "header contains an invalid address|header: address not found|header has no valid address|"
      "address syntax is invalid in header|field has an unknown domain|header is invalid"},
    {"550",
     "Attachment|File|Content type|Charset|Message part|URL",
     "does not exist|not found|unknown|invalid|is not valid|is disabled|not recognized|expired"},
    {"550",
     "DKIM key|SPF record|DMARC record|DKIM domain|PTR record|reverse DNS name",
     "not found|does not exist|invalid|unknown|has expired|is missing|could not be found"},
    {"550",
     "certificate|TLS certificate|server certificate|client certificate",
     "expired|has expired|not found|invalid|unknown|is disabled|not trusted"},
    {"554",
     "licence|license|mail server license|antivirus license|subscription of this server|server certificate",
     "has expired|expired|is invalid|not found|is disabled|limit exceeded"},
    {"550",
     "relaying|Relay access",
     "denied: unknown user or host|disabled|disabled for this account|is closed|not found in allowed list|"
      "denied, unknown client"},
    {"554",
     "mailbox|alias|forwarding|mail",
     "loop detected, user unknown to us|loops|file is corrupt|configuration is invalid|list expansion failed|"
      "database is corrupt|server not found|delivery program not found"},
    {"421",
     "connection limit|session limit|user limit|maximum number of users|message quota of the sender|your daily quota",
     "exceeded|reached|is full|is used up|exhausted"},
    {"451",
     "DNS server|name server|host|upstream server|backend|gateway",
     "not found|unknown|does not respond|is full|out of connections|is disabled|not available|unreachable"},
    {"550",
     "no such|unknown|invalid|nonexistent",
     "sender|sender domain|return address|client|client host|HELO name|originator|sending host"},
    {"550",
     "no such|unknown|invalid|disabled",
     "attachment type|file type|character set|content encoding|header|MIME type|message format|header field"},
    {"554",
     "no such|unknown|invalid|disabled|nonexistent",
     "command|file|device|service|mailer|transport|option|map"},
    {"550",
     "Benutzerdatenbank|Die Datenbank|Der Verzeichnisdienst|Die Festplatte|Die Warteschlange|Der Server",
     "ist voll|nicht gefunden|ist gesperrt|nicht erreichbar|ist geschlossen|ist ungültig"},
    {"550",
     "Absender|Absenderadresse|Die Adresse des Absenders|Das Konto des Absenders|Ihr Konto|Ihre Adresse",
     "existiert nicht|unbekannt|ist gesperrt|ist voll|wurde nicht gefunden|ungültig|ist abgelaufen"},
    {"550",
     "L'adresse de l'expéditeur|Votre compte|Votre adresse|L'expéditeur|Votre domaine|Le compte de l'expéditeur",
     "n'existe pas|est inconnu|est désactivé|est plein|est introuvable|est invalide|a expiré"},
    {"550",
     "La dirección del remitente|Su cuenta|Su dirección|El remitente|Su dominio|La cuenta del remitente",
     "no existe|es desconocida|está desactivada|está llena|no encontrada|no es válida|ha expirado"},
    {"550",
     "L'indirizzo del mittente|Il tuo account|Il tuo indirizzo|Il mittente|Il tuo dominio|La casella del mittente",
     "non esiste|è sconosciuto|è disattivato|è piena|non trovato|non è valido|è scaduto"},
    {"550",
     "Adres nadawcy|Twoje konto|Twój adres|Nadawca|Twoja domena|Skrzynka nadawcy",
     "nie istnieje|nieznany|jest zablokowane|jest pełna|nie znaleziono|nieprawidłowy|wygasła"},
    {"550",
     "Адрес отправителя|Ваш аккаунт|Ваш адрес|Отправитель|Ваш домен|Ящик отправителя",
     "не существует|неизвестен|отключен|переполнен|не найден|недействителен"},
    {"550 5.1.8",
     "The mailbox of the envelope sender|The account that the reply goes to: sender|Reply-To domain|domain in the From header",
     "does not exist|is unknown|not found"},
    {"535 5.7.8",
     "no such user|user unknown|account disabled|mailbox is not known|user not found",
     "here|at this server|for now"},
    {"503 5.5.1",
     "no valid recipients|no recipient known yet|unknown recipient",
     "before DATA|in this transaction"},
    {"550 5.6.0",
     "unknown user|no such mailbox|invalid address|unknown domain",
     "in field Cc|in the header To|in the body"},
    {"550 5.7.1",
     "you write to|you tried|hosts that write to|mail to|30 % of your recipients are",
     "closed accounts|unknown users|nonexistent mailboxes|disabled accounts"},
    {"550 5.7.1",
     "user|recipient|anna@firm.example",
     "has disabled mail from your address|has turned off mail from newsletters|doesn't know you|has closed the mailbox for "
      "external senders|is unknown to our SPF policy|not registered with this relay"},
    {"550",
     "a link of a domain|an attachment with a domain|a URL of a domain",
     "that does not exist|that is unknown|that has expired"},
    {"451",
     "home directory of the user|alias database|account type|mailbox directory|address map|mailbox lookup",
     "not found|unknown|does not exist|cannot be found"},
    {"550",
     "user name or password|Benutzername oder Passwort|nom d'utilisateur ou mot de passe|usuario o contraseña|"
      "usuário ou senha|użytkownik lub hasło|uživatel nebo heslo|gebruikersnaam of wachtwoord|пользователь или пароль",
     "invalid|unknown|ungültig|invalide|inválido|nieprawidłowy|neplatný|ongeldig|неверный"},
    {"550",
     "reply address|bounce address|posting address|your postmaster address|unknown caller|correspondent",
     "not found|unknown|does not exist|not valid"},
    {"550 5.3.0",
     "user settings|domain controller|plus addressing|mailbox format|home directory of the user",
     "invalid|unknown|not found"},
    {"550 5.7.1",
     "mailing list|distribution list|group",
     "has no member with this address|address not known to the list|only known members may post"},
};
// clang-format on

/// A code that may be anything, and words that name no recipient.
constexpr std::string_view kOfNobody[]{"550 5.1.0 Go away", "550 5.2.1 we do not like your network",
                                       "521 5.2.1 (DYN:T1)", "550 5.4.4 routing table has no entry",
                                       "550 5.1.0"};

TEST(RefusalsOfOthers, BlameNoRecipientByACodeThatSaysLittle) {
    for (const auto said : kOfNobody) {
        const auto outcome = read_reply(said);
        EXPECT_NE(outcome.fault.value_or(fault_of(outcome.bounce_class)), Fault::recipient) << said;
    }
    EXPECT_EQ(fault_of(read_reply("550 5.1.0 this address is refused")), Fault::recipient);
}

TEST(RefusalsOfOthers, BlameNoRecipient) {
    for (const auto& row : kRows) {
        for (const auto& thing : alternatives(row.things)) {
            for (const auto& saying : alternatives(row.sayings)) {
                const auto said = std::string(row.code) + ' ' + thing + ' ' + saying;
                const auto outcome = read_reply(said);
                EXPECT_NE(outcome.fault.value_or(fault_of(outcome.bounce_class)), Fault::recipient)
                    << said << "\nby " << outcome.pattern;
            }
        }
    }
}

}  // namespace
}  // namespace postern
