// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "conversactl/source.h"

#include <QString>

namespace conversa::ctl {

// The folder that everything in a support bundle stands in, and where the answer to a path stands there.
constexpr auto bundleFolder = "conversa-support";
QString memberOf(const QByteArray &path);

// What a server said when a support bundle was made: filters, orders and pages as the server would have done.
class ArchiveSource : public Source
{
public:
    explicit ArchiveSource(QString file);

    Result<Answer> send(const Request &request) override;
    Result<LinkOptions> link(const QByteArray &path) override;
    qint64 nowMs() const override;

private:
    Result<QByteArray> read(const QString &member) const;

    const QString m_file;
};

} // namespace conversa::ctl
