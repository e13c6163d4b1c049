// SPDX-License-Identifier: Apache-2.0
//
// The permanent message header fields of IANA's registry for mail (RFC 4021) that have a structure,
// and those in wide use beside them. What is not listed is unstructured (RFC 5322 section 3.6.8).
#include "field_syntax.hpp"

#include <algorithm>
#include <array>

#include "postern/base/text.hpp"

namespace postern {
namespace {

struct Row {
    std::string_view name;
    FieldSyntax syntax;
    bool is_prefix = false;
};

// clang-format off
constexpr std::array kFields{
    Row{"From",                         FieldSyntax::mailboxes},
    Row{"Sender",                       FieldSyntax::mailboxes},
    Row{"Reply-To",                     FieldSyntax::mailboxes},
    Row{"To",                           FieldSyntax::mailboxes},
    Row{"Cc",                           FieldSyntax::mailboxes},
    Row{"Bcc",                          FieldSyntax::mailboxes},
    Row{"Resent-From",                  FieldSyntax::mailboxes},
    Row{"Resent-Sender",                FieldSyntax::mailboxes},
    Row{"Resent-Reply-To",              FieldSyntax::mailboxes},
    Row{"Resent-To",                    FieldSyntax::mailboxes},
    Row{"Resent-Cc",                    FieldSyntax::mailboxes},
    Row{"Resent-Bcc",                   FieldSyntax::mailboxes},
    Row{"Errors-To",                    FieldSyntax::mailboxes},
    Row{"Disposition-Notification-To",  FieldSyntax::mailboxes},
    Row{"Return-Receipt-To",            FieldSyntax::mailboxes},
    Row{"Mail-Followup-To",             FieldSyntax::mailboxes},
    Row{"Mail-Reply-To",                FieldSyntax::mailboxes},
    Row{"List-Id",                      FieldSyntax::mailboxes},  // RFC 2919: a phrase and <id>
    Row{"Content-Description",          FieldSyntax::text},
    Row{"Content-",                     FieldSyntax::structured, true},
    Row{"MIME-Version",                 FieldSyntax::structured},
    Row{"Date",                         FieldSyntax::structured},
    Row{"Message-ID",                   FieldSyntax::structured},
    Row{"In-Reply-To",                  FieldSyntax::structured},
    Row{"References",                   FieldSyntax::structured},
    Row{"Keywords",                     FieldSyntax::structured},
    Row{"Received",                     FieldSyntax::structured},
    Row{"Received-SPF",                 FieldSyntax::structured},
    Row{"Return-Path",                  FieldSyntax::structured},
    Row{"Resent-Date",                  FieldSyntax::structured},
    Row{"Resent-Message-ID",            FieldSyntax::structured},
    Row{"Auto-Submitted",               FieldSyntax::structured},
    Row{"Authentication-Results",       FieldSyntax::structured},
    Row{"DKIM-Signature",               FieldSyntax::structured},
    Row{"ARC-",                         FieldSyntax::structured, true},
    Row{"List-",                        FieldSyntax::structured, true},
    Row{"Postern-",                     FieldSyntax::structured, true},
};
// clang-format on

}  // namespace

FieldSyntax syntax_of(std::string_view field_name) {
    const auto* const row = std::find_if(kFields.begin(), kFields.end(), [&](const Row& r) {
        return r.is_prefix ? istarts_with(field_name, r.name) : iequals(field_name, r.name);
    });
    return row == kFields.end() ? FieldSyntax::text : row->syntax;
}

}  // namespace postern
