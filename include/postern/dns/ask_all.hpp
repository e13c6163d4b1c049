// SPDX-License-Identifier: Apache-2.0
//
// Several questions at once, for whoever can do nothing but wait: a command, not a session.
#pragma once

#include <vector>

#include "postern/base/time.hpp"
#include "postern/dns/mail_domain.hpp"
#include "postern/dns/resolver.hpp"

namespace postern {

/// An answer to every question, after `at_most` at the latest: what nobody said by then is
/// DnsAnswer::Kind::no_answer. An answer that comes later is dropped.
DnsAnswers ask_all(Resolver& resolver, const std::vector<DnsQuestion>& questions, Duration at_most);

}  // namespace postern
