// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace conversa {

class StoreConnection;

// Where the storage threads of one kind find their work. All functions are called on those threads.
class WorkQueue
{
public:
    virtual ~WorkQueue() = default;

    // Blocks until there is work that nobody has in hand; false: the queue was ended.
    virtual bool waitForWork() = 0;
    // Does the next piece of work, if it is still there.
    virtual void serve(StoreConnection &connection) = 0;
    // That thread's connection was found broken; others can do what it was woken for while it is made anew.
    virtual void onLost() = 0;
    // It was made, or could not be made.
    virtual void onConnected(const StoreConnection &connection) = 0;
    virtual void onUnreachable(const StoreConnection &connection) = 0;
};

} // namespace conversa
