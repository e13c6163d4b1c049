// SPDX-License-Identifier: Apache-2.0
#include "callbacks.hpp"

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <libmilter/mfapi.h>

#include "postern/base/guard.hpp"
#include "postern/base/log.hpp"
#include "postern/base/text.hpp"

#include "context_editor.hpp"
#include "session.hpp"

namespace postern {

namespace {

/// What is served, while it is: libmilter hands its callbacks no pointer of ours before a session
/// has one, and its workers may still be running when its main loop has come to an end. Callbacks
/// hold the lock shared, stop_serving() takes it alone; the flag keeps newcomers from starving it.
struct Served {
    std::shared_mutex mutex;
    std::atomic<bool> ending = false;
    CurrentConfiguration* current = nullptr;
    Gateway* gateway = nullptr;
    MessageMemory memory{};
};
Served served;  // NOLINT: see above

constexpr unsigned long kActions = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY | SMFIF_ADDRCPT |
                                   SMFIF_DELRCPT | SMFIF_CHGFROM | SMFIF_QUARANTINE |
                                   SMFIF_SETSYMLIST;
constexpr unsigned long kSkipped = SMFIP_NOHELO | SMFIP_NOUNKNOWN | SMFIP_NODATA;
constexpr unsigned long kUnanswered = SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL |
                                      SMFIP_NR_DATA | SMFIP_NR_UNKN | SMFIP_NR_HDR | SMFIP_NR_EOH |
                                      SMFIP_NR_BODY;

sfsistat to_libmilter(Answer answer) {
    switch (answer) {
        case Answer::go_on:
            return SMFIS_CONTINUE;
        case Answer::accept:
            return SMFIS_ACCEPT;
        case Answer::discard:
            return SMFIS_DISCARD;
        case Answer::reject:
            return SMFIS_REJECT;
        case Answer::tempfail:
            return SMFIS_TEMPFAIL;
    }
    return SMFIS_TEMPFAIL;
}

Session* session_of(SMFICTX* context) {
    return static_cast<Session*>(smfi_getpriv(context));
}

std::string_view macro(SMFICTX* context, const char* name) {
    const char* value = smfi_getsymval(context, const_cast<char*>(name));
    return value == nullptr ? std::string_view{} : value;
}

/// The one guard at the C boundary: nothing that mail brings about may end the process.
template <typename Step>
sfsistat guarded(SMFICTX* context, sfsistat otherwise, Step step) noexcept {
    try {
        auto* session = session_of(context);
        return session == nullptr ? otherwise : step(*session);
    } catch (const std::bad_alloc&) {
        LogLine(Severity::error, "short-of-memory");
    } catch (...) {
        log_defect("milter");
    }
    return otherwise;
}

/// The same for a step that reaches beyond its session, to what is served.
template <typename Step>
sfsistat served_step(SMFICTX* context, Step step) noexcept {
    return guarded(context, SMFIS_TEMPFAIL, [&](Session& session) {
        if (served.ending) return SMFIS_TEMPFAIL;
        const std::shared_lock lock(served.mutex);
        return served.gateway == nullptr ? SMFIS_TEMPFAIL : step(session);
    });
}

/// For a step that nobody waits for. If it failed the message is not to be trusted: the session
/// goes, and end of message finds none and answers 451.
sfsistat unanswered(SMFICTX* context, sfsistat outcome) noexcept {
    if (outcome != SMFIS_CONTINUE) {
        delete session_of(context);
        smfi_setpriv(context, nullptr);
    }
    return SMFIS_NOREPLY;
}

/// A step of the session alone, unanswered.
template <typename Step>
sfsistat collected(SMFICTX* context, Step step) noexcept {
    return unanswered(context, guarded(context, SMFIS_TEMPFAIL, [&](Session& session) {
                          step(session);
                          return SMFIS_CONTINUE;
                      }));
}

std::string address_text(const sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    const void* binary = nullptr;
    if (address != nullptr && address->sa_family == AF_INET) {
        binary = &reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
    } else if (address != nullptr && address->sa_family == AF_INET6) {
        binary = &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    }
    if (binary == nullptr ||
        inet_ntop(address->sa_family, binary, buffer.data(), buffer.size()) == nullptr) {
        return {};
    }
    return buffer.data();
}

sfsistat on_negotiate(SMFICTX* context, unsigned long actions, unsigned long steps, unsigned long,
                      unsigned long, unsigned long* our_actions, unsigned long* our_steps,
                      unsigned long* reserved2, unsigned long* reserved3) {
    constexpr unsigned long kNeeded = kActions & ~SMFIF_SETSYMLIST;
    if ((actions & kNeeded) != kNeeded) {
        LogLine(Severity::error, "mta-too-old").with("needs", "milter protocol 6");
        return SMFIS_REJECT;
    }
    // An MTA that always answers is served as well: libmilter then makes the answers up.
    *our_actions = actions & kActions;
    *our_steps = steps & (kSkipped | kUnanswered);
    *reserved2 = *reserved3 = 0;
    if ((actions & SMFIF_SETSYMLIST) != 0) {
        smfi_setsymlist(context, SMFIM_CONNECT, const_cast<char*>("{daemon_name}"));
        smfi_setsymlist(context, SMFIM_ENVFROM, const_cast<char*>("{auth_authen}"));
        smfi_setsymlist(context, SMFIM_EOM, const_cast<char*>("i"));
    }
    return SMFIS_CONTINUE;
}

sfsistat on_connect(SMFICTX* context, char*, _SOCK_ADDR* address) noexcept {
    try {
        const std::shared_lock lock(served.mutex);
        if (served.gateway == nullptr) return SMFIS_NOREPLY;
        auto session = std::make_unique<Session>(*served.current, *served.gateway, served.memory);
        session->connect(macro(context, "{daemon_name}"), address_text(address));
        smfi_setpriv(context, session.release());
    } catch (const std::bad_alloc&) {
        LogLine(Severity::error, "short-of-memory");
    } catch (...) {
        log_defect("milter");
    }
    return SMFIS_NOREPLY;
}

sfsistat on_mail(SMFICTX* context, char** args) {
    return unanswered(context, served_step(context, [&](Session& session) {
                          session.mail(args[0], macro(context, "{auth_authen}"));
                          return SMFIS_CONTINUE;
                      }));
}

/// The value of "NAME=value" among the parameters, or "".
std::string_view parameter(char** args, std::string_view name) {
    for (char** arg = args + 1; *arg != nullptr; ++arg) {
        const std::string_view text(*arg);
        const bool is_it = text.size() > name.size() && text[name.size()] == '=' &&
                           iequals(text.substr(0, name.size()), name);
        if (is_it) return text.substr(name.size() + 1);
    }
    return {};
}

sfsistat on_recipient(SMFICTX* context, char** args) {
    return served_step(context, [&](Session& session) {
        ContextEditor editor(context);
        return to_libmilter(session.recipient(
            args[0], {parameter(args, "ORCPT"), parameter(args, "NOTIFY")}, editor));
    });
}

sfsistat on_header(SMFICTX* context, char* name, char* value) {
    return collected(context, [&](Session& session) { session.header(name, value); });
}

sfsistat on_end_of_headers(SMFICTX* context) {
    return collected(context, [](Session& session) { session.end_of_headers(); });
}

sfsistat on_body(SMFICTX* context, unsigned char* bytes, size_t size) {
    return collected(context, [&](Session& session) {
        session.body({reinterpret_cast<const char*>(bytes), size});
    });
}

sfsistat on_end_of_message(SMFICTX* context) {
    return served_step(context, [&](Session& session) {
        ContextEditor editor(context);
        return to_libmilter(session.end_of_message(macro(context, "i"), editor));
    });
}

sfsistat on_abort(SMFICTX* context) {
    return guarded(context, SMFIS_CONTINUE, [](Session& session) {
        session.abort();
        return SMFIS_CONTINUE;
    });
}

sfsistat on_close(SMFICTX* context) {
    delete session_of(context);
    smfi_setpriv(context, nullptr);
    return SMFIS_CONTINUE;
}

smfiDesc description() {
    smfiDesc d{};
    d.xxfi_name = const_cast<char*>("postern");
    d.xxfi_version = SMFI_VERSION;
    d.xxfi_flags = kActions;
    d.xxfi_connect = on_connect;
    d.xxfi_envfrom = on_mail;
    d.xxfi_envrcpt = on_recipient;
    d.xxfi_header = on_header;
    d.xxfi_eoh = on_end_of_headers;
    d.xxfi_body = on_body;
    d.xxfi_eom = on_end_of_message;
    d.xxfi_abort = on_abort;
    d.xxfi_close = on_close;
    d.xxfi_negotiate = on_negotiate;
    return d;
}

/// Whether another process serves that socket: libmilter would take its file away from it.
bool is_served(const std::string& socket) {
    constexpr std::string_view kUnix = "unix:";
    if (socket.compare(0, kUnix.size(), kUnix) != 0) return false;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = socket.substr(kUnix.size());
    if (path.size() >= sizeof address.sun_path) return false;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return false;
    const bool connected =
        ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const bool busy = !connected && errno == EAGAIN;
    ::close(fd);
    return connected || busy;
}

}  // namespace

Result<void> open_milter(CurrentConfiguration& current, Gateway& gateway) {
    served.current = &current;
    served.gateway = &gateway;
    const auto configuration = current.get();
    const auto& milter = configuration->settings.milter;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(milter.timeout).count();
    if (is_served(milter.socket)) {
        return Error{ErrorCode::conflict, milter.socket + ": another process serves it already"};
    }
    smfi_settimeout(static_cast<int>(seconds));
    if (smfi_setconn(text(milter.socket)) != MI_SUCCESS) {
        return Error{ErrorCode::invalid, milter.socket + ": not a socket that libmilter knows"};
    }
    if (smfi_register(description()) != MI_SUCCESS) {
        return Error{ErrorCode::internal, "libmilter refused the filter's registration"};
    }
    if (smfi_opensocket(true) != MI_SUCCESS) {
        return Error{ErrorCode::unavailable, milter.socket + ": " + std::strerror(errno)};
    }
    return {};
}

Result<void> run_milter() {
    if (smfi_main() == MI_SUCCESS) return {};
    return Error{ErrorCode::unavailable, "libmilter ended with an error; its own log says why"};
}

void stop_serving() {
    served.ending = true;
    const std::unique_lock lock(served.mutex);
    served.gateway = nullptr;
}

}  // namespace postern
