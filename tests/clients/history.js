// SPDX-License-Identifier: Apache-2.0
// Pages of stored messages, forwards and backwards, over the socket and over REST.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { range } = require('./lib/checks');
const { runRows } = require('./lib/rows');

async function written(world, texts) {
    await world.server.start();
    const session = randomUUID();
    const sender = await world.admin();
    await sender.sayAll(session, texts);
    return { session, sender };
}

const numbered = (count) => range(1, count).map((i) => `message ${i}`);
const seqs = (page) => page.messages.map((message) => message.seq);

runRows({
    'no bound is the latest page': async (world) => {
        const { session, sender } = await written(world, numbered(250));
        const page = await sender.history(session);
        assert.equal(page.session_id, session);
        assert.deepEqual(seqs(page), range(151, 250));
        assert.equal(page.has_more, true);
        assert.deepEqual(seqs(await sender.history(session, { limit: 3 })), [248, 249, 250]);
    },

    'forwards and backwards, page by page': async (world) => {
        const { session, sender } = await written(world, numbered(250));
        const forwards = [];
        for (let more = true; more;) {
            const page = await sender.history(session, { after_seq: forwards.at(-1) ?? 0, limit: 70 });
            forwards.push(...seqs(page));
            more = page.has_more;
        }
        assert.deepEqual(forwards, range(1, 250));
        const backwards = [];
        for (let more = true; more;) {
            const page = await sender.history(session, { before_seq: backwards[0] ?? 251 });
            backwards.unshift(...seqs(page));
            more = page.has_more;
        }
        assert.deepEqual(backwards, range(1, 250));
    },

    'a page ends exactly at the end': async (world) => {
        const { session, sender } = await written(world, numbered(100));
        assert.equal((await sender.history(session, { after_seq: 0 })).has_more, false);
        assert.equal((await sender.history(session, { after_seq: 0, limit: 99 })).has_more, true);
        assert.deepEqual(await sender.history(session, { after_seq: 100 }),
            { session_id: session, messages: [], has_more: false });
        assert.deepEqual(seqs(await sender.history(session, { before_seq: 2 })), [1]);
    },

    'long messages are cut at 256 KiB with more to come': async (world) => {
        const { session, sender } = await written(world, range(1, 60).map((i) => `${i} `.padEnd(10000, 'x')));
        const got = [];
        for (let more = true; more;) {
            const page = await sender.history(session, { after_seq: got.at(-1) ?? 0 });
            assert.ok(page.messages.length > 0 && page.messages.length < 30, `${page.messages.length} a page`);
            got.push(...seqs(page));
            more = page.has_more;
        }
        assert.deepEqual(got, range(1, 60));
    },

    'a message in history is the message that was sent': async (world) => {
        const { session, sender } = await written(world, ['first']);
        const sent = await sender.say(session, 'á & "b"\n\t<i>', { client_message_id: 'c' });
        const reply = await sender.say(session, 'reply', { reply_to_id: sent.message_id });
        const page = await sender.history(session, { after_seq: 1 });
        assert.deepEqual(page.messages, [sent, reply]);
        const rest = await world.server.getJson(`/api/v1/sessions/${session}/messages?after_seq=1`);
        assert.deepEqual(rest.messages, page.messages);
        assert.equal(rest.has_more, false);
    },

    'wrong bounds name their field': async (world) => {
        const { session, sender } = await written(world, numbered(3));
        const wrong = [[{ limit: 101 }, 'limit'], [{ limit: 0 }, 'limit'], [{ after_seq: -1 }, 'after_seq'],
            [{ before_seq: 'x' }, 'before_seq']];
        for (const [bounds, field] of wrong) {
            sender.send('get_history', { session_id: session, ...bounds });
            const { payload } = await sender.next('error');
            assert.equal(payload.code, 'invalid_field', JSON.stringify(bounds));
            assert.equal(payload.field, field);
        }
    },
});
