// SPDX-License-Identifier: Apache-2.0
// Who is typing: told to other users, never too often, and over by itself. Seen red: every repetition passed on.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { Client } = require('./lib/client');
const { runRows } = require('./lib/rows');

async function opened(world, settings = {}) {
    await world.server.start(settings);
    const session = randomUUID();
    const watcher = await world.admin();
    await watcher.say(session, 'Olá');
    await watcher.join(session);
    const typist = await world.contact();
    await typist.join(session);
    return { session, watcher, typist };
}

const told = (watcher) => watcher.all('user_typing').map((event) => event.is_typing);

runRows({
    'told to the others with name and contact': async (world) => {
        const { session, watcher, typist } = await opened(world);
        typist.typing(session, true);
        const { user_name: name, ...event } = (await watcher.next('user_typing')).payload;
        assert.match(name, /./);
        assert.deepEqual(event,
            { session_id: session, contact_id: Client.contact, is_typing: true, user_id: typist.self.user_id });
        const late = await world.agent();
        assert.deepEqual((await late.join(session)).typing, [typist.self.user_id]);
        await typist.settle();
        assert.deepEqual(told(typist), []);
    },

    'ends after six seconds without renewal': async (world) => {
        const { session, watcher, typist } = await opened(world);
        typist.typing(session, true);
        await watcher.next('user_typing');
        const from = performance.now();
        await watcher.next('user_typing', (event) => !event.is_typing);
        const took = performance.now() - from;
        assert.ok(took > 5000, `${took} ms`);
    },

    'ends with a message, on leaving and on disconnect': async (world) => {
        const { session, watcher, typist } = await opened(world, { 'limits.typing_change': '10ms' });
        const ends = {
            message: () => typist.say(session, 'done'),
            leaving: () => typist.leave(session).then(() => typist.join(session)),
            disconnect: () => typist.close(),
        };
        for (const end of Object.values(ends)) {
            typist.typing(session, true);
            await watcher.next('user_typing', (event) => event.is_typing);
            await end();
            await watcher.next('user_typing', (event) => !event.is_typing, 3000);
        }
    },

    'repeated at most once in three seconds': async (world) => {
        const { session, watcher, typist } = await opened(world);
        const keys = setInterval(() => typist.typing(session, true), 50);
        await watcher.next('user_typing');
        const from = performance.now();
        await watcher.next('user_typing');
        const took = performance.now() - from;
        clearInterval(keys);
        assert.ok(took > 2800, `${took} ms`);
        assert.deepEqual(told(watcher), [true, true]);
    },

    'changed at most once a second, and no error is told': async (world) => {
        const { session, watcher, typist } = await opened(world);
        let isTyping = false;
        const keys = setInterval(() => { isTyping = !isTyping; typist.typing(session, isTyping); }, 30);
        await watcher.next('user_typing');
        const from = performance.now();
        await watcher.next('user_typing');
        await watcher.next('user_typing');
        const took = performance.now() - from;
        clearInterval(keys);
        assert.ok(took > 1800, `${took} ms`);
        await typist.settle();
        assert.deepEqual(typist.all('error'), []);
    },
});
