// SPDX-License-Identifier: Apache-2.0
// Chromium without a window, spoken to over two pipes (DevTools protocol): no port, and it ends with its pipes.
'use strict';

const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const child = require('../../clients/lib/child');
const { Page } = require('./page');

const endMs = 5000;
// What Chromium itself holds back from other sites' pages: the server must not rely on it.
const ownDefences = 'LocalNetworkAccessChecks,TrackingProtection3pcd';
const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } };
const names = ['chromium', 'chromium-browser', 'google-chrome'];

function program() {
    const folders = (process.env.PATH ?? '').split(path.delimiter);
    const found = names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(fs.existsSync);
    if (!found)
        throw new Error('Chromium is missing: apt-get install chromium');
    return found;
}

class Chromium {
    // `mapped`: "name:port" as pages write it -> port on 127.0.0.1 that answers.
    constructor(mapped = {}) {
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
        fs.mkdirSync(path.join(this.folder, 'Default'));
        fs.writeFileSync(path.join(this.folder, 'Default', 'Preferences'), JSON.stringify(preferences));
        this.waiting = new Map(); // id of a command -> its promise's ends
        this.pages = new Map(); // session id -> Page
        this.count = 0;
        const rules = Object.entries(mapped).map(([from, port]) => `MAP ${from} 127.0.0.1:${port}`);
        const flags = ['--headless', '--remote-debugging-pipe', `--user-data-dir=${this.folder}`, '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-breakpad', '--disable-gpu',
            '--disable-dev-shm-usage', '--disable-background-timer-throttling', '--disable-renderer-backgrounding',
            '--lang=en', `--disable-features=${ownDefences}`,
            `--host-resolver-rules=${rules.join(', ')}`, ...(child.isRoot() ? ['--no-sandbox'] : [])];
        this.process = child.start([program(), ...flags, 'about:blank'],
            { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        this.process.stdio[3].on('error', () => {}); // the end of the process says more
        this.process.once('exit', (code, signal) => this.ended(`Chromium ended: ${code ?? signal}`));
        this.listen(this.process.stdio[4]);
    }

    listen(stream) {
        let buffered = [];
        stream.on('data', (bytes) => {
            for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0)) {
                this.take(JSON.parse(Buffer.concat([...buffered, bytes.subarray(0, at)])));
                buffered = [];
                bytes = bytes.subarray(at + 1);
            }
            buffered.push(bytes);
        });
    }

    take(message) {
        if (!message.id)
            return this.pages.get(message.sessionId)?.take(message.method, message.params);
        const { resolve, reject } = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (message.error)
            reject(new Error(`DevTools: ${message.error.message}`));
        else
            resolve(message.result);
    }

    ended(why) {
        this.waiting.forEach(({ reject }) => reject(new Error(why)));
        this.waiting.clear();
    }

    command(method, params = {}, sessionId = undefined) {
        const id = ++this.count;
        return new Promise((resolve, reject) => {
            this.waiting.set(id, { resolve, reject });
            this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
        });
    }

    // A window. `alone`: with cookies and storage of its own. `before`: a script that runs ahead of every page's own.
    async open(url, { alone = false, before = '', width = 900, height = 700 } = {}) {
        const browserContextId = alone
            ? (await this.command('Target.createBrowserContext')).browserContextId : undefined;
        const { targetId } = await this.command('Target.createTarget',
            { url: 'about:blank', browserContextId, width, height, newWindow: true });
        const { sessionId } = await this.command('Target.attachToTarget', { targetId, flatten: true });
        const page = new Page((method, params) => this.command(method, params, sessionId), targetId);
        this.pages.set(sessionId, page);
        await page.prepare(before);
        await page.go(url);
        return page;
    }

    async close(page) {
        await this.command('Target.closeTarget', { targetId: page.id });
    }

    async end() {
        const late = setTimeout(() => this.process.kill('SIGKILL'), endMs);
        const gone = this.process.exitCode ?? this.process.signalCode ?? once(this.process, 'exit');
        this.command('Browser.close').catch(() => {}); // the process may be gone already
        await gone;
        clearTimeout(late);
        fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 20 });
    }
}

Chromium.program = program;

module.exports = { Chromium };
