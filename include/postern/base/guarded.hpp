// SPDX-License-Identifier: Apache-2.0
//
// Guarded<T>: a value that can only be reached while its mutex is held, so that forgetting the
// lock does not compile. The lock lives as long as the handle that lock() returns.
#pragma once

#include <mutex>
#include <utility>

namespace postern {

template <typename T>
class Guarded {
  public:
    class Handle {
      public:
        explicit Handle(Guarded& guarded) : lock_(guarded.mutex_), value_(&guarded.value_) {}
        T* operator->() { return value_; }
        T& operator*() { return *value_; }
        /// For condition variables, which need to let go of the lock while they wait.
        std::unique_lock<std::mutex>& mutex() { return lock_; }

      private:
        std::unique_lock<std::mutex> lock_;
        T* value_;
    };

    Guarded() = default;
    explicit Guarded(T value) : value_(std::move(value)) {}

    [[nodiscard]] Handle lock() { return Handle(*this); }

  private:
    std::mutex mutex_;
    T value_{};
};

}  // namespace postern
