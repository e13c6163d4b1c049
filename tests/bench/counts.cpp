// SPDX-License-Identifier: Apache-2.0
//
// A library to be loaded before posternd's own (LD_PRELOAD): counts what its databases do, in the
// file that POSTERN_COUNTS names, as three numbers of eight bytes. tests/bench/per-message reads
// them (od -t d8). However the process ends, what it did until then is there.
//
//   1  runs of an SQL statement, from its first step on
//   2  bytes written to files at an offset, which only databases do here
//   3  fsync and fdatasync
#include <atomic>
#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <sqlite3.h>

namespace {

using Count = std::atomic<long long>;
struct Counts {
    Count statements;
    Count written;
    Count syncs;
};

/// Where no file is named or it cannot be mapped, nobody reads them.
Counts& mapped() {
    static Counts unread{};
    const char* path = std::getenv("POSTERN_COUNTS");
    const int file = path == nullptr ? -1 : ::open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    // What this process starts is not counted.
    ::unsetenv("POSTERN_COUNTS");
    ::unsetenv("LD_PRELOAD");
    if (file < 0 || ::ftruncate(file, sizeof(Counts)) != 0) return unread;
    void* const place =
        ::mmap(nullptr, sizeof(Counts), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    return place == MAP_FAILED ? unread : *static_cast<Counts*>(place);
}

Counts& counts = mapped();

/// The function of that name which would have been called without this library.
template <typename Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int sqlite3_step(sqlite3_stmt* statement) {
    static auto* const step = next<int(sqlite3_stmt*)>("sqlite3_step");
    if (sqlite3_stmt_busy(statement) == 0) ++counts.statements;
    return step(statement);
}

ssize_t pwrite64(int file, const void* bytes, std::size_t count, off64_t offset) {
    static auto* const write = next<ssize_t(int, const void*, std::size_t, off64_t)>("pwrite64");
    counts.written += static_cast<long long>(count);
    return write(file, bytes, count, offset);
}

int fdatasync(int file) {
    static auto* const sync = next<int(int)>("fdatasync");
    ++counts.syncs;
    return sync(file);
}

int fsync(int file) {
    static auto* const sync = next<int(int)>("fsync");
    ++counts.syncs;
    return sync(file);
}
}
