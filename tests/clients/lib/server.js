// SPDX-License-Identifier: Apache-2.0
// The real server on a store of its own, on one port through all its lives.
'use strict';

const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const child = require('./child');

const startMs = 20000;
const marked = 'WebSocket Hub started';

// The server takes every CONVERSA_ variable for configuration; those of the test runner are none.
function cleanEnvironment() {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CONVERSA_')));
}

class Server {
    constructor(databaseUrl, folder) {
        this.databaseUrl = databaseUrl;
        this.log = path.join(folder, 'server.log');
        this.settings = {};
    }

    static program() {
        const program = path.join(process.env.CONVERSA_BIN ?? 'build/release/bin', 'conversa-server');
        if (!fs.existsSync(program))
            throw new Error(`${program} is missing: scripts/run builds it, CONVERSA_BIN names its folder`);
        return program;
    }

    // Returns when it listens. Without settings: as the last time.
    async start(settings = this.settings) {
        this.settings = settings;
        this.port ??= await child.freePort();
        const all = {
            env: 'development',
            listen: `127.0.0.1:${this.port}`,
            'database.url': this.databaseUrl,
            'net.threads': 2,
            ...settings,
        };
        const command = [Server.program(), ...Object.entries(all).map(([key, value]) => `--${key}=${value}`)];
        const log = fs.openSync(this.log, 'w');
        this.process = child.start(command, { stdio: ['ignore', 'ignore', log], env: cleanEnvironment() });
        fs.closeSync(log);
        await this.listening();
    }

    async listening() {
        const late = AbortSignal.timeout(startMs);
        while (!fs.readFileSync(this.log, 'utf8').includes(marked)) {
            if (this.process.exitCode !== null || late.aborted)
                throw new Error(`the server does not listen: ${fs.readFileSync(this.log, 'utf8').slice(-1000)}`);
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
    }

    // kill -9; returns when it is gone.
    async kill() {
        if (this.process)
            await child.end(this.process, 'SIGKILL');
    }

    // A clean stop; its exit code.
    async stop() {
        const ended = once(this.process, 'exit');
        this.process.kill('SIGTERM');
        return (await ended)[0];
    }

    async getJson(route, token = 'dev-admin-key') {
        const answer = await fetch(`http://127.0.0.1:${this.port}${route}`, {
            headers: { Authorization: `Bearer ${token}` },
        });
        return answer.json();
    }
}

module.exports = { Server };
