// SPDX-License-Identifier: Apache-2.0
// The rules of StoreConformance on the memory store. Seen red: the repeat looked for after the contact's check
// (repeatIsAnsweredInAClosedSession), the session made before the reply's check (refusedFirstMessageMakesNoSession).
#include "store/memorystore.h"
#include "support/storeconformance.h"

#include <QTest>

using namespace conversa;

class TestMemoryStore : public test::StoreConformance
{
    Q_OBJECT

protected:
    StoreFactory makeFactory() override
    {
        m_data = std::make_shared<MemoryData>();
        return [data = m_data] { return std::make_unique<MemoryStore>(data); };
    }
    void closeSession(const SessionKey &key) override { m_data->sessions[key].state.closed = true; }

private Q_SLOTS:
    void everyStartHasItsOwnEpoch() { QVERIFY(memoryStoreFactory()()->epoch() != memoryStoreFactory()()->epoch()); }

private:
    std::shared_ptr<MemoryData> m_data;
};

QTEST_GUILESS_MAIN(TestMemoryStore)
#include "tst_memorystore.moc"
