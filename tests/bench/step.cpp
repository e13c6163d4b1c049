// SPDX-License-Identifier: Apache-2.0
#include "step.hpp"

#include <libmilter/mfdef.h>

#include "wire.hpp"

namespace postern {

namespace step {

// clang-format off
const Step kConnect     {SMFIC_CONNECT, SMFIP_NOCONNECT, SMFIP_NR_CONN};
const Step kHelo        {SMFIC_HELO,    SMFIP_NOHELO,    SMFIP_NR_HELO};
const Step kMail        {SMFIC_MAIL,    SMFIP_NOMAIL,    SMFIP_NR_MAIL};
const Step kRcpt        {SMFIC_RCPT,    SMFIP_NORCPT,    SMFIP_NR_RCPT};
const Step kData        {SMFIC_DATA,    SMFIP_NODATA,    SMFIP_NR_DATA};
const Step kHeader      {SMFIC_HEADER,  SMFIP_NOHDRS,    SMFIP_NR_HDR};
const Step kEndOfHeaders{SMFIC_EOH,     SMFIP_NOEOH,     SMFIP_NR_EOH};
const Step kBody        {SMFIC_BODY,    SMFIP_NOBODY,    SMFIP_NR_BODY};
const Step kEnd         {SMFIC_BODYEOB, 0,               0};
// clang-format on

}  // namespace step

namespace {

constexpr std::uint16_t kClientPort = 40000;

}  // namespace

std::string connect_data(std::string_view client_name, const std::string& address) {
    std::string data;
    append_text(data, client_name);
    data.push_back(address.find(':') == std::string::npos ? SMFIA_INET : SMFIA_INET6);
    data.push_back(static_cast<char>(kClientPort >> 8U));
    data.push_back(static_cast<char>(kClientPort & 0xFFU));
    append_text(data, address);
    return data;
}

std::string text_data(std::string_view text) {
    std::string data;
    append_text(data, text);
    return data;
}

std::string path_data(std::string_view address) {
    return text_data("<" + std::string(address) + ">");
}

std::string header_data(std::string_view name, std::string_view value, std::uint32_t protocol) {
    const bool keeps_blank = (protocol & SMFIP_HDR_LEADSPC) != 0;
    if (!keeps_blank && value.starts_with(' ')) value.remove_prefix(1);
    std::string data = text_data(name);
    append_text(data, value);
    return data;
}

}  // namespace postern
