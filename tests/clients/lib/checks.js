// SPDX-License-Identifier: Apache-2.0
// What holds for every connection that was joined all the time.
'use strict';

const assert = require('node:assert/strict');

// Every connection has each message from seq `first` to `last` exactly once: its own as confirmations, all others as
// new_message in the order of seq; and all agree on what a seq is.
function eachExactlyOnce(clients, first, last) {
    const ids = new Map();
    for (const client of clients) {
        const live = client.all('new_message');
        const seqs = live.map((message) => message.seq);
        assert.deepEqual(seqs, [...seqs].sort((a, b) => a - b), `${client.name}: out of order`);
        const all = [...live, ...client.all('message_sent')]
            .filter((message) => message.seq >= first);
        const sorted = all.map((message) => message.seq).sort((a, b) => a - b);
        assert.deepEqual(sorted, range(first, last), `${client.name}: lost or doubled`);
        for (const { seq, message_id: id, text } of all) {
            const known = ids.get(seq) ?? { id, text };
            assert.deepEqual({ id, text }, known, `${client.name}: another message as seq ${seq}`);
            ids.set(seq, known);
        }
    }
}

// One more message, which all the others receive: what they have not received before it, they never will.
async function lastForAll(session, sender, others) {
    const { seq } = await sender.say(session, 'the last');
    await Promise.all(others.map((client) => client.next('new_message', (payload) => payload.seq === seq)));
    await Promise.all([sender, ...others].map((client) => client.settle()));
    return seq;
}

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

module.exports = { eachExactlyOnce, lastForAll, range };
