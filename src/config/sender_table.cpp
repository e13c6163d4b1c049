// SPDX-License-Identifier: Apache-2.0
#include "row.hpp"
#include "settings_table.hpp"

namespace postern {

const Table<SenderSettings>& sender_table() {
    static const Table<SenderSettings> table{
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
    };
    return table;
}

}  // namespace postern
