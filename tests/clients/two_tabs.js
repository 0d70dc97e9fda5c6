// SPDX-License-Identifier: Apache-2.0
// One user in two tabs of a browser, and a contact. Seen red: messages sent to their sender too.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { eachExactlyOnce, lastForAll } = require('./lib/checks');
const { runRows } = require('./lib/rows');

async function tabs(world) {
    await world.server.start();
    const session = randomUUID();
    const [first, second] = [await world.agent(), await world.agent()];
    await first.say(session, 'Olá');
    const contact = await world.contact();
    const joined = [];
    for (const client of [first, second, contact])
        joined.push(await client.join(session));
    return { session, first, second, contact, joined };
}

runRows({
    'one user, two clients': async (world) => {
        const { first, second } = await tabs(world);
        assert.equal(first.self.user_id, second.self.user_id);
        assert.notEqual(first.self.client_id, second.self.client_id);
    },

    'the other tab receives what one sends, the sending one does not': async (world) => {
        const { session, first, second, contact } = await tabs(world);
        const sent = await first.say(session, 'from the first tab');
        assert.deepEqual((await second.next('new_message')).payload, sent);
        await lastForAll(session, contact, [first, second]);
        eachExactlyOnce([first, second, contact], 2, 3);
    },

    'both tabs send at once: exactly once, one order': async (world) => {
        const { session, first, second, contact } = await tabs(world);
        for (let i = 0; i < 200; ++i) {
            first.post(session, `first ${i}`, { client_message_id: `first-${i}` });
            second.post(session, `second ${i}`, { client_message_id: `second-${i}` });
        }
        for (const tab of [first, second])
            await tab.confirmed(200);
        const last = await lastForAll(session, contact, [first, second]);
        eachExactlyOnce([first, second, contact], 2, last);
    },

    'tabs are one user to the others, and no news to each other': async (world) => {
        const { session, first, second, contact, joined } = await tabs(world);
        assert.equal(joined[1].user_count, 1);
        assert.equal(joined[2].user_count, 2);
        assert.deepEqual(joined[2].users.map((user) => user.role).sort(), ['agent', 'contact']);
        await first.leave(session);
        first.typing(session, true);
        assert.equal((await first.next('error')).payload.code, 'not_joined');
        second.typing(session, true);
        await contact.next('user_typing');
        await lastForAll(session, contact, [second]);
        const seen = (client) => [...client.all('user_joined'), ...client.all('user_left')].map((event) => event.role);
        assert.deepEqual(seen(first), ['contact']);
        assert.deepEqual(seen(second), ['contact']);
        assert.deepEqual(seen(contact), []);
        assert.deepEqual(second.all('user_typing'), []);
    },
});
