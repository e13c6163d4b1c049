// SPDX-License-Identifier: Apache-2.0
//
// The events of the platform, carried out on one session within a transaction that the caller
// began. What is wrong with an event is its Error, after which the caller undoes what it did; what
// the database refuses throws soci::soci_error.
#pragma once

#include "editing_session.hpp"

namespace postern {

class ToldEvents final : public DirectoryEvents {
  public:
    /// `objection` may be none, and stays the caller's.
    ToldEvents(EditingSession::Session& session, const AddressObjection& objection)
        : session_(session), objection_(objection) {}

    Result<void> presence(const std::string& agent, const std::string& device, PresenceSign kind,
                          TimePoint at) override;
    Result<void> chat_new(const std::string& account, const std::string& chat,
                          const std::optional<std::string>& group, TimePoint at) override;
    Result<void> chat_event(const std::string& chat, const ChatEvent& event) override;
    Result<void> agent_address(const std::string& agent, const Address& address) override;
    Result<void> agent_active(const std::string& agent, bool active) override;
    Result<void> agent_forward(const std::string& agent, const std::optional<Address>& to) override;
    Result<void> account_forward(const std::string& account,
                                 const std::optional<Address>& to) override;
    Result<void> account_plan(const std::string& account, Plan plan) override;
    Result<void> account_switch(const std::string& account, Kind kind, bool on) override;
    Result<void> remove_account(const std::string& account) override;
    Result<void> remove_group(const std::string& account, const std::string& group) override;
    Result<void> remove_agent(const std::string& agent) override;
    Result<void> remove_chat(const std::string& chat) override;

  private:
    [[nodiscard]] Result<void> check_address(const std::optional<Address>& address) const;
    Result<void> add_chat(Chat chat, TimePoint at);

    EditingSession::Session& session_;
    const AddressObjection& objection_;
};

}  // namespace postern
