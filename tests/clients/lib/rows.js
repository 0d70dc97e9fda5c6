// SPDX-License-Identifier: Apache-2.0
// Runs the rows of a flow, each on every store at once, with its own server and database; prints a line for each.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Client } = require('./client');
const { withDeadline } = require('./deadline');
const { PostgreSql } = require('./postgresql');
const { Server } = require('./server');

const rowMs = 90000;

// What a row is given: a server that it starts, and clients that end with the row.
class World {
    constructor(store, newUrl) {
        this.store = store;
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clients-'));
        this.server = new Server(newUrl(this.folder), this.folder);
        this.clients = [];
    }

    async connect(token, options) {
        const client = await Client.connect(this.server, token, options);
        this.clients.push(client);
        return client;
    }

    admin(options) { return this.connect('dev-admin-key', options); }
    agent(options) { return this.connect('dev-user-key', options); }
    contact(options) { return this.connect('dev-contact-key', options); }

    async end() {
        this.clients.forEach((client) => client.socket.terminate());
        await this.server.kill();
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

async function runRow(name, row, world) {
    try {
        await withDeadline(row(world), rowMs);
        console.log(`ok ${world.store} ${name}`);
        return true;
    } catch (error) {
        const stack = error.stack.split('\n').slice(0, 12).join('\n');
        console.log(`FAIL ${world.store} ${name}: ${stack}`);
        return false;
    } finally {
        await world.end();
    }
}

const isWanted = (name) => name.includes(process.env.TEST_ONLY ?? '');

// A missing tool is a failure that says how to get it. `rows`: names and async functions of a World; TEST_ONLY runs
// those whose "store name" contains it.
async function runRows(rows) {
    const postgresql = new PostgreSql();
    let failed = 0;
    try {
        Server.program();
        Client.library();
        await postgresql.start();
        const stores = {
            sqlite: (folder) => `sqlite://${folder}/flow.db`,
            postgresql: () => postgresql.newDatabase(),
        };
        for (const [name, row] of Object.entries(rows)) {
            const worlds = Object.entries(stores).filter(([store]) => isWanted(`${store} ${name}`))
                .map(([store, newUrl]) => new World(store, newUrl));
            const passed = await Promise.all(worlds.map((world) => runRow(name, row, world)));
            failed += passed.filter((isPassed) => !isPassed).length;
        }
    } catch (error) {
        console.log(`FAIL ${error.message}`);
        failed += 1;
    } finally {
        await postgresql.stop();
    }
    process.exitCode = failed ? 1 : 0;
}

module.exports = { runRows };
