// SPDX-License-Identifier: Apache-2.0
// Runs the rows of a test: one Chromium and one site for all, a new server and new windows for each; prints a line for
// each row.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const child = require('../../clients/lib/child');
const { Client } = require('../../clients/lib/client');
const { withDeadline } = require('../../clients/lib/deadline');
const { Server } = require('../../clients/lib/server');
const { Chromium } = require('./chromium');
const { Site } = require('./site');

const rowMs = 60000;

// What a row is given. `origin`: the site as pages see it; the server is at localhost:8080.
class World {
    constructor(chromium, site, port) {
        this.chromium = chromium;
        this.site = site;
        this.origin = 'http://localhost:3000';
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-server-'));
        this.server = new Server('memory:', this.folder);
        this.server.port = port;
        this.pages = [];
        this.clients = [];
    }

    async open(address, options) {
        const url = address.startsWith('/') ? this.origin + address : address;
        const page = await this.chromium.open(url, { alone: true, ...options });
        this.pages.push(page);
        return page;
    }

    // A person whose client is no browser.
    async person(token, options) {
        const client = await Client.connect(this.server, token, options);
        this.clients.push(client);
        return client;
    }

    contact() { return this.person('dev-contact-key'); }
    agent() { return this.person('dev-user-key'); }

    async end() {
        this.clients.forEach((client) => client.socket.terminate());
        await Promise.all(this.pages.map((page) => this.chromium.close(page)));
        await this.server.kill();
        fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

function complaint(error) {
    const { message, stack } = error;
    const values = 'expected' in error
        ? `expected ${JSON.stringify(error.expected)} got ${JSON.stringify(error.actual)}; ` : '';
    return `${values}${stack ?? message}`;
}

async function runRow(name, row, world) {
    try {
        await world.server.start();
        await withDeadline(row(world), rowMs);
        console.log(`ok ${name}`);
        return true;
    } catch (error) {
        console.log(`FAIL ${name}: ${complaint(error)}`);
        return false;
    } finally {
        await world.end();
    }
}

// Whether all passed.
async function run(rows, files, chromium, site) {
    const port = await child.freePort();
    site.current = new Site(files);
    await site.current.start();
    chromium.current = new Chromium({ 'localhost:8080': port, 'localhost:3000': site.current.port,
        'localhost:4000': site.current.port, 'elsewhere.test:80': site.current.port });
    let passed = true;
    for (const [name, row] of Object.entries(rows)) {
        if (name.includes(process.env.TEST_ONLY ?? ''))
            passed = await runRow(name, row, new World(chromium.current, site.current, port)) && passed;
    }
    return passed;
}

// `rowsOf` makes the rows, names and async functions of a World, and `filesOf` the files of the site; what they miss is
// told like a missing tool. TEST_ONLY runs the rows whose name contains it.
async function runRows(rowsOf, filesOf = () => ({})) {
    const chromium = {};
    const site = {};
    let passed = false;
    try {
        Server.program();
        Client.library();
        Chromium.program();
        passed = await run(rowsOf(), filesOf(), chromium, site);
    } catch (error) {
        console.log(`FAIL ${error.message}`);
    } finally {
        await chromium.current?.end();
        site.current?.stop();
    }
    process.exitCode = passed ? 0 : 1;
}

module.exports = { runRows };
