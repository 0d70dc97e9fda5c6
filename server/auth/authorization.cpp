// SPDX-License-Identifier: Apache-2.0
#include "auth/authorization.h"

namespace conversa {

namespace {

// What an action is about, and so what a key must not be narrowed to.
enum class Reach : quint8 {
    Public,  // nothing of anybody: needs no token
    Session, // the sessions a key reaches
    Tenant,  // all of a tenant: not for a key that is limited to some sessions
    Cluster, // all tenants: for operators alone
};

using Roles = quint8; // one bit a role

constexpr Roles bit(Role role)
{
    return Roles(1U << unsigned(role));
}

constexpr Roles business = bit(Role::Admin) | bit(Role::Agent) | bit(Role::Service);
constexpr Roles everyone = business | bit(Role::Contact);

struct Rule
{
    Reach reach;
    Roles roles;
    std::string_view audited = {}; // its word in the audit log; empty: it is not there
};

// What an administrator orders, and the audit log has under this word.
constexpr Rule order(Reach reach, std::string_view word)
{
    return {reach, bit(Role::Admin), word};
}

// An action without a case does not build.
constexpr Rule ruleOf(Action action)
{
    switch (action) {
    case Action::LookAtHealth:
        return {Reach::Public, everyone};
    case Action::ReadInbox:
    case Action::CreateSession:
    case Action::CloseSession:
        return {Reach::Session, business};
    case Action::CreateKey: return order(Reach::Tenant, "create_key");
    case Action::RotateKey: return order(Reach::Tenant, "rotate_key");
    case Action::RevokeKey: return order(Reach::Tenant, "revoke_key");
    case Action::Disconnect: return order(Reach::Tenant, "disconnect");
    case Action::Ban: return order(Reach::Tenant, "ban");
    case Action::LiftRestriction: return order(Reach::Tenant, "lift_restriction");
    case Action::RemoveMember: return order(Reach::Tenant, "remove_member");
    case Action::RestoreMember: return order(Reach::Tenant, "restore_member");
    case Action::SendNotice: return order(Reach::Tenant, "send_notice");
    case Action::SetReadOnly: return order(Reach::Tenant, "set_read_only");
    case Action::DrainNode: return order(Reach::Cluster, "drain_node");
    case Action::Reload: return order(Reach::Cluster, "reload");
    case Action::SetLogLevel: return order(Reach::Cluster, "set_log_level");
    case Action::ListRestrictions:
    case Action::ListKeys:
    case Action::Watch:
    case Action::ReadAudit:
        return {Reach::Tenant, bit(Role::Admin)};
    case Action::WatchCluster:
    case Action::ReadLog:
        return {Reach::Cluster, bit(Role::Admin)};
    case Action::TapFrames: return order(Reach::Tenant, "tap");
    case Action::VerifyAudit: return order(Reach::Cluster, "verify_audit");
    case Action::MakeTicket:
        return {Reach::Session, everyone, "make_ticket"};
    case Action::ActAsContact:
        return {Reach::Session, bit(Role::Admin) | bit(Role::Agent)};
    case Action::ReadStats:
    case Action::ReadHistory:
    case Action::BringMessage:
    case Action::BringReceipt:
    case Action::Connect:
    case Action::JoinSession:
    case Action::LeaveSession:
    case Action::SendMessage:
    case Action::ShowTyping:
    case Action::MarkMessages:
    case Action::Authenticate:
    case Action::RefreshToken:
    case Action::Ping:
        return {Reach::Session, everyone};
    }
    return {Reach::Cluster, 0};
}

QByteArray namesOf(Roles roles)
{
    QByteArrayList names;
    for (const Role role : {Role::Admin, Role::Agent, Role::Contact, Role::Service}) {
        if (roles & bit(role))
            names.append(QByteArray(roleName(role).data(), qsizetype(roleName(role).size())));
    }
    return names.join(" or ");
}

Error forbidden(const QByteArray &message)
{
    return {ErrorCode::Forbidden, message};
}

} // namespace

QByteArray auditName(Action action)
{
    const std::string_view name = ruleOf(action).audited;
    return QByteArray(name.data(), qsizetype(name.size()));
}

bool isStored(Action action)
{
    switch (action) {
    case Action::CreateSession:
    case Action::CloseSession:
    case Action::BringMessage:
    case Action::BringReceipt:
    case Action::SendMessage:
    case Action::MarkMessages:
        return true;
    default:
        return false;
    }
}

bool needsToken(Action action)
{
    return ruleOf(action).reach != Reach::Public;
}

Result<void> authorize(const Principal &principal, Action action)
{
    const Rule rule = ruleOf(action);
    if (!(rule.roles & bit(principal.role)))
        return forbidden("This takes a key of the role " + namesOf(rule.roles) + '.');
    if (rule.reach == Reach::Tenant && !principal.scope.empty())
        return forbidden("This takes a key that is not limited to some sessions.");
    if (rule.reach == Reach::Cluster && !principal.isOperator())
        return forbidden("This takes a key of the tenant *.");
    return {};
}

} // namespace conversa
