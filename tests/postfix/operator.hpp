// SPDX-License-Identifier: Apache-2.0
//
// What an operator does at the command line, to the queue of a test's host. Throws
// std::runtime_error, in the command's words, where it fails.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mail_host.hpp"

namespace postern::testing {

/// postsuper with these arguments; its words.
std::string postsuper(const MailHost& host, const std::vector<std::string>& arguments);

/// `postsuper -r ALL`, and has pickup look at it at once.
void queue_again(const MailHost& host);

/// `postqueue -f`
void flush(const MailHost& host);

/// `postconf -e`, and has Postfix read it.
void set_main_cf(const MailHost& host, const std::string& line);

/// The message as `postcat` shows it, header and body.
std::string text_in_queue(const MailHost& host, const std::string& queue_id);
std::vector<std::string> recipients_in_queue(const MailHost& host, const std::string& queue_id);

/// `sendmail RECIPIENTS < text`.
void give_to_sendmail(const MailHost& host, const std::string& text,
                      const std::vector<std::string>& recipients);

/// A smtpd as a site has it at port 25, where clients may ask for delivery status notifications;
/// returns its port.
std::uint16_t open_port_of_the_site(const MailHost& host);

int count_in(std::string_view text, std::string_view words);

}  // namespace postern::testing
