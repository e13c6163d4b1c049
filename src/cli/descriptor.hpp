// SPDX-License-Identifier: Apache-2.0
//
// A file descriptor that is closed with the object.
#pragma once

#include <unistd.h>
#include <utility>

namespace postern {

class Descriptor {
  public:
    /// As open(2) and socket(2) return it: less than 0 where they failed.
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }

    [[nodiscard]] int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

  private:
    int number_;
};

}  // namespace postern
