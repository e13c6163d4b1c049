// SPDX-License-Identifier: Apache-2.0
//
// Refusals composed of what they speak of and what they say of it, written before anybody looked
// which words the patterns have. Each alternative goes with each; the code beside them says nothing
// or misleads.
#include "composed_refusals.hpp"

#include <gtest/gtest.h>

#include "reply_reader.hpp"

namespace postern {
namespace {

using testing::alternatives;
using testing::read_reply;
using enum BounceClass;

struct Row {
    std::string_view language;
    BounceClass bounce_class;
    std::string_view code, things, sayings;  ///< Alternatives, "|" between them.
};

// clang-format off
constexpr Row kRows[]{
    {"en", user_unknown, "550 5.7.1", "No such user|No such person|No such recipient|No such mailbox",
     "here|at this address|on this server|in this domain|at this domain|known here|in our directory"},
    {"en", user_unknown, "554", "Unknown|Invalid|Nonexistent|Non-existent",
     "user|mailbox|account|recipient|address|recipient address|destination mailbox|local user"},
    {"en", user_unknown, "550", "user|mailbox|account|recipient",
     "unknown|nonexistent|does not exist|not exists|not known|unavailable or not found|not listed|not in directory"},
    {"en", user_unknown, "550", "Cannot find|Can't find|Could not find|Unable to find",
     "the user|the mailbox|this recipient|the specified user|the recipient|your recipient|the requested mailbox|that account"},
    {"en", user_unknown, "550", "Nobody|No one|Noone|No-one",
     "here|by that name|with that name|with this address here|is called that here"},
    {"en", user_unknown, "550", "Delivery to|Mail to|Messages to|Attempt to deliver to",
     "unknown user|nonexistent recipient|non-existent mailbox|an unknown recipient|invalid address|a nonexistent account|"
      "a deleted mailbox|an address that does not exist"},
    {"en", user_unknown, "550", "I know nobody|I don't know anyone|we do not know anybody|I do not know any user",
     "called that|of that name|by that name"},
    {"en", user_unknown, "550", "has left|no longer works for|is no longer with",
     "the company|us|our organisation|this firm|this company"},
    {"en", inactive, "550", "Disabled|Inactive|Suspended|Closed",
     "user|mailbox|account|recipient|inbox|mail account"},
    {"en", inactive, "550", "user|mailbox|account|recipient",
     "disabled|inactive|suspended|closed|expired|deactivated|terminated|locked"},
    {"en", inactive, "554", "delivery to|attempt to send to|mail to|message to",
     "disabled mailbox|closed account|a suspended user|an inactive mailbox|a deactivated account|an expired account|"
      "a locked mailbox"},
    {"en", inactive, "550", "user|recipient|customer",
     "has closed his account|has not logged in for a long time|has not logged in for over a year|"
      "account has expired, renewal is pending|has not paid|has not accessed this mailbox for 6 months|"
      "'s subscription has expired|cancelled the service"},
    {"en", inactive, "554", "mailbox|account",
     "suspended for abuse|closed due to inactivity|disabled due to non-payment|deactivated because of inactivity|"
      "disabled by administrator|closed by its owner"},
    {"en", mailbox_full, "552", "Mailbox|Inbox|User|Account",
     "full|over quota|overquota|quota exceeded|exceeds quota|quota full|storage exceeded|out of storage"},
    {"en", mailbox_full, "552", "Quota|Mailbox quota|Disk quota|User's quota",
     "exceeded|has been exceeded|is exceeded|reached|exhausted|is full|violated"},
    {"en", domain_invalid, "550", "Unknown|Invalid|Nonexistent|No such",
     "domain|host|destination domain|recipient domain|domain name"},
    {"en", blocked, "550", "HELO|EHLO|Helo command|Your HELO name",
     "rejected|rejected: need fully-qualified hostname|rejected: host not found|does not match your IP|is invalid|is forged|"
      "doesn't resolve|is a literal IP, not accepted"},
    {"en", policy, "550 5.7.1", "Recipient|The recipient|This user|User",
     "only accepts mail from internal senders|accepts mail from authenticated senders only|does not accept mail from you|"
      "only accepts mail from people in his address book|is restricted|is closed to outside senders|"
      "has restricted who may send to it|only receives from trusted senders"},
    {"de", user_unknown, "550", "Unbekannter|Ungültiger|Kein solcher",
     "Benutzer|Empfänger|Nutzer|Adressat"},
    {"de", inactive, "550", "Deaktiviertes|Gesperrtes|Inaktives",
     "Postfach|Konto|Benutzerkonto"},
    {"de", mailbox_full, "552", "Postfach|Speicherplatz|Mailbox",
     "voll|erschöpft|überschritten|ausgeschöpft|aufgebraucht|erreicht"},
    {"de", blocked, "554", "Ihre IP-Adresse|Ihre IP|Ihre Domain",
     "ist gesperrt|wurde blockiert|steht auf einer Blacklist|ist gelistet|hat keinen gültigen PTR-Eintrag|"
      "wurde wegen Spam gesperrt"},
    {"fr", user_unknown, "550", "L'utilisateur|Le destinataire|Cet utilisateur",
     "n'existe pas|est inconnu|est introuvable|n'a pas été trouvé|est invalide|n'existe plus"},
    {"fr", inactive, "550", "Le compte|Ce compte|La boîte",
     "est désactivé|a été désactivé|a été fermé|a été suspendue|n'est plus actif|est expiré"},
    {"fr", mailbox_full, "552", "La boîte aux lettres|La boîte|La messagerie",
     "est pleine|est saturée|est plein|a dépassé son quota|a atteint son quota|déborde"},
    {"fr", blocked, "550", "L'expéditeur|L'adresse de l'expéditeur|Le domaine de l'expéditeur",
     "n'existe pas|est invalide|est refusé|est inconnu|rejeté|n'est pas vérifiable"},
    {"fr", content_spam, "554", "Le message|Ce message|Votre message",
     "est considéré comme du spam|a été identifié comme spam|contient un virus|contient une pièce jointe interdite|"
      "a été rejeté par le filtre anti-spam|est un spam"},
    {"es", user_unknown, "550", "El usuario|El destinatario|La cuenta",
     "no existe|es desconocida|no se encuentra|es inválida|es inexistente|ha sido eliminado"},
    {"es", inactive, "550", "La cuenta|El buzón|La casilla",
     "está deshabilitada|ha sido desactivada|fue suspendida|está cerrada|no está activa|ha sido cancelada"},
    {"es", mailbox_full, "552", "El buzón|La casilla|La cuenta",
     "está lleno|está llena|ha excedido su cuota|excedió la cuota|superó su cuota|ha superado el límite"},
    {"es", blocked, "554", "Su IP|Su servidor|Su dirección IP",
     "está bloqueada|está bloqueado|está en lista negra|figura en una lista negra|tiene mala reputación|no está autorizado"},
    {"es", content_spam, "554", "El mensaje|Este mensaje|Su mensaje",
     "es spam|fue identificado como spam|contiene un virus|contiene un adjunto prohibido|"
      "fue rechazado por el filtro antispam|ha sido clasificado como spam"},
    {"it", user_unknown, "550", "L'utente|Il destinatario|La casella",
     "non esiste|è inesistente|non trovato|è sconosciuta|non esiste più|è stata rimossa"},
    {"it", inactive, "550", "L'account|La casella|L'utente",
     "è disabilitato|è stata disabilitata|è stata sospesa|è chiuso|è bloccato|è scaduto"},
    {"it", mailbox_full, "552", "La casella|La casella di posta|La mailbox",
     "è piena|è pieno|ha superato la quota|ha esaurito lo spazio|ha superato il limite|non ha spazio"},
    {"it", blocked, "554", "Il tuo IP|Il vostro server|L'indirizzo IP",
     "è bloccato|è in blacklist|è presente in una lista nera|ha una cattiva reputazione|è stato rifiutato|non ha reverse DNS"},
    {"it", content_spam, "554", "Il messaggio|Questo messaggio|La mail",
     "è spam|è stato identificato come spam|contiene un virus|contiene un allegato non consentito|"
      "è stato rifiutato dal filtro antispam|è stato classificato come spam"},
    {"pt", user_unknown, "550", "O usuário|O destinatário|A conta",
     "não existe|é inexistente|não foi encontrada|não é válido|foi excluída|está incorreto"},
    {"pt", inactive, "550", "A conta|A caixa postal|O usuário",
     "está desativada|está suspensa|está inativa|foi encerrada|expirou|está desabilitada"},
    {"pt", mailbox_full, "552", "A caixa postal|A caixa de entrada|A conta",
     "está cheia|está lotada|excedeu a cota|excedeu a quota|ultrapassou o limite|não tem espaço"},
    {"pt", blocked, "554", "Seu IP|O IP|Seu servidor",
     "está bloqueado|está na lista negra|está em uma lista negra|tem má reputação|não está autorizado|foi rejeitado"},
    {"pt", content_spam, "554", "A mensagem|Esta mensagem|Sua mensagem",
     "é spam|foi identificada como spam|contém um vírus|contém anexo proibido|foi rejeitada pelo filtro antispam|"
      "foi classificada como spam"},
    {"pl", user_unknown, "550", "Użytkownik|Odbiorca|Adresat",
     "nie istnieje|nieznany|nie znaleziony|nie znaleziono|został usunięty|niepoprawny"},
    {"pl", inactive, "550", "Konto|Skrzynka|Skrzynka odbiorcy",
     "jest zablokowane|jest nieaktywne|zostało zawieszone|została wyłączona|nieaktywne|zostało zamknięte"},
    {"pl", mailbox_full, "552", "Skrzynka|Skrzynka pocztowa|Skrzynka odbiorcy",
     "jest pełna|jest przepełniona|przepełniona|przekroczyła limit|osiągnęła limit|nie ma miejsca"},
    {"pl", blocked, "554", "Twój adres IP|Adres IP|Serwer nadawcy",
     "jest zablokowany|jest na czarnej liście|został zablokowany|ma złą reputację|został odrzucony|nie ma rekordu PTR"},
    {"pl", content_spam, "554", "Wiadomość|Ta wiadomość|Twoja wiadomość",
     "została uznana za spam|zawiera wirusa|jest spamem|została odrzucona przez filtr antyspamowy|"
      "zawiera niedozwolony załącznik|została zaklasyfikowana jako spam"},
    {"cs", user_unknown, "550", "Uživatel|Příjemce|Adresát",
     "neexistuje|je neznámý|neznámý|nebyl nalezen|nenalezen|je neplatný"},
    {"cs", inactive, "550", "Schránka|Poštovní schránka|Účet",
     "je zablokována|byla deaktivována|byl zablokován|byl pozastaven|není aktivní|je deaktivován"},
    {"cs", mailbox_full, "552", "Schránka|Schránka příjemce|Poštovní schránka",
     "je plná|je přeplněna|je přeplněná|překročila kvótu|je zaplněna|přeplněna"},
    {"cs", blocked, "554", "Vaše IP adresa|Vaše IP|Váš server",
     "je blokována|je na blacklistu|je na černé listině|byl zablokován|má špatnou reputaci|nemá reverzní záznam"},
    {"cs", content_spam, "554", "Zpráva|Tato zpráva|Vaše zpráva",
     "byla označena jako spam|obsahuje virus|je spam|obsahuje zakázanou přílohu|byla vyhodnocena jako spam"},
    {"sk", user_unknown, "550", "Používateľ|Príjemca|Adresát",
     "neexistuje|je neznámy|neznámy|nebol nájdený|je neplatný|bol zrušený"},
    {"sk", inactive, "550", "Schránka|Účet|Používateľský účet",
     "je zablokovaná|je zablokovaný|bola deaktivovaná|je neaktívna|je deaktivovaný|je pozastavený"},
    {"sk", mailbox_full, "552", "Schránka|Schránka príjemcu|Poštová schránka",
     "je plná|je preplnená|prekročila kvótu|nemá voľné miesto|plná|dosiahla limit"},
    {"sk", blocked, "554", "Vaša IP adresa|Váš server|IP adresa",
     "je blokovaná|je na čiernej listine|bol zablokovaný|je na blackliste|má zlú reputáciu|bola odmietnutá"},
    {"sk", content_spam, "554", "Správa|Vaša správa",
     "bola označená ako spam|obsahuje vírus|je spam|obsahuje zakázanú prílohu"},
    {"hu", user_unknown, "550", "A felhasználó|A címzett|Felhasználó",
     "nem létezik|ismeretlen|nem található|érvénytelen|nem ismert|törölve lett"},
    {"hu", inactive, "550", "A postafiók|A fiók|A felhasználó",
     "le van tiltva|letiltva|inaktív|fel van függesztve|felfüggesztve|zárolva van"},
    {"hu", mailbox_full, "552", "A postafiók|A postaláda|A címzett postafiókja",
     "megtelt|tele van|túllépte a kvótát|betelt|elérte a korlátot|tele"},
    {"hu", blocked, "554", "Az IP címe|Az Ön IP címe|A szerver",
     "tiltva van|tiltólistán van|feketelistán van|blokkolva|rossz hírű|feketelistára került"},
    {"hu", content_spam, "554", "Az üzenet|A levél|Az üzenete",
     "spam|vírust tartalmaz|spamnek minősült|tiltott mellékletet tartalmaz|kéretlennek minősült"},
    {"nl", user_unknown, "550", "De gebruiker|De ontvanger|Gebruiker",
     "bestaat niet|is onbekend|niet gevonden|is niet gevonden|is ongeldig|bestaat niet meer"},
    {"nl", inactive, "550", "Het account|De mailbox|Dit account",
     "is uitgeschakeld|is geblokkeerd|is inactief|is verlopen|is niet actief|is afgesloten"},
    {"nl", mailbox_full, "552", "De mailbox|De postbus|De inbox",
     "is vol|zit vol|is over quota|heeft de limiet bereikt|heeft het quotum overschreden|vol"},
    {"nl", blocked, "554", "Uw IP-adres|Uw server|Het IP-adres",
     "is geblokkeerd|staat op een zwarte lijst|staat op een blacklist|heeft een slechte reputatie|is geweigerd|"
      "is niet toegestaan"},
    {"nl", content_spam, "554", "Het bericht|Dit bericht|Uw bericht",
     "is spam|is als spam aangemerkt|bevat een virus|bevat een verboden bijlage|is geweigerd door het spamfilter|"
      "wordt als spam beschouwd"},
    {"ru", user_unknown, "550", "Пользователь|Получатель|Адресат",
     "не существует|не найден|недействителен|указан неверно|удалён|отсутствует"},
    {"ru", inactive, "550", "Почтовый ящик|Ящик|Аккаунт",
     "заблокирован|отключена|не активен|закрыт|отключён|заморожен"},
    {"ru", mailbox_full, "552", "Почтовый ящик|Ящик|Ящик получателя",
     "переполнен|заполнен|полон|превысил квоту|переполнился|исчерпал квоту"},
    {"ru", blocked, "554", "Ваш IP|Ваш сервер|Ваш IP-адрес",
     "заблокирован|в черном списке|находится в чёрном списке|имеет плохую репутацию|отклонен|внесен в черный список"},
    {"ru", content_spam, "554", "Сообщение|Письмо|Ваше письмо",
     "является спамом|похоже на спам|содержит вирус|распознано как спам|отклонено спам-фильтром|"
      "содержит запрещенное вложение"},
    {"ja", user_unknown, "550", "ユーザ|ユーザー|宛先",
     "が存在しません|が見つかりません|は存在しません|は不明です|が不明です|が見つかりませんでした"},
    {"ja", inactive, "550", "アカウント|メールボックス|このアカウント",
     "は無効になっています|は停止されています|は凍結されています|は無効化されています|はロックされています|は解約されています"},
    {"ja", mailbox_full, "552", "メールボックス|受信者のメールボックス|メールボックスの容量",
     "がいっぱいです|が一杯です|が満杯です|が容量を超えています|が上限に達しています|を超えています"},
    {"ja", blocked, "554", "IPアドレス|お使いのIPアドレス|送信元IP",
     "がブロックされています|はブラックリストに登録されています|は拒否されました|の評価が低いです|は許可されていません"},
    {"ja", content_spam, "554", "メッセージ|このメール|メール",
     "はスパムと判定されました|は迷惑メールと判定されました|にウイルスが含まれています|はスパムとして拒否されました|に禁止された添付ファイルが含まれています"},
    {"zh", user_unknown, "550", "用户|收件人|邮箱",
     "不存在|未找到|找不到|无效|未知|不正确"},
    {"zh", inactive, "550", "邮箱|账号|用户",
     "已停用|被冻结|已被锁定|已关闭|已被停用|已失效"},
    {"zh", mailbox_full, "552", "邮箱|收件人邮箱|用户邮箱",
     "已满|空间不足|容量已满|超出配额|空间已满|容量不足"},
    {"zh", blocked, "554", "您的IP|发信IP|发件服务器",
     "被拒绝|在黑名单中|已被列入黑名单|被屏蔽|信誉度低|被封禁"},
    {"zh", content_spam, "554", "邮件|该邮件|您的邮件",
     "是垃圾邮件|被识别为垃圾邮件|含有病毒|包含病毒|疑似垃圾邮件|内容违规"},
    {"ko", user_unknown, "550", "사용자|수신자|메일함",
     "가 존재하지 않습니다|를 찾을 수 없습니다|가 없습니다|이 존재하지 않습니다|을 찾을 수 없습니다"},
    {"ko", mailbox_full, "552", "메일함이|편지함이|수신자의 메일함이",
     "가득 찼습니다|꽉 찼습니다|용량을 초과했습니다"},
    {"ko", inactive, "550", "계정이|사용자 계정이|메일함이",
     "비활성화되었습니다|정지되었습니다|휴면 상태입니다|차단되었습니다"},
    {"ko", content_spam, "554", "메시지가|메일이",
     "스팸으로 분류되었습니다|스팸으로 판정되었습니다|바이러스를 포함하고 있습니다"},
    {"sv", user_unknown, "550", "Användaren|Mottagaren|Adressen",
     "finns inte|är okänd|hittades inte|är ogiltig|existerar inte|kunde inte hittas"},
    {"sv", inactive, "550", "Kontot|Brevlådan|Användaren",
     "är inaktiverat|är inaktiverad|är avstängt|är avstängd|är spärrat|är stängt"},
    {"sv", mailbox_full, "552", "Brevlådan|Mottagarens brevlåda|Postlådan",
     "är full|är överfull|har överskridit sin kvot|har nått sin gräns|saknar utrymme"},
    {"sv", content_spam, "554", "Meddelandet|Brevet",
     "är spam|klassades som skräppost|innehåller virus|bedöms vara skräppost"},
    {"sv", blocked, "554", "Din IP-adress|Din server|Er IP",
     "är blockerad|är svartlistad|finns på en svart lista|är spärrad"},
    {"da", user_unknown, "550", "Brugeren|Modtageren|Adressen",
     "findes ikke|er ukendt|blev ikke fundet|er ugyldig|eksisterer ikke|kunne ikke findes"},
    {"da", inactive, "550", "Kontoen|Postkassen|Brugeren",
     "er deaktiveret|er lukket|er spærret|er suspenderet|er inaktiv"},
    {"da", mailbox_full, "552", "Postkassen|Modtagerens postkasse|Indbakken",
     "er fuld|er overfyldt|har overskredet sin kvote|har ikke mere plads"},
    {"no", user_unknown, "550", "Brukeren|Mottakeren|Adressen",
     "finnes ikke|er ukjent|ble ikke funnet|er ugyldig|eksisterer ikke"},
    {"no", inactive, "550", "Kontoen|Postkassen|Brukeren",
     "er deaktivert|er stengt|er sperret|er suspendert|er inaktiv"},
    {"no", mailbox_full, "552", "Postkassen|Mottakerens postkasse|Innboksen",
     "er full|er overfylt|har overskredet kvoten|har ikke plass"},
    {"fi", user_unknown, "550", "Käyttäjää|Vastaanottajaa|Osoitetta",
     "ei ole|ei löydy|ei löytynyt|ei ole olemassa"},
    {"fi", inactive, "550", "Tili|Postilaatikko|Käyttäjätili",
     "on suljettu|on poistettu käytöstä|on lukittu|ei ole aktiivinen"},
    {"fi", mailbox_full, "552", "Postilaatikko|Vastaanottajan postilaatikko|Sähköpostilaatikko",
     "on täynnä|on ylittänyt kiintiön"},
    {"ro", user_unknown, "550", "Utilizatorul|Destinatarul|Adresa",
     "nu există|este necunoscut|nu a fost găsit|nu a fost găsită|este invalidă|este inexistent"},
    {"ro", inactive, "550", "Contul|Căsuța poștală|Utilizatorul",
     "este dezactivat|este suspendat|este blocat|este inactiv|a fost dezactivată|a expirat"},
    {"ro", mailbox_full, "552", "Căsuța poștală|Căsuța destinatarului|Casuta postala",
     "este plină|este plin|a depășit cota|este plina|a depasit limita"},
    {"tr", user_unknown, "550", "Kullanıcı|Alıcı|Adres",
     "bulunamadı|yok|mevcut değil|geçersiz|bilinmiyor|tanımlı değil"},
    {"tr", inactive, "550", "Hesap|Posta kutusu|Kullanıcı hesabı",
     "devre dışı|askıya alındı|kapatıldı|kilitli|aktif değil|pasif"},
    {"tr", mailbox_full, "552", "Posta kutusu|Alıcının posta kutusu|Gelen kutusu",
     "dolu|doldu|kotayı aştı|kotası aşıldı|kotası doldu"},
    {"uk", user_unknown, "550", "Користувач|Одержувач|Адресат",
     "не існує|невідомий|не знайдено|не знайдена|не зареєстрований|невідома"},
    {"uk", inactive, "550", "Обліковий запис|Скринька|Поштова скринька",
     "заблоковано|заблокована|вимкнено|неактивний|призупинено|відключено"},
    {"uk", mailbox_full, "552", "Скринька|Поштова скринька|Поштова скринька одержувача",
     "переповнена|заповнена|перевищила квоту|повна"},
    {"en", user_unknown, "550", "Nobody answers to|No one goes by|We know nobody with|There is nobody under",
     "that name|this name here|this address"},
    {"en", user_unknown, "550 5.7.1", "addressee|recipient|user|mailbox",
     "was with us until 2019|is not with us any more|isn't on file|is not assigned to anyone|has passed away|unfamiliar|"
      "has never existed|isn't set up on this server"},
    {"en", inactive, "550", "Account|Mailbox|The account|This mailbox",
     "was shut in May|was terminated for non-payment|has been withdrawn from service|was abandoned|"
      "has been idle for a year and is closed|has been seized|has been taken down|went dormant"},
    {"en", blocked, "554 5.7.1", "We do not talk to|No mail from|We take nothing from|We do not take mail from",
     "your host|your network|your provider|this IP|hosts like yours|your server|you|192.0.2.25"},
    {"en", blocked, "550", "Sender|The sender's address|Your return path|Your envelope sender",
     "would not take a bounce|cannot be replied to|fails our callback|did not pass verification|has no mail server|"
      "has no MX|is unreachable by mail|is a known spammer"},
    {"en", message_too_large, "552", "Message|Mail|Your mail|This message",
     "is too fat|is above 10 MB|is bigger than 5 MB|must be below 25 MB|should be smaller than 20 MB|has too many bytes|"
      "goes over the 10 MB limit|is heavier than we allow"},
};
// clang-format on

void expect_class(const Row& row, const std::string& thing, const std::string& saying) {
    const auto said = std::string(row.code) + ' ' + thing + ' ' + saying;
    const auto outcome = read_reply(said);
    EXPECT_EQ(name_of(outcome.bounce_class), name_of(row.bounce_class))
        << row.language << ": " << said << "\nby " << outcome.pattern;
}

TEST(ComposedRefusals, AreOfTheClassOfWhatTheySay) {
    for (const auto& row : kRows) {
        for (const auto& thing : alternatives(row.things)) {
            for (const auto& saying : alternatives(row.sayings)) expect_class(row, thing, saying);
        }
    }
}

}  // namespace
}  // namespace postern
