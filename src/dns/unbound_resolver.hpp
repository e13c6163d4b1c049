// SPDX-License-Identifier: Apache-2.0
//
// The Resolver that libunbound is: its worker thread resolves, a thread of ours takes the results
// and calls back. libunbound knows a question only by a pointer and drops it at the end; the
// question itself is owned here, from ask() until it is answered or the resolver ends.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_map>

#include "postern/base/guarded.hpp"
#include "postern/dns/resolver.hpp"

#include "unbound_context.hpp"

namespace postern {

class UnboundResolver final : public Resolver {
  public:
    /// Throws std::system_error where no thread or no descriptor is to be had.
    UnboundResolver(UnboundContext context, std::size_t in_flight);
    ~UnboundResolver() override;

    void ask(const DnsQuestion& question, Answered answered) override;

  private:
    struct Pending {
        UnboundResolver* owner;
        DnsQuestion question;
        Answered answered;
    };
    using Owned = std::unique_ptr<Pending>;
    struct Questions {
        std::unordered_map<const Pending*, Owned> under_way;
        std::deque<Owned> waiting;
    };

    static void on_result(void* pending, int error, ub_result* result);

    void serve();
    [[nodiscard]] std::optional<DnsAnswer> start(Pending& pending);
    void finish(Pending* pending, DnsAnswer answer);
    Pending* admit(Questions& questions) const;

    const std::size_t in_flight_;
    const int stop_;  ///< An eventfd.
    Guarded<Questions> questions_;
    UnboundContext context_;
    std::thread thread_;
};

}  // namespace postern
