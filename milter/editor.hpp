// SPDX-License-Identifier: Apache-2.0
//
// The modifications a milter can make at end of message, as an interface: libmilter's context
// implements it in callbacks.cpp, a recorder in the tests.
#pragma once

#include <string>

namespace postern {

/// Every member returns false where the MTA did not take the modification.
class Editor {
  public:
    Editor() = default;
    Editor(const Editor&) = delete;
    Editor& operator=(const Editor&) = delete;
    virtual ~Editor() = default;

    virtual bool set_sender(const std::string& path, const std::string& esmtp_args) = 0;
    virtual bool add_recipient(const std::string& path) = 0;
    virtual bool remove_recipient(const std::string& path) = 0;
    /// An empty value removes the field.
    virtual bool change_header(const std::string& name, int occurrence,
                               const std::string& value) = 0;
    virtual bool add_header(const std::string& name, const std::string& value) = 0;
    virtual bool replace_body(const std::string& body) = 0;
    virtual bool hold(const std::string& reason) = 0;
    virtual bool set_reply(int code, const std::string& enhanced, const std::string& text) = 0;
};

}  // namespace postern
