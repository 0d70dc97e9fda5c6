// SPDX-License-Identifier: Apache-2.0
// Heartbeats both ways, in JSON and in the protocol, and what becomes of who is silent.
// Seen red: a pong without request_id.
'use strict';

const assert = require('node:assert/strict');
const { once } = require('node:events');
const { runRows } = require('./lib/rows');

const quick = { 'limits.ping_interval': '300ms', 'limits.heartbeat': '1500ms' };

runRows({
    'a JSON ping is answered with its request_id': async (world) => {
        await world.server.start();
        const client = await world.admin();
        client.send('ping', undefined, { request_id: 'p-1' });
        const { timestamp, message_id: id, ...rest } = await client.next('pong');
        assert.deepEqual(rest, { type: 'pong', request_id: 'p-1' });
        assert.ok(Date.parse(timestamp) && id.length === 36);
    },

    'a protocol ping is answered with its own bytes': async (world) => {
        await world.server.start();
        const client = await world.admin();
        for (const bytes of ['', 'a', 'x'.repeat(125)]) {
            client.socket.ping(bytes);
            assert.equal((await once(client.socket, 'pong'))[0].toString(), bytes);
        }
    },

    'who answers the pings of the server stays': async (world) => {
        await world.server.start(quick);
        const client = await world.admin();
        for (let i = 0; i < 10; ++i)
            await once(client.socket, 'ping');
        await client.settle();
    },

    'who answers nothing is closed 4009 heartbeat': async (world) => {
        await world.server.start(quick);
        const silent = await world.contact({ autoPong: false });
        assert.deepEqual(await silent.closed, { code: 4009, reason: 'heartbeat' });
    },

    'who says nothing is closed 4009 idle, pongs or not': async (world) => {
        await world.server.start({ ...quick, 'limits.idle': '2s' });
        const silent = await world.contact();
        const busy = await world.admin();
        const pings = setInterval(() => busy.send('ping'), 200);
        assert.deepEqual(await silent.closed, { code: 4009, reason: 'idle' });
        clearInterval(pings);
        await busy.settle();
    },

    'a stop says when to come back, each at another time': async (world) => {
        await world.server.start();
        const clients = [await world.admin(), await world.agent(), await world.contact()];
        const stopped = world.server.stop();
        const ends = await Promise.all(clients.map((client) => client.closed));
        assert.deepEqual(ends.map((end) => end.code), [1001, 1001, 1001]);
        ends.forEach((end) => assert.match(end.reason, /^retry_after_ms=\d+$/));
        assert.equal(new Set(ends.map((end) => end.reason)).size, 3);
        clients.forEach((client) => assert.equal(client.all('server_draining').length, 1));
        assert.equal(await stopped, 0);
    },
});
