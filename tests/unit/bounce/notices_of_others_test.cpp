// SPDX-License-Identifier: Apache-2.0
//
// Notices of systems that are rare today, in many languages: whom they are about. Each is a layout
// that its system is known for, with words of our own around it.
#include <array>

#include "notice.hpp"

namespace postern {
namespace {

using testing::Notice;

// clang-format off
constexpr std::array kOthers{
    Notice{"bigfoot", "anna@firm.example", R"(From: Mail Delivery Subsystem <MAILER-DAEMON@relay.example>
Subject: Returned mail: Service unavailable
)", R"(The original message was received at Sat, 28 Nov 2026 11:00:00 -0500
from mx.sender.example [192.0.2.1]

   ----- The following addresses had permanent fatal errors -----
<anna@firm.example>
   (expanded from: <anna.berg@relay.example>)

   ----- Transcript of session follows -----
... while talking to mx.firm.example:
>>> RCPT TO:<anna@firm.example>
<<< 553 Invalid recipient anna@firm.example (Mode: normal)
)"},
    Notice{"facebook", "anna@social.example", R"(From: Mail Delivery System <mailer-daemon@mx-out.social.example>
Subject: Sorry, your message could not be delivered
)", R"(This message was created automatically by the mail system.

Sorry, your message could not be delivered to the following recipient:

   anna@social.example

The reason given was: 550 RCP-P1 http://postmaster.social.example/response_codes?ip=192.0.2.1#rcp
)"},
    Notice{"messagelabs", "anna@firm.example", R"(From: MAILER-DAEMON@scanner.example
Subject: Mail Delivery Failure
)", R"(This is the mail delivery agent at scanner.example.
I was not able to deliver your message to the following addresses:

anna@firm.example

Reason: 550 5.1.1 user unknown

The message subject was: A visitor wrote
The message date was: Sat, 28 Nov 2026 11:00:00 +0000
The message identifier was: 3B/E4-12345-6789ABCD
)"},
    Notice{"lotus smtp mta", "anna@firm.example", R"(From: MAILER-DAEMON@relay.example
Subject: DELIVERY FAILURE: 550 user unknown
)", R"(Your document:  A visitor wrote

was not delivered to: anna@firm.example

because:  550 user unknown
)"},
    Notice{"domino in German", "anna@firm.example", R"(From: Postmaster@firm.example
Subject: =?utf-8?Q?ZUSTELLUNGSFEHLER=3A_Benutzer_nicht_gefunden?=
Content-Type: text/plain; charset=utf-8
)", R"(Ihre Nachricht

  Betreff: A visitor wrote

wurde nicht zugestellt an:

  anna@firm.example

weil:

  Der Benutzer anna (anna@firm.example) ist nicht im Domino-Verzeichnis aufgelistet
)"},
    Notice{"domino in French", "anna@firm.example", R"(From: Postmaster@firm.example
Subject: =?utf-8?Q?=C3=89CHEC_DE_LA_REMISE_=3A_Utilisateur_inconnu?=
Content-Type: text/plain; charset=utf-8
)", R"(Votre message

  Objet : A visitor wrote

n'a pas pu être remis à :

  anna@firm.example

motif :

  L'utilisateur anna (anna@firm.example) n'est pas répertorié dans l'annuaire Domino
)"},
    Notice{"exchange in German", "anna@firm.example", R"(From: Systemadministrator <postmaster@firm.example>
Subject: Unzustellbar: A visitor wrote
Content-Type: text/plain; charset=utf-8
)", R"(Ihre Nachricht hat einige oder alle Empfänger nicht erreicht.

      Betreff:	A visitor wrote
      Gesendet am:	28.11.2026 11:00

Folgende(r) Empfänger kann/können nicht erreicht werden:

      anna@firm.example am 28.11.2026 11:00
            Das E-Mail-Konto ist in der Organisation, an die diese Nachricht gesendet wurde, nicht vorhanden.
            <mx.firm.example #5.1.1>
)"},
    Notice{"exchange in French", "anna@firm.example", R"(From: Microsoft Exchange <postmaster@firm.example>
Subject: =?utf-8?Q?Non_remis=C2=A0=3A_A_visitor_wrote?=
Content-Type: text/plain; charset=utf-8
)", R"(Échec de la remise pour ces destinataires ou listes de distribution :

anna@firm.example
L'adresse de messagerie du destinataire est introuvable. Contactez votre administrateur.

Informations de diagnostic pour les administrateurs :

Serveur de génération : mx.firm.example

anna@firm.example
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

En-têtes de message d'origine :

To: <carl@other.example>
)"},
    Notice{"exchange in Spanish", "anna@firm.example", R"(From: Microsoft Exchange <postmaster@firm.example>
Subject: No se puede entregar: A visitor wrote
Content-Type: text/plain; charset=utf-8
)", R"(No se pudo entregar el mensaje a los siguientes destinatarios o grupos:

Anna Berg (anna@firm.example)
No se encontró la dirección de correo que escribió.

Información de diagnóstico para los administradores:

Servidor de generación: mx.firm.example

anna@firm.example
Remote Server returned '550 5.1.1 user unknown'

Encabezados de mensajes originales:

To: <carl@other.example>
)"},
    Notice{"exchange in Japanese", "anna@firm.example", R"(From: Microsoft Outlook <postmaster@firm.example>
Subject: =?utf-8?B?6YWN5L+h5LiN6IO9OiBBIHZpc2l0b3Igd3JvdGU=?=
Content-Type: text/plain; charset=utf-8
)", R"(次の受信者またはグループへの配信に失敗しました:

anna@firm.example
入力したメール アドレスが見つかりませんでした。

管理者向けの診断情報:

生成サーバー: mx.firm.example

anna@firm.example
Remote Server returned '550 5.1.1 user unknown'

元のメッセージ ヘッダー:

To: <carl@other.example>
)"},
    Notice{"exchange in Polish", "anna@firm.example", R"(From: Microsoft Outlook <postmaster@firm.example>
Subject: =?utf-8?Q?Niedostarczalne=3A_A_visitor_wrote?=
Content-Type: text/plain; charset=utf-8
)", R"(Dostarczenie tej wiadomości do następujących adresatów lub grup nie powiodło się:

anna@firm.example
Nie można odnaleźć wprowadzonego adresu e-mail. Skontaktuj się z pomocą techniczną.

Informacje diagnostyczne dla administratorów:

Serwer generujący: mx.firm.example

anna@firm.example
Remote Server returned '550 5.1.1 user unknown'

Nagłówki oryginalnej wiadomości:

To: <carl@other.example>
)"},
    Notice{"groupwise in Dutch", "anna@firm.example", R"(From: Postmaster@firm.example
Subject: Berichtstatus - niet bezorgd
)", R"(Het bericht dat u hebt verzonden kon niet worden bezorgd bij:
    anna@firm.example (gebruiker onbekend)
)"},
    Notice{"pmdf in French", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Avis de non-remise
Content-Type: text/plain; charset=utf-8
)", R"(Votre message n'a pas pu être distribué aux destinataires suivants :

  Adresse du destinataire : anna@firm.example
  Motif : adresse inconnue
)"},
    Notice{"seznam", "anna@firm.example", R"(From: MAILER-DAEMON@provider.example
Subject: =?utf-8?Q?Nedoru=C4=8Diteln=C3=A1_zpr=C3=A1va?=
Content-Type: text/plain; charset=utf-8
)", R"(Dobrý den,

omlouváme se, ale Vaši zprávu se nepodařilo doručit na adresu:

  anna@firm.example

Odpověď serveru byla:
550 5.1.1 uživatel neexistuje

Pokud potřebujete pomoc, napište na <podpora@provider.example>.
)"},
    Notice{"wp.pl", "anna@firm.example", R"(From: Mail Delivery System <MAILER-DAEMON@provider.example>
Subject: =?utf-8?Q?Nie_dostarczono_wiadomo=C5=9Bci?=
Content-Type: text/plain; charset=utf-8
)", R"(To jest automatyczna wiadomość z serwera poczty.

Nie udało się dostarczyć Twojej wiadomości do adresata <anna@firm.example>.
Powód: skrzynka odbiorcy jest przepełniona.
)"},
    Notice{"libero", "anna@firm.example", R"(From: Mail Delivery System <MAILER-DAEMON@provider.example>
Subject: Mancata consegna del messaggio
Content-Type: text/plain; charset=utf-8
)", R"(Il tuo messaggio non è stato consegnato a uno o più destinatari.

anna@firm.example
   550 RCPT TO:<anna@firm.example> utente sconosciuto
)"},
    Notice{"orange", "anna@firm.example", R"(From: Mail Delivery System <MAILER-DAEMON@provider.example>
Subject: =?utf-8?Q?=C3=89chec_de_la_remise?=
Content-Type: text/plain; charset=utf-8
)", R"(Bonjour,

Votre message adressé à <anna@firm.example> n'a pas pu lui être remis pour la raison suivante :

552 5.2.2 boîte pleine
)"},
    Notice{"uol", "anna@firm.example", R"(From: Mail Delivery System <MAILER-DAEMON@provider.example>
Subject: =?utf-8?Q?Mensagem_n=C3=A3o_entregue?=
Content-Type: text/plain; charset=utf-8
)", R"(Sua mensagem não pôde ser entregue ao(s) destinatário(s) abaixo:

<anna@firm.example>: host mx.firm.example[192.0.2.7] disse: 550 5.1.1 user unknown
)"},
    Notice{"naver", "anna@firm.example", R"(From: postmaster@provider.example
Subject: Delivery Failure
Content-Type: text/plain; charset=utf-8
)", R"(메일이 전송되지 않았습니다.

받는 사람 : anna@firm.example
실패 사유 : 550 5.1.1 user unknown
)"},
    Notice{"nifty", "anna@firm.example", R"(From: Mail Delivery System <MAILER-DAEMON@provider.example>
Subject: Returned mail: User unknown
Content-Type: text/plain; charset=utf-8
)", R"(あなたが送信されたメールは、下記のあて先に配信できませんでした。

    ----- 送信できなかったあて先 -----
<anna@firm.example>

    ----- エラー内容 -----
550 5.1.1 user unknown

    ----- 元のメール -----
To: carl@other.example
)"},
    Notice{"listserv", "anna@firm.example", R"(From: "L-Soft list server at LISTS.RELAY.EXAMPLE" <LISTSERV@LISTS.RELAY.EXAMPLE>
Subject: Undelivered mail
)", R"(The enclosed mail file could not be delivered to the following recipient(s):

anna@firm.example  (mailbox full)
)"},
    Notice{"ecelerity", "anna@firm.example", R"(From: Mail Delivery System <MAILER-DAEMON@relay.example>
Subject: Mail Delivery Failure
)", R"(This message was generated by the mail system at relay.example.

Delivery to the address anna@firm.example failed with the error message:

550 5.1.1 user unknown
)"},
    Notice{"sonicwall", "anna@firm.example", R"(From: Email Security <postmaster@relay.example>
Subject: Undeliverable mail
)", R"(The email sent to anna@firm.example with subject "A visitor wrote" was not delivered.
Error: 550 5.1.1 user unknown
)"},
    Notice{"barracuda", "anna@firm.example", R"(From: MAILER-DAEMON@barracuda.relay.example
Subject: **Message you sent blocked by our bulk email filter**
)", R"(Your message to: anna@firm.example
was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:

Subject: A visitor wrote
)"},
    Notice{"websense", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery Status Notification
)", R"(This is a notification that the message you sent

    to:      anna@firm.example
    subject: A visitor wrote

could not be delivered.

550 5.1.1 user unknown
)"},
    Notice{"json in prose", "anna@firm.example", R"(From: no-reply@relay.example
Subject: Delivery failure
)", R"(recipient=anna@firm.example status=bounced reason=550 5.1.1 user unknown
)"},
    Notice{"log lines", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
)", R"(2026-11-28T11:00:00Z relay: 5.1.1 to=<anna@firm.example>, from=<visitor@sender.example>, said: 550 user unknown
)"},
    Notice{"moved away", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
)", R"(<anna@firm.example> has moved. Please try <anna@new.example> instead.
)"},
    Notice{"contact first", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
)", R"(If you need help, e-mail our staff:

  helpdesk@relay.example

The following recipient does not exist:

  anna@firm.example
)"},
    Notice{"signature below", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
)", R"(Delivery to the following recipient failed: anna@firm.example

--
Relay Example Ltd.
E-mail: helpdesk@relay.example
Phone: 555 0100
)"},
    Notice{"no brackets, no colon", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
)", R"(No such mailbox anna@firm.example
)"},
    Notice{"a list on one line", "anna@firm.example ben@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
Content-Type: text/plain; charset=utf-8
)", R"(Failed recipients: anna@firm.example, <ben@firm.example>
Reason: 550 user unknown
)"},
    Notice{"a question for whom to ask", "support@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
Content-Type: text/plain; charset=utf-8
)", R"(Mail to <support@firm.example> bounced.

Questions? helpdesk@relay.example
)"},
    Notice{"a greeting", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
Content-Type: text/plain; charset=utf-8
)", R"(Dear visitor@sender.example,

your message to anna@firm.example was not delivered.
)"},
    Notice{"whom it is returned to", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
Content-Type: text/plain; charset=utf-8
)", R"(Returned to: visitor@sender.example
Undeliverable to: anna@firm.example
)"},
    Notice{"a message id", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
Content-Type: text/plain; charset=utf-8
)", R"(The message <1@sender.example> could not be delivered to <anna@firm.example>
)"},
    Notice{"typographic quotes", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
Content-Type: text/plain; charset=utf-8
)", R"(“anna@firm.example” — user unknown
)"},
    Notice{"envelope rows", "anna@firm.example", R"(From: postmaster@relay.example
Subject: Delivery failure
)", R"(Envelope sender: visitor@sender.example
Envelope recipient: anna@firm.example
Remote reply: 550 user unknown
)"},
};
// clang-format on

TEST(NoticesOfOthers, NameWhomTheyAreAbout) {
    for (const auto& notice : kOthers) testing::expect_understood(notice);
}

}  // namespace
}  // namespace postern
