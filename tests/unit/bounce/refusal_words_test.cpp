// SPDX-License-Identifier: Apache-2.0
//
// Sentences that nobody wrote: each subject with each predicate of a language, as a reply to RCPT.
// What is said of the recipient, of the sender, of the message must come out whatever the words.
#include <gtest/gtest.h>

#include "reply_reader.hpp"

namespace postern {
namespace {

using testing::read_reply;
using enum BounceClass;

struct Language {
    std::string_view name;
    std::vector<std::string_view> recipients, mailboxes, senders;
    std::vector<std::string_view> unknown, full, disabled;
};

// clang-format off
const std::vector<Language> kLanguages{
    {"English", {"user", "recipient", "addressee"}, {"mailbox", "account", "inbox"}, {"sender address", "return path"},
     {"% does not exist", "unknown %", "% not found", "no such %", "there is no % by that name", "% is invalid"},
     {"% is full", "the % has exceeded its quota", "% over quota", "not enough space in the %"},
     {"% is disabled", "% has been suspended", "inactive %", "% is not active"}},
    {"German", {"Benutzer", "Empfänger"}, {"Postfach", "Konto"}, {"Absender", "Absenderadresse"},
     {"% unbekannt", "% existiert nicht", "% nicht gefunden"},
     {"% voll", "% ist überfüllt"}, {"% gesperrt", "% wurde deaktiviert"}},
    {"French", {"Utilisateur", "Destinataire"}, {"Compte", "Boîte aux lettres"}, {"Expéditeur"},
     {"% inconnu", "% introuvable", "% inexistant"}, {"% plein", "% saturé"}, {"% désactivé", "% suspendu"}},
    {"Spanish", {"Usuario", "Destinatario"}, {"Buzón", "Cuenta"}, {"Remitente"},
     {"% desconocido", "% no existe", "el % no fue encontrado"}, {"% lleno", "% sin espacio"}, {"% suspendido", "% desactivado"}},
    {"Italian", {"Utente", "Destinatario"}, {"Casella"}, {"Mittente"},
     {"% sconosciuto", "% inesistente", "% non trovato"}, {"% piena"}, {"% disabilitata", "% sospesa"}},
    {"Portuguese", {"Usuário", "Destinatário"}, {"Caixa postal", "Conta"}, {"Remetente"},
     {"% desconhecido", "% não existe", "% não encontrado"}, {"% cheia", "% lotada"}, {"% suspensa", "% desativada"}},
    {"Polish", {"Użytkownik", "Odbiorca"}, {"Skrzynka", "Konto"}, {"Nadawca"},
     {"% nie istnieje", "% jest nieznany"}, {"% pełna", "% przepełniona"}, {"% zawieszona", "% nieaktywne"}},
    {"Czech", {"Uživatel", "Příjemce"}, {"Schránka", "Účet"}, {"Odesílatel"},
     {"% neexistuje", "% neznámý", "% nenalezen"}, {"% je plná", "% přeplněna"}, {"% deaktivován", "% pozastaven"}},
    {"Slovak", {"Používateľ", "Príjemca"}, {"Schránka"}, {"Odosielateľ"},
     {"% neexistuje", "% neznámy", "% nenájdený"}, {"% je plná", "% preplnená"}, {"% deaktivovaná", "% pozastavená"}},
    {"Hungarian", {"felhasználó", "címzett"}, {"postafiók"}, {"feladó"},
     {"ismeretlen %", "nem létező %", "a % nem található"}, {"a % megtelt", "a % betelt"}, {"a % inaktív", "letiltott %"}},
    {"Dutch", {"Gebruiker", "Ontvanger"}, {"Postvak", "Mailbox"}, {"Afzender"},
     {"% onbekend", "% bestaat niet", "% niet gevonden"}, {"% vol", "% is overvol"}, {"% uitgeschakeld", "% inactief"}},
    {"Russian", {"Пользователь", "Получатель"}, {"Ящик", "Аккаунт"}, {"Отправитель"},
     {"% не найден", "% не существует", "неизвестный %"}, {"% переполнен", "% заполнен"}, {"% отключен", "% неактивен"}},
    {"Japanese", {"ユーザー", "宛先"}, {"メールボックス"}, {"送信者"},
     {"%が存在しません", "%が見つかりません", "%不明"}, {"%が一杯です", "%が満杯です"}, {"%は停止されています", "%は無効です"}},
    {"Chinese", {"用户", "收件人"}, {"邮箱", "账号"}, {"发件人"},
     {"%不存在", "找不到%", "%未找到"}, {"%已满", "%空间不足"}, {"%已停用", "%被冻结"}},
};
// clang-format on

std::string filled(std::string_view predicate, std::string_view subject) {
    std::string out(predicate);
    return out.replace(out.find('%'), 1, subject);
}

using Subjects = std::vector<std::string_view>;

void expect_all(const Language& language, const Subjects& subjects, const Subjects& predicates,
                BounceClass wanted, bool only_likely = false) {
    for (const auto predicate : predicates) {
        for (const auto subject : subjects) {
            const auto said = "550 5.0.0 " + filled(predicate, subject);
            const auto outcome = read_reply(said);
            EXPECT_EQ(name_of(outcome.bounce_class), name_of(wanted))
                << language.name << ": " << said << "\nby " << outcome.pattern;
            EXPECT_EQ(outcome.is_only_likely, only_likely) << said;
        }
    }
}

TEST(RefusalWords, TellAnUnknownRecipientInEachLanguage) {
    for (const auto& language : kLanguages) {
        expect_all(language, language.recipients, language.unknown, user_unknown);
        expect_all(language, language.mailboxes, language.unknown, user_unknown);
    }
}

TEST(RefusalWords, TellAFullMailboxInEachLanguage) {
    for (const auto& language : kLanguages) {
        expect_all(language, language.mailboxes, language.full, mailbox_full);
    }
}

TEST(RefusalWords, TellADisabledMailboxInEachLanguage) {
    for (const auto& language : kLanguages) {
        expect_all(language, language.mailboxes, language.disabled, inactive);
    }
}

TEST(RefusalWords, BlameNoRecipientForTheSender) {
    for (const auto& language : kLanguages) {
        expect_all(language, language.senders, language.unknown, blocked);
    }
}

TEST(RefusalWords, AreTurnedByADenial) {
    for (const auto* said : {"550 the mailbox is not full", "550 the user is not unknown",
                             "550 the account is not disabled"}) {
        const auto outcome = read_reply(said);
        EXPECT_NE(fault_of(outcome), Fault::recipient) << said << "\nby " << outcome.pattern;
    }
}

TEST(RefusalWords, SayOfWhatTheyAreSaid) {
    struct Case {
        std::string_view said;
        BounceClass wanted;
    };
    const std::vector<Case> cases{
        {"550 your message to the user's mailbox was rejected as spam", content_spam},
        {"550 the domain of the sender does not exist", blocked},
        {"550 sender: no such domain", blocked},
        {"550 the recipient's server is temporarily out of order", network_temporary},
        {"550 blocked by the user: your message is unwelcome", policy},
        {"550 the user does not accept mail from outside", policy},
        {"550 if the mailbox is full, ask its owner; the user is unknown", user_unknown},
        {"552 the size of the message exceeds what the mailbox takes", message_too_large},
    };
    for (const auto& [said, wanted] : cases) {
        const auto outcome = read_reply(said);
        EXPECT_EQ(name_of(outcome.bounce_class), name_of(wanted))
            << said << "\nby " << outcome.pattern;
    }
}

TEST(RefusalWords, AreCertainOnlyWhereTheySayItForGood) {
    struct Case {
        std::string_view said;
        bool only_likely;
    };
    const std::vector<Case> cases{
        {"550 5.1.1 user unknown", false},
        {"550 5.7.1 no such user", false},
        {"550 5.1.1 rejected", true},
        {"450 4.1.1 user unknown", true},
        {"550 5.2.1 the account is temporarily suspended", true},
        {"525 5.7.13 rejected", false},
    };
    for (const auto& [said, only_likely] : cases) {
        const auto outcome = read_reply(said);
        EXPECT_EQ(fault_of(outcome), Fault::recipient) << said;
        EXPECT_EQ(outcome.is_only_likely, only_likely) << said << "\nby " << outcome.pattern;
    }
}

TEST(RefusalWords, NeverSuppressByABare552) {
    EXPECT_NE(fault_of(read_reply("552 Requested action aborted")), Fault::recipient);
}

TEST(RefusalWords, AreTold) {
    const auto by = read_reply("550 5.1.1 The user you look for does not exist").pattern;
    EXPECT_NE(by.find("user"), std::string::npos) << by;
    EXPECT_NE(by.find("does not exist"), std::string::npos) << by;
}

}  // namespace
}  // namespace postern
