// SPDX-License-Identifier: Apache-2.0
//
// Names taken out of what a server says, so that no word of them is taken for a reason: a host
// called mx.virusfree.example and a mailbox dmarc@ are none. Each is replaced by a mark that says
// what it was.
//
//     {recipient}  the recipient's address           {host}  any other host name
//     {domain}     its domain                        {ip}    an address of the Internet protocol
//     {sender}     an address of ours                {id}    of a queue, a session, a message
//     {ours}       a domain or host of ours          {url …} with the URL, for idioms alone
//     {address}    any other mail address            {list}  a list asked by DNS
//
// Braces of the text itself become brackets: a mark is ours. Pure; linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace postern {

struct Names {
    std::string recipient;          ///< An address; may be empty.
    std::vector<std::string> ours;  ///< Addresses.
};

std::string cleaned(std::string_view text, const Names& names);

}  // namespace postern
