// SPDX-License-Identifier: Apache-2.0
#include "unbound_resolver.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "postern/base/guard.hpp"
#include "postern/base/log.hpp"

#include "unbound_answer.hpp"

namespace postern {

namespace {

constexpr int kInternet = 1;  // The class IN, RFC 1035 section 3.2.4.

struct ResultDeleter {
    void operator()(ub_result* result) const { ub_resolve_free(result); }
};

DnsAnswer failed(int error) {
    DnsAnswer answer;
    answer.trouble = ub_strerror(error);
    return answer;
}

int make_event() {
    const int descriptor = ::eventfd(0, EFD_CLOEXEC);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    return descriptor;
}

}  // namespace

UnboundResolver::UnboundResolver(UnboundContext context, std::size_t in_flight)
    : in_flight_(in_flight),
      stop_(make_event()),
      context_(std::move(context)),
      thread_([this] { keep_going("dns", [this] { serve(); }); }) {}

UnboundResolver::~UnboundResolver() {
    const std::uint64_t one = 1;
    // Cannot fail: a fresh counter has room for it.
    [[maybe_unused]] const auto written = ::write(stop_, &one, sizeof one);
    thread_.join();
    // From here on nobody calls back.
    context_.reset();
    ::close(stop_);
}

void UnboundResolver::serve() {
    // A program's signals are none of its resolver's business.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    std::array<pollfd, 2> wait{{{ub_fd(context_.get()), POLLIN, 0}, {stop_, POLLIN, 0}}};
    for (;;) {
        const int ready = ::poll(wait.data(), wait.size(), -1);
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0 || wait[1].revents != 0) return;
        if (const int error = ub_process(context_.get()); error != UB_NOERROR) {
            LogLine(Severity::error, "defect")
                .with("thread", "dns")
                .with("error", ub_strerror(error));
            // Whoever asks runs into the time limit; what can be answered again is.
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
    }
}

void UnboundResolver::ask(const DnsQuestion& question, Answered answered) {
    auto pending = std::make_unique<Pending>(Pending{this, question, std::move(answered)});
    Pending* admitted = nullptr;
    {
        auto questions = questions_.lock();
        questions->waiting.push_back(std::move(pending));
        admitted = admit(*questions);
    }
    if (admitted == nullptr) return;
    if (auto failure = start(*admitted)) finish(admitted, *std::move(failure));
}

/// The first that waits, if it may go.
UnboundResolver::Pending* UnboundResolver::admit(Questions& questions) const {
    if (questions.waiting.empty() || questions.under_way.size() >= in_flight_) return nullptr;
    auto owned = std::move(questions.waiting.front());
    questions.waiting.pop_front();
    auto* const pending = owned.get();
    questions.under_way.emplace(pending, std::move(owned));
    return pending;
}

/// After success `pending` may be gone already.
std::optional<DnsAnswer> UnboundResolver::start(Pending& pending) {
    const int error = ub_resolve_async(context_.get(), pending.question.name.c_str(),
                                       wire_number(pending.question.type), kInternet, &pending,
                                       on_result, nullptr);
    return error == UB_NOERROR ? std::nullopt : std::optional(failed(error));
}

void UnboundResolver::on_result(void* pending, int error, ub_result* result) try {
    const std::unique_ptr<ub_result, ResultDeleter> owned(result);
    auto* const asked = static_cast<Pending*>(pending);
    const bool good = error == UB_NOERROR && result != nullptr;
    asked->owner->finish(asked,
                         good ? read_unbound_answer(asked->question.type, *result) : failed(error));
} catch (...) {
    // Above is C code. Who waits for this answer runs into the time limit.
    log_defect("dns");
}

/// Hands the answer over, and lets others go whose turn it is now.
void UnboundResolver::finish(Pending* pending, DnsAnswer answer) {
    while (pending != nullptr) {
        Owned done;
        Pending* next = nullptr;
        {
            auto questions = questions_.lock();
            done = std::move(questions->under_way.extract(pending).mapped());
            next = admit(*questions);
        }
        // Others wait for their turn, whatever comes of this answer.
        guarded("dns", [&] { done->answered(answer); });
        auto failure = next == nullptr ? std::nullopt : start(*next);
        pending = failure ? next : nullptr;
        if (failure) answer = *std::move(failure);
    }
}

Result<std::unique_ptr<Resolver>> open_resolver(const DnsSettings& settings) try {
    auto context = make_unbound_context(settings);
    if (!context) return context.error();
    std::unique_ptr<Resolver> resolver = std::make_unique<UnboundResolver>(
        *std::move(context), static_cast<std::size_t>(settings.in_flight));
    return resolver;
} catch (const std::system_error& e) {
    return Error{ErrorCode::unavailable, std::string("dns: ") + e.what()};
}

}  // namespace postern
