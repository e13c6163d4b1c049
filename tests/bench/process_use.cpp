// SPDX-License-Identifier: Apache-2.0
#include "process_use.hpp"

#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

#include "postern/base/file.hpp"

namespace postern {

namespace {

/// The number behind `label` in /proc/PID/status, 0 if it is not there.
std::uint64_t status_value(std::string_view status, std::string_view label) {
    const auto at = status.find(label);
    if (at == std::string_view::npos) return 0;
    std::istringstream rest{std::string(status.substr(at + label.size()))};
    std::uint64_t value = 0;
    rest >> value;
    return value;
}

/// User and system time are fields 14 and 15 of /proc/PID/stat. Field 2, the program's name in
/// parentheses, may itself contain blanks and parentheses, so counting starts behind it.
double processor_ticks(std::string_view stat) {
    std::istringstream fields{std::string(stat.substr(stat.rfind(')') + 1))};
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return user + system;
}

}  // namespace

Result<ProcessUse> process_use(pid_t pid) {
    const auto directory = "/proc/" + std::to_string(pid);
    const auto stat = read_file(directory + "/stat");
    if (!stat) return stat.error();
    const auto status = read_file(directory + "/status");
    if (!status) return status.error();
    const auto ticks_per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
    ProcessUse use;
    use.processor = std::chrono::duration<double>(processor_ticks(*stat) / ticks_per_second);
    use.resident_kib = status_value(*status, "VmRSS:");
    use.peak_kib = status_value(*status, "VmHWM:");
    return use;
}

}  // namespace postern
