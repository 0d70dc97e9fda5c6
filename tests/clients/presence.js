// SPDX-License-Identifier: Apache-2.0
// Who is there: told once a user, and silent about a page that is reloaded.
// Seen red: every arrival told as the first.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { runRows } = require('./lib/rows');

const graceMs = 1000;

async function opened(world, settings = { 'limits.presence_grace': `${graceMs}ms` }) {
    await world.server.start(settings);
    const session = randomUUID();
    const admin = await world.admin();
    await admin.say(session, 'Olá');
    await admin.join(session);
    return { session, admin };
}

const events = (client) => client.received.filter(({ type }) => type === 'user_joined' || type === 'user_left')
    .map(({ type, payload }) => `${type} ${payload.role}`);

runRows({
    'who comes is told to the others, with name and role': async (world) => {
        const { session, admin } = await opened(world);
        const agent = await world.agent();
        const joined = await agent.join(session);
        assert.equal(joined.user_count, 2);
        const event = (await admin.next('user_joined')).payload;
        assert.deepEqual(event, {
            session_id: session, user_id: agent.self.user_id,
            user_name: joined.users.find((user) => user.role === 'agent').user_name, role: 'agent',
        });
        await agent.settle();
        assert.deepEqual(events(agent), []);
    },

    'who leaves is told after the grace': async (world) => {
        const { session, admin } = await opened(world);
        const agent = await world.agent();
        await agent.join(session);
        const from = performance.now();
        await agent.leave(session);
        await admin.next('user_left');
        const took = performance.now() - from;
        assert.ok(took > graceMs * 0.9, `${took} ms`);
        const contact = await world.contact();
        await contact.join(session);
        contact.socket.terminate();
        assert.equal((await admin.next('user_left')).payload.role, 'contact');
    },

    'the grace is five seconds': async (world) => {
        const { session, admin } = await opened(world, {});
        const agent = await world.agent();
        await agent.join(session);
        const from = performance.now();
        await agent.close();
        await admin.next('user_left');
        const took = performance.now() - from;
        assert.ok(took > 4500, `${took} ms`);
    },

    'a reload is silent': async (world) => {
        const { session, admin } = await opened(world);
        for (let reload = 0; reload < 4; ++reload) {
            const agent = await world.agent();
            await agent.join(session);
            await agent.close();
        }
        const agent = await world.agent();
        await agent.join(session);
        // Whoever goes after the last reload is told after its grace: by then the reload would have been told too.
        const contact = await world.contact();
        await contact.join(session);
        await contact.close();
        await admin.next('user_left');
        assert.deepEqual(events(admin), ['user_joined agent', 'user_joined contact', 'user_left contact']);
        await agent.settle();
        assert.deepEqual(events(agent), ['user_joined contact', 'user_left contact']);
    },

    'the last of several connections counts': async (world) => {
        const { session, admin } = await opened(world);
        const tabs = [await world.agent(), await world.agent()];
        for (const tab of tabs)
            await tab.join(session);
        await tabs[0].close();
        const contact = await world.contact();
        assert.equal((await contact.join(session)).user_count, 2 + 1);
        await contact.leave(session);
        assert.equal((await admin.next('user_left')).payload.role, 'contact');
        await tabs[1].close();
        assert.equal((await admin.next('user_left')).payload.role, 'agent');
        assert.deepEqual(events(admin),
            ['user_joined agent', 'user_joined contact', 'user_left contact', 'user_left agent']);
    },
});
