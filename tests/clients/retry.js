// SPDX-License-Identifier: Apache-2.0
// A client that heard no confirmation sends again with the same client_message_id.
// Seen red: client_message_id not read.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { lastForAll, range } = require('./lib/checks');
const { runRows } = require('./lib/rows');

async function opened(world) {
    await world.server.start();
    const session = randomUUID();
    const sender = await world.admin();
    await sender.say(session, 'Olá');
    const member = await world.contact();
    await member.join(session);
    return { session, sender, member };
}

const own = (id) => ({ client_message_id: id });

// What is stored, in the order of seq.
const texts = async (client, session) => (await client.history(session)).messages.map((message) => message.text);

runRows({
    'the same answer, stored once, told once': async (world) => {
        const { session, sender, member } = await opened(world);
        const first = await sender.say(session, 'once', own('c-1'));
        for (let i = 0; i < 5; ++i)
            assert.deepEqual(await sender.say(session, 'once', own('c-1')), first);
        await lastForAll(session, sender, [member]);
        assert.deepEqual(await texts(member, session), ['Olá', 'once', 'the last']);
        assert.deepEqual(member.all('new_message').map((message) => message.seq), [2, 3]);
    },

    'from another tab, a new connection and a new life of the server': async (world) => {
        const { session, sender } = await opened(world);
        const first = await sender.say(session, 'once', own('c-1'));
        assert.deepEqual(await (await world.admin()).say(session, 'once', own('c-1')), first);
        await sender.close();
        assert.deepEqual(await (await world.admin()).say(session, 'once', own('c-1')), first);
        await world.server.kill();
        await world.server.start();
        const later = await world.admin();
        assert.deepEqual(await later.say(session, 'once', own('c-1')), first);
        assert.deepEqual(await texts(later, session), ['Olá', 'once']);
    },

    'four tabs at once': async (world) => {
        const { session, sender, member } = await opened(world);
        const tabs = [sender, await world.admin(), await world.admin(), await world.admin()];
        const answers = await Promise.all(tabs.flatMap((tab) => range(1, 50).map((i) =>
            tab.say(session, `text ${i}`, own(`c-${i}`)))));
        for (const answer of answers)
            assert.deepEqual(answer, answers.find((one) => one.client_message_id === answer.client_message_id));
        assert.equal(new Set(answers.map((answer) => answer.message_id)).size, 50);
        const last = await lastForAll(session, sender, [member]);
        assert.equal(last, 52);
        assert.deepEqual(member.all('new_message').map((message) => message.seq), range(2, 52));
    },

    'another text under the same id is a conflict': async (world) => {
        const { session, sender, member } = await opened(world);
        const { message_id: reply } = await sender.say(session, 'once', own('c-1'));
        const others = [['twice', {}], ['once', { reply_to_id: reply }]];
        for (const [text, more] of others) {
            sender.post(session, text, { ...own('c-1'), ...more });
            const { payload } = await sender.next('error');
            assert.equal(payload.code, 'conflict');
            assert.equal(payload.retryable, false);
        }
        assert.deepEqual(await texts(member, session), ['Olá', 'once']);
    },

    'an id belongs to its user and its session': async (world) => {
        const { session, sender, member } = await opened(world);
        const first = await sender.say(session, 'the same', own('c-1'));
        const others = [
            await member.say(session, 'the same', own('c-1')),
            await sender.say(randomUUID(), 'the same', own('c-1')),
        ];
        assert.equal(new Set([first, ...others].map((message) => message.message_id)).size, 3);
        const seen = (await member.history(session)).messages.map((message) => message.client_message_id);
        assert.deepEqual(seen, [undefined, undefined, 'c-1']);
    },
});
