// SPDX-License-Identifier: Apache-2.0
//
// The modifications of editor.hpp as calls to libmilter (smfi_chgfrom, smfi_addrcpt …), for the
// message that a context stands at the end of.
#pragma once

#include <string>

#include <libmilter/mfapi.h>

#include "editor.hpp"

namespace postern {

/// libmilter takes text it does not change as char*.
inline char* text(const std::string& value) {
    return const_cast<char*>(value.c_str());
}

class ContextEditor final : public Editor {
  public:
    explicit ContextEditor(SMFICTX* context) : context_(context) {}

    bool set_sender(const std::string& path, const std::string& esmtp_args) override;
    bool add_recipient(const std::string& path) override;
    bool remove_recipient(const std::string& path) override;
    bool change_header(const std::string& name, int occurrence, const std::string& value) override;
    bool add_header(const std::string& name, const std::string& value) override;
    bool replace_body(const std::string& body) override;
    bool hold(const std::string& reason) override;
    bool set_reply(int code, const std::string& enhanced, const std::string& reply) override;

  private:
    SMFICTX* context_;
};

}  // namespace postern
