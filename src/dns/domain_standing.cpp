// SPDX-License-Identifier: Apache-2.0
#include "postern/dns/domain_standing.hpp"

namespace postern {

std::string_view name_of(MailService service) {
    switch (service) {
        case MailService::accepts:
            return "accepts";
        case MailService::accepts_implicitly:
            return "accepts-implicitly";
        case MailService::null_mx:
            return "null-mx";
        case MailService::no_such_domain:
            return "no-such-domain";
        case MailService::no_mail_host:
            return "no-mail-host";
        case MailService::loopback_only:
            return "loopback-only";
        case MailService::unknown:
            break;
    }
    return "unknown";
}

bool takes_mail(MailService service) {
    return service == MailService::accepts || service == MailService::accepts_implicitly;
}

bool takes_no_mail(MailService service) {
    return !takes_mail(service) && service != MailService::unknown;
}

}  // namespace postern
