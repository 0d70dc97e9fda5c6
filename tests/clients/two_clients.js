// SPDX-License-Identifier: Apache-2.0
// The flow of the specification's examples: an admin and a contact in one session.
// Seen red: messages sent to their sender too.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { eachExactlyOnce, lastForAll } = require('./lib/checks');
const { Client } = require('./lib/client');
const { runRows } = require('./lib/rows');

async function pair(world) {
    await world.server.start();
    const session = randomUUID();
    const admin = await world.admin();
    await admin.join(session);
    const first = await admin.say(session, `d'água & <b>`, { content_type: 'text', reply_to_id: null });
    const contact = await world.contact({ headerToken: true });
    await contact.join(session);
    return { session, admin, contact, first };
}

runRows({
    'connected names the user, the confirmation the message': async (world) => {
        const { session, admin, contact, first } = await pair(world);
        assert.match(admin.self.client_id, /./);
        assert.notEqual(admin.self.user_id, contact.self.user_id);
        assert.ok(Date.parse(admin.self.timestamp));
        assert.equal(admin.received[0].type, 'connected');
        const { message_id: id, timestamp, ...rest } = first;
        assert.match(id, /^[0-9a-f-]{36}$/);
        assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.deepEqual(rest, {
            session_id: session, contact_id: Client.contact, text: 'd&#39;água &amp; &lt;b&gt;', content_type: 'text',
            from_me: true, agent_id: admin.self.user_id, status: 'sent', seq: 1,
        });
    },

    'each hears the other, and nobody himself': async (world) => {
        const { session, admin, contact, first } = await pair(world);
        const question = await contact.say(session, 'Preciso de ajuda', { reply_to_id: first.message_id });
        assert.equal(question.from_me, false);
        assert.equal(question.agent_id, undefined);
        assert.deepEqual((await admin.next('new_message')).payload, question);
        const answer = await admin.say(session, 'Olá! Como posso ajudar?', { client_message_id: 'c-1' });
        const { client_message_id: own, ...heard } = answer;
        assert.equal(own, 'c-1');
        assert.deepEqual((await contact.next('new_message')).payload, heard);
        await Promise.all([admin.settle(), contact.settle()]);
        assert.equal(admin.all('new_message').length, 1);
        assert.equal(contact.all('new_message').length, 1);
    },

    'a hundred each way at once: exactly once, one order': async (world) => {
        const { session, admin, contact } = await pair(world);
        for (let i = 0; i < 100; ++i) {
            admin.post(session, `admin ${i}`);
            contact.post(session, `contact ${i}`);
        }
        const ends = [[admin, 'contact 99'], [contact, 'admin 99']];
        for (const [client, last] of ends) {
            await client.next('new_message', ({ text }) => text === last);
            await client.confirmed(100);
        }
        await lastForAll(session, admin, [contact]);
        eachExactlyOnce([admin, contact], 2, 202);
    },

    'request_id comes back in the direct reply alone': async (world) => {
        const { session, admin, contact } = await pair(world);
        contact.post(session, 'a', {}, { request_id: 'r-1' });
        assert.equal((await contact.next('message_sent')).request_id, 'r-1');
        assert.equal((await admin.next('new_message')).request_id, undefined);
    },

    'an error leaves the connection open': async (world) => {
        const { session, contact } = await pair(world);
        contact.send('dance', {});
        const error = await contact.next('error');
        assert.equal(error.error, 'unknown_type');
        assert.equal(error.payload.code, 'unknown_type');
        assert.equal((await contact.say(session, 'still here')).seq, 2);
    },

    'the figures count connections and sessions': async (world) => {
        await pair(world);
        const expected = { total_clients: 2, total_sessions: 1, redis_enabled: false };
        assert.deepEqual(await world.server.getJson('/api/v1/ws/stats'), expected);
    },
});
