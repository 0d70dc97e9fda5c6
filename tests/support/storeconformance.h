// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/messagestore.h"
#include "support/appendrequests.h"

#include <QObject>

namespace conversa::test {

// What every store promises; one test class a store derives from this and says how to make one.
class StoreConformance : public QObject
{
    Q_OBJECT

protected:
    // Connections to a store that is empty at the first call after init() of each test.
    virtual StoreFactory makeFactory() = 0;
    // What closing a session does to the store's data.
    virtual void closeSession(const SessionKey &key) = 0;

    // Appends to the store of the test; every batch must succeed as a whole.
    std::vector<AppendResult> append(const std::vector<AppendRequest> &batch);
    AppendResult append(const AppendRequest &request) { return append(std::vector{ request }).front(); }
    MessageStore &store() { return *m_store; }
    const StoreFactory &factory() const { return m_factory; }

private Q_SLOTS:
    void init();
    void cleanup();

    void numbersEachSessionFromOne();
    void tenantsAreApart();
    void repeatIsAnsweredWithTheFirst();
    void repeatInsideOneBatch();
    void conflictKeepsTheFirst();
    void clientMessageIdIsPerUserAndSession();
    void repeatIsAnsweredInAClosedSession();
    void sessionHasOneContact();
    void firstMessageOfABatchSetsTheContact();
    void contactReachesOnlyItsOwnSession();
    void unknownSessionIsNotFound();
    void closedSessionTakesNothing();
    void replyMustBeInTheSession();
    void replyToAnEarlierRowOfTheBatch();
    void refusedFirstMessageMakesNoSession();
    void contentComesBackExactly_data();
    void contentComesBackExactly();
    void historyPages();
    void historyIsCutByBytes();
    void messagesAreFoundByTheirId();
    void watermarksOnlyMoveForward();
    void readImpliesDelivered();
    void watermarkStopsAtTheLastMessage();
    void watermarkNeedsASession();
    void watermarksAreApart();
    void eachSideHasItsFurthestMark();
    void joinedSessionTellsItsWatermarks();
    void externalIdIsStoredOnce();
    void externalIdIsPerSession();
    void contactIsWrittenForButNotMistaken();
    void sessionsAreMadeBeforeTheirFirstMessage();
    void sessionsAreClosedAndReopened();
    void idleSessionsAreClosed();
    void inboxPages();
    void inboxPutsTheLatestFirst();
    void inboxIsBounded();
    void inboxAgreesWithAModel();
    void marksWaitForTheirMessage();
    void waitingMarksAreBounded();
    void keysAreKept();
    void keysAreListedInPages();
    void keysAreReplaced();
    void ticketsAreTakenOnce();
    void restrictionsStayUntilTheyEnd();
    void connectionsShareTheEpoch();
    void worksAfterReopening();
    void randomBatchesAgreeWithMemory_data();
    void randomBatchesAgreeWithMemory();

private:
    InboxSession inboxOf(const SessionKey &key, const std::vector<UserId> &readers = {});
    std::vector<InboxSession> inboxPage(const InboxQuery &query);
    // Stores `count` messages of the agent one by one; returns their ids.
    std::vector<MessageId> appendMany(const Conversation &talk, int count);

    StoreFactory m_factory;
    std::unique_ptr<MessageStore> m_store;
};

} // namespace conversa::test
