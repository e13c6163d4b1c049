// SPDX-License-Identifier: Apache-2.0
#include "answer.hpp"

#include <algorithm>

#include <libmilter/mfdef.h>

namespace postern {

std::optional<FilterAnswer> answer_in(const Packet& packet) {
    switch (packet.command) {
        case SMFIR_CONTINUE:
            return FilterAnswer::proceed;
        case SMFIR_SKIP:
            return FilterAnswer::skip;
        case SMFIR_ACCEPT:
            return FilterAnswer::accept;
        case SMFIR_DISCARD:
            return FilterAnswer::discard;
        case SMFIR_REJECT:
            return FilterAnswer::reject;
        case SMFIR_REPLYCODE:
            return packet.data.starts_with('5') ? FilterAnswer::reject : FilterAnswer::tempfail;
        case SMFIR_TEMPFAIL:
        case SMFIR_SHUTDOWN:
        case SMFIR_CONN_FAIL:
            return FilterAnswer::tempfail;
        default:
            return std::nullopt;
    }
}

std::optional<Modification> modification_in(const Packet& packet) {
    switch (packet.command) {
        case SMFIR_ADDRCPT:
        case SMFIR_ADDRCPT_PAR:
            return Modification::add_recipient;
        case SMFIR_DELRCPT:
            return Modification::delete_recipient;
        case SMFIR_CHGFROM:
            return Modification::change_sender;
        case SMFIR_ADDHEADER:
            return Modification::add_header;
        case SMFIR_INSHEADER:
            return Modification::insert_header;
        case SMFIR_CHGHEADER:
            return Modification::change_header;
        case SMFIR_REPLBODY:
            return Modification::replace_body;
        case SMFIR_QUARANTINE:
            return Modification::quarantine;
        default:
            return std::nullopt;
    }
}

std::optional<Ending> ending_of(FilterAnswer answer) {
    switch (answer) {
        case FilterAnswer::accept:
            return Ending::accept;
        case FilterAnswer::discard:
            return Ending::discard;
        case FilterAnswer::reject:
            return Ending::reject;
        case FilterAnswer::tempfail:
            return Ending::tempfail;
        default:
            return std::nullopt;
    }
}

std::optional<Ending> ending_named(std::string_view name) {
    const auto* const found = std::find(kEndingNames.begin(), kEndingNames.end(), name);
    if (found == kEndingNames.end()) return std::nullopt;
    return static_cast<Ending>(found - kEndingNames.begin());
}

}  // namespace postern
