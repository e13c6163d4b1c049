// SPDX-License-Identifier: Apache-2.0
//
// What the service manager that started us is told (sd_notify(3)): that we are ready, load the
// configuration anew, or end; every few seconds what we are doing (service_status.hpp); and, where
// it keeps a watchdog, that we live. Without one ($NOTIFY_SOCKET) nothing happens.
//
// The watchdog is fed by what works: the loops that write, release and look, each of which has come
// round or waits for the world (pulse.hpp), and an answer on our own socket (sign_of_life.hpp).
// What it ends is a deadlock of ours and nothing else:
// docs/decisions/0024-what-the-watchdog-ends.md.
#pragma once

#include <condition_variable>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "postern/base/clock.hpp"
#include "postern/base/guarded.hpp"
#include "postern/base/pulse.hpp"
#include "postern/base/spell.hpp"

#include "service_status.hpp"

namespace postern {

class Supervisor {
  public:
    /// From here on it reads along in the log. `socket` as milter.socket has it.
    Supervisor(std::string socket, Pulses& pulses, const Clock& clock);
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;
    ~Supervisor();

    void opening_databases();
    /// From here on it is told of what we do; `parked` counts what is. At the first call a thread
    /// begins.
    void ready(std::function<std::size_t()> parked);
    void reloading();
    /// Behind reloading().
    void reloaded();
    /// Ends that thread.
    void stopping();

  private:
    void work();
    void tell_status();
    /// Otherwise what has come to a halt is in the log.
    [[nodiscard]] bool lives();
    void tell_halt(const std::string& what, std::string_view error);
    [[nodiscard]] std::string status();

    const bool is_there_;
    const std::optional<Duration> watchdog_;
    const std::string socket_;
    Pulses& pulses_;
    const Clock& clock_;
    std::function<std::size_t()> parked_;
    Guarded<ServiceStatus> status_;
    std::string told_;  ///< The thread's alone, as the next two.
    bool has_answered_ = false;
    Spell halt_;
    Guarded<bool> stopping_{false};
    std::condition_variable changed_;
    std::thread thread_;
};

}  // namespace postern
