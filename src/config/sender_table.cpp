// SPDX-License-Identifier: Apache-2.0
#include "row.hpp"
#include "settings_table.hpp"

namespace postern {

const Table<SenderSettings>& sender_table() {
    static const Table<SenderSettings> kTable{
        row("domain", at(&SenderSettings::domain), domain_name(),
            "The domain of the From address, which the signature is made for as well. Each sender "
            "domain stands here once.",
            Need::required),
        row("bounce-domain", at(&SenderSettings::bounce_domain), domain_name(),
            "The domain of the return path; its mail must reach the BOUNCE smtpd. It has the "
            "sender domain's organisational domain (its public suffix and one label more), which "
            "DMARC calls aligned.",
            Need::required),
        row("from", at(&SenderSettings::from), local_part(),
            "What stands left of the @ in the From address. The display name stays the draft's."),
        row("weight", at(&SenderSettings::weight), CountKind{0, 1000},
            "How large a share of the conversations begins with this domain, beside the others' "
            "weights. 0: only where no other may be used."),
        row("daily-cap", at(&SenderSettings::daily_cap), CountKind{0, 100'000'000},
            "How many notifications may leave from it in a day (UTC). 0: any number. Where there "
            "are "
            "several accounts, one takes no more of it than it leaves to the others."),
        row("warm-up-since", at(&SenderSettings::warm_up, &WarmUpSettings::since), DayKind{},
            "The first day (UTC) of a domain that providers do not know yet: its cap then grows "
            "from day to day, up to daily-cap. Nothing leaves from it before. Empty: no warm-up."),
        row("warm-up-start", at(&SenderSettings::warm_up, &WarmUpSettings::start),
            CountKind{1, 100'000'000},
            "How many notifications may leave on the first day, warm-up-since."),
        row("warm-up-growth", at(&SenderSettings::warm_up, &WarmUpSettings::growth),
            ShareKind{0.01, 10}, "How many more on each day than on the day before."),
        row("preferred-providers", at(&SenderSettings::preferred_providers),
            ListOf<TextKind>{provider()},
            "Providers at which this domain comes before those that do not name them."),
        row("excluded-providers", at(&SenderSettings::excluded_providers),
            ListOf<TextKind>{provider()},
            "Providers at which this domain is never used. For each, another sender domain "
            "has to be left."),
        row("dkim-selectors", at(&SenderSettings::dkim_selectors),
            ListOf<TextKind>{dkim_selector()},
            "The selectors that the signer signs with, and the file with the private key of each "
            "if postern check --dns is to compare it with what DNS has. Nothing is signed with "
            "them here. Empty: DKIM cannot be checked."),
        row("sending-addresses", at(&SenderSettings::sending_addresses),
            ListOf<TextKind>{ip_address()},
            "The addresses that mail of this domain leaves from, as the world sees them: postern "
            "check --dns asks whether SPF covers them and whether their names lead back. Empty: "
            "that cannot be checked."),
    };
    return kTable;
}

}  // namespace postern
