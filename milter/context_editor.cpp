// SPDX-License-Identifier: Apache-2.0
#include "context_editor.hpp"

namespace postern {

bool ContextEditor::set_sender(const std::string& path, const std::string& esmtp_args) {
    return smfi_chgfrom(context_, text(path), esmtp_args.empty() ? nullptr : text(esmtp_args)) ==
           MI_SUCCESS;
}

bool ContextEditor::add_recipient(const std::string& path) {
    return smfi_addrcpt(context_, text(path)) == MI_SUCCESS;
}

bool ContextEditor::remove_recipient(const std::string& path) {
    return smfi_delrcpt(context_, text(path)) == MI_SUCCESS;
}

bool ContextEditor::change_header(const std::string& name, int occurrence,
                                  const std::string& value) {
    return smfi_chgheader(context_, text(name), occurrence,
                          value.empty() ? nullptr : text(value)) == MI_SUCCESS;
}

bool ContextEditor::add_header(const std::string& name, const std::string& value) {
    return smfi_addheader(context_, text(name), text(value)) == MI_SUCCESS;
}

bool ContextEditor::replace_body(const std::string& body) {
    auto* bytes = reinterpret_cast<unsigned char*>(text(body));
    return smfi_replacebody(context_, bytes, static_cast<int>(body.size())) == MI_SUCCESS;
}

bool ContextEditor::hold(const std::string& reason) {
    return smfi_quarantine(context_, text(reason)) == MI_SUCCESS;
}

bool ContextEditor::set_reply(int code, const std::string& enhanced, const std::string& reply) {
    // In a reply "%" is an escape character of libmilter's.
    std::string escaped;
    for (const char c : reply) escaped.append(c == '%' ? 2 : 1, c);
    const auto number = std::to_string(code);
    return smfi_setreply(context_, text(number), text(enhanced), text(escaped)) == MI_SUCCESS;
}

}  // namespace postern
