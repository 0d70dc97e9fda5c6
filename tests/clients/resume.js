// SPDX-License-Identifier: Apache-2.0
// A client that was away joins again and reads what it missed, by cursor, in order and before anything live.
// Seen red: a replay that skips seq 3.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { eachExactlyOnce, lastForAll, range } = require('./lib/checks');
const { runRows } = require('./lib/rows');

// A session of `count` messages by a sender who stays.
async function written(world, count, settings) {
    await world.server.start(settings);
    const session = randomUUID();
    const sender = await world.admin();
    await sender.say(session, 'message 1');
    const { epoch } = await sender.join(session);
    await write(sender, session, 2, count);
    return { session, sender, epoch };
}

const write = (sender, session, first, last) =>
    sender.sayAll(session, range(first, last).map((i) => `message ${i}`));

const seqs = (client) => client.all('new_message').map((message) => message.seq);

runRows({
    '5,000 missed messages, then live ones': async (world) => {
        const { session, sender, epoch } = await written(world, 5001);
        const away = await world.agent();
        const joined = await away.join(session, { after_seq: 1, epoch });
        assert.equal(joined.recovered, true);
        assert.equal(joined.missed, 5000);
        assert.equal(joined.last_seq, 5001);
        await away.next('new_message', ({ seq }) => seq === 5001, 30000);
        await lastForAll(session, sender, [away]);
        assert.deepEqual(seqs(away), range(2, 5002));
        const replayed = away.all('new_message').map((message) => message.replayed);
        assert.deepEqual(replayed, [...Array(5000).fill(true), undefined]);
        assert.equal(away.all('new_message')[4242].text, 'message 4244');
    },

    'the session goes on while a client catches up': async (world) => {
        const { session, sender } = await written(world, 3000);
        const away = await world.contact();
        away.send('join_session', { session_id: session, after_seq: 0 });
        await write(sender, session, 3001, 5000);
        await away.next('new_message', ({ seq }) => seq === 5000, 30000);
        const last = await lastForAll(session, sender, [away]);
        eachExactlyOnce([away], 1, last);
    },

    'from each place back to the head': async (world) => {
        const { session, sender } = await written(world, 250);
        const away = await world.agent();
        for (const after of [0, 1, 99, 100, 101, 200, 249, 250]) {
            away.received.length = 0;
            const joined = await away.join(session, { after_seq: after });
            assert.equal(joined.recovered, true, `after ${after}`);
            assert.equal(joined.missed, 250 - after);
            if (after < 250)
                await away.next('new_message', ({ seq }) => seq === 250);
            await away.settle();
            assert.deepEqual(seqs(away), range(after + 1, 250), `after ${after}`);
            await away.leave(session);
        }
        await sender.settle();
        assert.deepEqual(sender.all('new_message'), []);
    },

    'disconnected in the middle of a replay': async (world) => {
        const { session, sender } = await written(world, 2000);
        const got = [];
        while ((got.at(-1) ?? 0) < 2000) {
            const away = await world.agent();
            away.send('join_session', { session_id: session, after_seq: got.at(-1) ?? 0 });
            const goal = Math.min(2000, (got.at(-1) ?? 0) + 700);
            await away.next('new_message', ({ seq }) => seq === goal);
            away.socket.terminate();
            await away.closed;
            got.push(...seqs(away));
        }
        assert.deepEqual(got, range(1, 2000));
        await sender.settle();
    },

    'too far behind: nothing is replayed, history has it': async (world) => {
        const { session, sender, epoch } = await written(world, 1200, { 'resume.max_messages': 1000 });
        const away = await world.agent();
        const joined = await away.join(session, { after_seq: 10, epoch });
        assert.equal(joined.recovered, false);
        assert.equal(joined.missed, 1190);
        const got = [];
        for (let more = true; more;) {
            const page = await away.history(session, { after_seq: got.at(-1) ?? 10 });
            got.push(...page.messages.map((message) => message.seq));
            more = page.has_more;
        }
        assert.deepEqual(got, range(11, 1200));
        await lastForAll(session, sender, [away]);
        assert.deepEqual(seqs(away), [1201]);
        const exact = await world.contact();
        assert.equal((await exact.join(session, { after_seq: 201 })).recovered, true);
        assert.equal((await exact.next('new_message')).payload.seq, 202);
    },

    'another epoch, a place that is not there, no place at all': async (world) => {
        const { session, sender, epoch } = await written(world, 20);
        const cases = [
            [{ after_seq: 5, epoch: randomUUID() }, {}],
            [{ after_seq: 21, epoch }, {}],
            [{}, { missed: 0 }],
            [{ after_seq: null, epoch: null }, { missed: 0 }],
        ];
        const away = await world.agent();
        for (const [place, expected] of cases) {
            const { recovered, missed, last_seq: last } = await away.join(session, place);
            assert.equal(recovered, false, JSON.stringify(place));
            assert.equal(last, 20);
            if ('missed' in expected)
                assert.equal(missed, expected.missed);
            await away.settle();
            await away.leave(session);
        }
        await sender.settle();
        assert.deepEqual(seqs(away), []);
    },
});
