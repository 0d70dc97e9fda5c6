// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL of the test's own: a temporary folder, reached by a socket in it alone, durable settings.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const child = require('./child');

const startMs = 60000;
const root = '/usr/lib/postgresql';

function programs() {
    const versions = fs.existsSync(root) ? fs.readdirSync(root).sort((a, b) => b - a) : [];
    const found = versions.map((version) => path.join(root, version, 'bin')).find((bin) =>
        fs.existsSync(path.join(bin, 'initdb')));
    if (!found)
        throw new Error(`no PostgreSQL server under ${root}: apt-get install postgresql`);
    return found;
}

class PostgreSql {
    async start() {
        const bin = programs();
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clients-pg-'));
        if (child.isRoot())
            child.run(['chown', 'postgres:', this.folder]);
        const data = path.join(this.folder, 'data');
        child.run([`${bin}/initdb`, '-D', data, '-U', 'conversa', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8',
            '--no-sync'], { asPostgres: true, cwd: '/' });
        const settings = ['listen_addresses=', `unix_socket_directories=${this.folder}`, 'max_connections=50'];
        this.process = child.start([`${bin}/postgres`, '-D', data, ...settings.flatMap((one) => ['-c', one])],
            { asPostgres: true, cwd: '/', stdio: 'ignore' });
        await this.ready();
    }

    async ready() {
        const late = AbortSignal.timeout(startMs);
        for (;;) {
            try {
                return this.sql('select 1', 'postgres');
            } catch (error) {
                if (late.aborted || this.process.exitCode !== null)
                    throw error;
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
        }
    }

    sql(text, database) {
        return child.run(['psql', '-X', '-A', '-t', '-q', '-h', this.folder, '-U', 'conversa', '-d', database,
            '-c', text]);
    }

    // The URL of a new, empty database.
    newDatabase() {
        this.count = (this.count ?? 0) + 1;
        this.sql(`create database flow${this.count}`, 'postgres');
        return `postgresql://conversa@/flow${this.count}?host=${this.folder}`;
    }

    async stop() {
        if (this.process)
            await child.end(this.process, 'SIGINT');
        if (this.folder)
            fs.rmSync(this.folder, { recursive: true, force: true });
    }
}

module.exports = { PostgreSql };
