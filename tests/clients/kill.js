// SPDX-License-Identifier: Apache-2.0
// kill -9 in a burst: the clients come back, resume by cursor, send again what was not confirmed. F01 with real
// clients. Seen red: a replay that skips seq 3.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { lastForAll, range } = require('./lib/checks');
const { Random, seed } = require('./lib/random');
const { runRows } = require('./lib/rows');

const rounds = 5;
const burst = 300;

// A user over all his connections: what he was confirmed and what he received, by seq.
class Member {
    constructor(world, token, session) {
        Object.assign(this, { world, token, session, confirmed: [], received: [] });
    }

    get cursor() { return this.received.at(-1)?.seq ?? 0; }

    async enter() {
        this.client = await this.world.connect(this.token);
        this.client.send('join_session', { session_id: this.session, after_seq: this.cursor });
        await this.client.next('session_joined');
    }

    // Reads what a connection that ended had brought.
    async lost() {
        await this.client.closed;
        this.read();
    }

    read() {
        this.confirmed.push(...this.client.all('message_sent'));
        this.received.push(...this.client.all('new_message'));
    }

    unconfirmed(ids) {
        const known = new Set(this.client.all('message_sent').map((message) => message.client_message_id));
        return ids.filter((id) => !known.has(id));
    }
}

async function stored(client, session) {
    const rows = [];
    for (let more = true; more;) {
        const page = await client.history(session, { after_seq: rows.at(-1)?.seq ?? 0 });
        rows.push(...page.messages);
        more = page.has_more;
    }
    return rows;
}

// One burst that the server does not survive, and its repetition.
async function killedRound(world, sender, reader, ids, afterConfirmed) {
    ids.forEach((id) => sender.client.post(sender.session, `text ${id}`, { client_message_id: id }));
    await sender.client.confirmed(afterConfirmed);
    await world.server.kill();
    const missing = sender.unconfirmed(ids);
    await Promise.all([sender.lost(), reader.lost()]);
    const from = performance.now();
    await world.server.start();
    assert.ok(performance.now() - from < 3000, 'back later than 3 s');
    await Promise.all([sender.enter(), reader.enter()]);
    missing.forEach((id) => sender.client.post(sender.session, `text ${id}`, { client_message_id: id }));
    await sender.client.confirmed(missing.length);
}

runRows({
    'F01 confirmed is stored and received exactly once': async (world) => {
        const random = new Random();
        await world.server.start();
        const session = randomUUID();
        const sender = new Member(world, 'dev-admin-key', session);
        const reader = new Member(world, 'dev-user-key', session);
        await Promise.all([sender.enter(), reader.enter()]);
        for (let round = 0; round < rounds; ++round) {
            const ids = range(1, burst).map((i) => `${round}-${i}`);
            await killedRound(world, sender, reader, ids, random.below(burst / 2));
        }
        const last = await lastForAll(session, sender.client, [reader.client]);
        assert.equal(last, rounds * burst + 1);
        sender.read();
        reader.read();
        const rows = await stored(reader.client, session);
        const known = new Map(rows.map((row) => [row.message_id, row.seq]));
        const lost = sender.confirmed.filter((message) => known.get(message.message_id) !== message.seq).length;
        const doubled = rows.length - new Set(rows.map((row) => row.text)).size;
        const swapped = reader.received.filter((message, at) => message.seq !== at + 1).length;
        console.log(`F01 ${world.store} confirmed=${sender.confirmed.length} stored=${rows.length} lost=${lost} ` +
            `dup=${doubled} swap=${swapped} seed=${seed}`);
        assert.deepEqual({ lost, doubled, swapped }, { lost: 0, doubled: 0, swapped: 0 });
        assert.deepEqual(rows.map((row) => row.seq), range(1, last));
        assert.deepEqual(reader.received.map((row) => row.message_id), rows.map((row) => row.message_id));
    },
});
