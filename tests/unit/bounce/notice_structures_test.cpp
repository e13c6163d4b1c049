// SPDX-License-Identifier: Apache-2.0
//
// What notices share, whoever writes them: each way to name a recipient, in each language, for
// addresses that are easily misread, with a returned message behind it that names others and other
// reasons. Whatever follows its beginning changes nothing.
#include <array>

#include "notice.hpp"

namespace postern {
namespace {

struct Language {
    std::string_view name;
    std::string_view subject;        ///< Of the report.
    std::string_view introduction;   ///< Before a list of addresses.
    std::string_view label;          ///< Before one address.
    std::string_view before, after;  ///< A sentence around an address.
    std::string_view reason;         ///< Before a reason.
    std::string_view ask;            ///< A sentence that ends with whom to ask.
    std::string_view repeated;       ///< Rows that repeat fields of the message.
    std::string_view announcement;   ///< Of the returned message.
};

// clang-format off
constexpr std::array kLanguages{
    Language{"English", "Undelivered mail", "Your message could not be delivered to the following recipients:", "Recipient:", "Your message to ", " could not be delivered.", "Reason:", "For further help please contact ", "From: visitor@sender.example\nSubject: user unknown bait@other.example\nTo: visitor@sender.example\n", "--- Original message follows ---"},
    Language{"German", "Unzustellbar: Besuch", "Ihre Nachricht konnte den folgenden Empfängern nicht zugestellt werden:", "Empfänger:", "Ihre Nachricht an ", " konnte nicht zugestellt werden.", "Grund:", "Bei Fragen wenden Sie sich bitte an ", "Von: visitor@sender.example\nBetreff: user unknown bait@other.example\n", "Kopfzeilen der ursprünglichen Nachricht:"},
    Language{"French", "Message non remis", "Votre message n'a pas pu être remis aux destinataires suivants :", "Destinataire :", "Votre message à ", " n'a pas pu être remis.", "Raison :", "Pour toute question, veuillez contacter ", "Expéditeur : visitor@sender.example\nObjet : user unknown bait@other.example\n", "En-têtes du message d'origine :"},
    Language{"Spanish", "No se pudo entregar el mensaje", "Su mensaje no se pudo entregar a los siguientes destinatarios:", "Destinatario:", "Su mensaje para ", " no se pudo entregar.", "Motivo:", "Si necesita ayuda, póngase en contacto con ", "De: visitor@sender.example\nAsunto: user unknown bait@other.example\n", "Encabezados del mensaje original:"},
    Language{"Italian", "Mancata consegna", "Il messaggio non è stato recapitato ai seguenti destinatari:", "Destinatario:", "Il messaggio per ", " non è stato recapitato.", "Motivo:", "Per assistenza contattare ", "Mittente: visitor@sender.example\nOggetto: user unknown bait@other.example\n", "Intestazioni del messaggio originale:"},
    Language{"Portuguese", "Falha na entrega", "A sua mensagem não foi entregue aos seguintes destinatários:", "Destinatário:", "A sua mensagem para ", " não foi entregue.", "Motivo:", "Se precisar de ajuda, entre em contato com ", "Remetente: visitor@sender.example\nAssunto: user unknown bait@other.example\n", "Cabeçalhos da mensagem original:"},
    Language{"Polish", "Niedostarczono wiadomości", "Wiadomość nie została dostarczona do następujących odbiorców:", "Odbiorca:", "Wiadomość do ", " nie została dostarczona.", "Przyczyna:", "W razie pytań skontaktuj się z ", "Nadawca: visitor@sender.example\nTemat: user unknown bait@other.example\n", "Nagłówki oryginalnej wiadomości:"},
    Language{"Czech", "Nedoručitelná zpráva", "Zprávu se nepodařilo doručit těmto příjemcům:", "Příjemce:", "Vaši zprávu pro ", " se nepodařilo doručit.", "Důvod:", "S dotazy se obraťte na ", "Odesílatel: visitor@sender.example\nPředmět: user unknown bait@other.example\n", "Záhlaví původní zprávy:"},
    Language{"Slovak", "Nedoručiteľná správa", "Správu sa nepodarilo doručiť týmto príjemcom:", "Príjemca:", "Vašu správu pre ", " sa nepodarilo doručiť.", "Dôvod:", "S otázkami kontaktujte ", "Odosielateľ: visitor@sender.example\nPredmet: user unknown bait@other.example\n", "Hlavičky pôvodnej správy:"},
    Language{"Hungarian", "Kézbesíthetetlen üzenet", "Az üzenetet nem sikerült kézbesíteni a következő címzetteknek:", "Címzett:", "Az Ön üzenete a következő címre: ", " nem kézbesíthető.", "Oka:", "Kérdéseivel forduljon ide: ", "Feladó: visitor@sender.example\nTárgy: user unknown bait@other.example\n", "Az eredeti üzenet fejlécei:"},
    Language{"Dutch", "Onbestelbaar bericht", "Uw bericht kon niet worden bezorgd bij de volgende ontvangers:", "Ontvanger:", "Uw bericht aan ", " kon niet worden bezorgd.", "Reden:", "Neem contact op met ", "Afzender: visitor@sender.example\nOnderwerp: user unknown bait@other.example\n", "Kopteksten van het oorspronkelijke bericht:"},
    Language{"Russian", "Письмо не доставлено", "Ваше сообщение не было доставлено следующим получателям:", "Получатель:", "Ваше сообщение для ", " не было доставлено.", "Причина:", "По всем вопросам обращайтесь по адресу ", "Отправитель: visitor@sender.example\nТема: user unknown bait@other.example\n", "Заголовки исходного сообщения:"},
    Language{"Japanese", "配信エラーのお知らせ", "次の宛先にメッセージを配信できませんでした：", "受信者：", "メッセージは", "に配信できませんでした。", "理由：", "お問い合わせは", "差出人：visitor@sender.example\n件名：user unknown bait@other.example\n", "元のメッセージのヘッダー:"},
    Language{"Chinese", "系统退信", "您的邮件无法投递给以下收件人：", "收件地址：", "您发给", "的邮件无法投递。", "原因：", "如有疑问请联系", "发件人：visitor@sender.example\n主题：user unknown bait@other.example\n", "原始邮件标题:"},
};

constexpr std::array<std::string_view, 11> kAddresses{
    "anna@firm.example",          "support@firm.example",     "postmaster@firm.example",
    "\"anna berg\"@firm.example", "anna@b\xC3\xBC" "cher.example", "anna+news@firm.example",
    "mailbox.full@firm.example",  "user-unknown@virus.example", "o'neil@firm.example",
    "anna=x@firm.example",        "\xD0\xB0\xD0\xBD\xD0\xBD\xD0\xB0@\xD0\xBF\xD0\xBE\xD1\x87\xD1\x82\xD0\xB0.example"};
// clang-format on

constexpr std::string_view kRefusal = "552 5.2.2 mailbox full";

std::string text(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const auto part : parts) all.append(part);
    return all;
}

/// Each way to lay out who failed and why.
std::vector<std::string> structures(const Language& l, std::string_view a) {
    const auto intro = text({l.introduction, "\n\n"});
    return {
        text({intro, "  ", a, "\n    ", kRefusal, "\n"}),
        text({intro, "<", a, ">:\n", kRefusal, "\n"}),
        text({intro, "<", a, ">: ", kRefusal, "\n"}),
        text({intro, " * ", a, "\n   ", kRefusal, "\n"}),
        text({intro, "\xE2\x80\xA2 ", a, " - ", kRefusal, "\n"}),
        text({intro, "1. ", a, ": ", kRefusal, "\n"}),
        text({intro, "| ", a, " | ", kRefusal, " |\n"}),
        text({intro, "Anna Berg (", a, ")\n", kRefusal, "\n"}),
        text({intro, "'", a, "' on Sat, 28 Nov 2026 11:00:05 +0000\n    ", kRefusal, "\n"}),
        text({l.label, " ", a, "\n", l.reason, " ", kRefusal, "\n"}),
        text({l.label, " <", a, ">\n", l.reason, "\n  ", kRefusal, "\n"}),
        text({l.repeated, "\n", l.label, " ", a, "\n", l.reason, " ", kRefusal, "\n"}),
        text({l.before, a, l.after, "\n", l.reason, " ", kRefusal, "\n"}),
        text({l.before, "<", a, ">", l.after, "\n", kRefusal, "\n"}),
        text({">>> RCPT TO:<", a, ">\n<<< ", kRefusal, "\n"}),
        text({l.reason, "\n", kRefusal, "\n", a, "\n"}),
        text({l.before, a, l.after, "\n", l.ask, "helpdesk@relay.example.\n"}),
        text({l.ask, "<helpdesk@relay.example>.\n\n", intro, a, "\n", kRefusal, "\n"}),
        text({intro, a, "\n", kRefusal, "\n\n", l.ask, "\nhelpdesk@relay.example.\n"}),
    };
}

constexpr std::string_view kBait =
    "Received: from client.sender.example by mx.relay.example; Sat, 28 Nov 2026 11:00:00 +0000\n"
    "From: visitor@sender.example\n"
    "To: bait@other.example\n"
    "Subject: 550 5.1.1 user unknown\n"
    "Content-Type: text/plain\n"
    "\n"
    "The following addresses failed:\n"
    "\n"
    "<bait@other.example>: 550 5.1.1 user unknown, blocked for spam\n";

std::string behind(std::string_view quote, std::string_view lines) {
    std::string all;
    while (!lines.empty()) {
        const auto end = lines.find('\n');
        all.append(quote).append(lines.substr(0, end + 1));
        lines.remove_prefix(end + 1);
    }
    return all;
}

/// The ways to return a message in the text, the last of them without a word.
std::vector<std::string> returned(const Language& l) {
    return {text({"\n", l.announcement, "\n\n", kBait}),
            text({"\n", l.announcement, "\n", behind("> ", kBait)}),
            text({"\n", l.announcement, behind("> ", kBait)}),
            text({"\n------------------------------------------------\n", kBait}),
            text({"\n\n", kBait})};
}

BounceReport read(const Language& l, std::string_view text) {
    const auto header =
        "From: MAILER-DAEMON@mx.relay.example\nContent-Type: text/plain; "
        "charset=utf-8\nSubject: " +
        std::string(l.subject) + "\n";
    return testing::read_notice(header, text);
}

std::string said_by(const BounceReport& report) {
    std::string all;
    for (const auto& o : report.outcomes) {
        all.append(o.recipient).append(" ").append(name_of(o.bounce_class)).append(" ");
        all.append(o.diagnostic).append("\n");
    }
    return all;
}

TEST(NoticeStructures, NameTheRecipientInEveryLanguage) {
    for (const auto& language : kLanguages) {
        for (const auto address : kAddresses) {
            for (const auto& notice : structures(language, address)) {
                EXPECT_EQ(testing::recipients_in(read(language, notice)), address)
                    << language.name << ":\n"
                    << notice;
            }
        }
    }
}

TEST(NoticeStructures, SayNothingBehindTheBeginningOfTheReturnedMessage) {
    for (const auto& language : kLanguages) {
        for (const auto& notice : structures(language, kAddresses.front())) {
            const auto alone = read(language, notice);
            for (const auto& original : returned(language)) {
                auto both = read(language, notice + original);
                both.message_id.clear();
                EXPECT_EQ(said_by(both), said_by(alone)) << language.name << ":\n"
                                                         << notice << original;
            }
        }
    }
}

TEST(NoticeStructures, AreNoticesInEveryLanguage) {
    for (const auto& language : kLanguages) {
        const auto header =
            "From: post@relay.example\nContent-Type: text/plain; charset=utf-8\n"
            "Subject: " +
            std::string(language.subject) + "\n";
        const auto notice = structures(language, kAddresses.front()).front();
        EXPECT_EQ(testing::recipients_in(testing::read_notice(header, notice)), kAddresses.front())
            << language.name;
    }
}

TEST(NoticeStructures, NameTheWriterWhereItIsItsOwnMailbox) {
    const auto report = testing::read_notice(
        "From: postmaster@firm.example\nSubject: Undelivered mail\n",
        "The following addresses failed:\n\n  <postmaster@firm.example>\n    mailbox full\n");
    EXPECT_EQ(testing::recipients_in(report), "postmaster@firm.example");
}

}  // namespace
}  // namespace postern
