// SPDX-License-Identifier: Apache-2.0
// Admin, agent and contact in one session: who receives what, exactly once and in one order.
// Seen red: messages sent to their sender too.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { eachExactlyOnce, lastForAll } = require('./lib/checks');
const { runRows } = require('./lib/rows');

async function three(world) {
    await world.server.start();
    const session = randomUUID();
    const members = [await world.admin()];
    await members[0].say(session, 'Olá');
    members.push(await world.agent(), await world.contact());
    for (const member of members)
        await member.join(session);
    return { session, members };
}

runRows({
    'three senders at once: exactly once, one order': async (world) => {
        const { session, members } = await three(world);
        for (let i = 0; i < 300; ++i)
            members.forEach((member) => member.post(session, `${member.name} ${i}`));
        for (const member of members)
            await member.confirmed(300);
        const last = await lastForAll(session, members[0], members.slice(1));
        assert.equal(last, 902);
        eachExactlyOnce(members, 2, last);
    },

    'two sessions do not mix': async (world) => {
        const { session, members: [admin, agent, contact] } = await three(world);
        const other = randomUUID();
        await admin.say(other, 'elsewhere');
        await agent.join(other);
        await agent.leave(session);
        for (let i = 0; i < 50; ++i)
            admin.post(i % 2 ? other : session, `${i}`);
        await agent.next('new_message', ({ text }) => text === '49');
        await contact.next('new_message', ({ text }) => text === '48');
        assert.deepEqual([...new Set(agent.all('new_message').map((message) => message.session_id))], [other]);
        assert.deepEqual([...new Set(contact.all('new_message').map((message) => message.session_id))], [session]);
        assert.equal(agent.all('new_message').length, 25);
        assert.equal(contact.all('new_message').length, 25);
    },

    'after session_left nothing of the session comes': async (world) => {
        const { session, members: [admin, agent, contact] } = await three(world);
        await admin.say(session, 'before');
        await agent.next('new_message');
        await agent.leave(session);
        await lastForAll(session, admin, [contact]);
        await agent.settle();
        assert.equal(agent.all('new_message').length, 1);
        assert.equal((await agent.say(session, 'from outside')).seq, 4);
        assert.equal((await contact.next('new_message', ({ seq }) => seq === 4)).payload.text, 'from outside');
    },

    'a contact enters its own session alone': async (world) => {
        const { members: [admin, , contact] } = await three(world);
        const alien = randomUUID();
        admin.send('send_message', { session_id: alien, contact_id: randomUUID(), text: 'for another' });
        await admin.next('message_sent');
        for (const type of ['join_session', 'get_history']) {
            contact.send(type, { session_id: alien });
            assert.equal((await contact.next('error')).payload.code, 'not_found');
        }
    },
});
