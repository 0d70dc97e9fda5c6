// SPDX-License-Identifier: Apache-2.0
// The same flows with clients on gorilla/websocket, a Go program that is told where the server is and has it killed.
// Seen red: a replay that skips seq 3, client_message_id not read, messages sent to their sender too.
'use strict';

const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const child = require('./lib/child');
const { runRows } = require('./lib/rows');

const flows = ['two_clients', 'three_clients', 'two_tabs', 'resume', 'retry', 'presence', 'typing', 'history', 'ping',
    'kill'];

function build(folder) {
    const program = path.join(folder, 'gorilla');
    const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode' };
    try {
        child.run(['go', 'build', '-o', program, '.'], { env, cwd: path.join(__dirname, 'gorilla') });
    } catch (error) {
        throw new Error(`${error.message}\napt-get install golang-go golang-github-gorilla-websocket-dev`);
    }
    return program;
}

// Plays one flow; where the program asks for it, the server is killed and started again.
async function play(program, flow, server) {
    await server.start();
    const client = child.start([program, server.port, flow], { stdio: ['pipe', 'pipe', 'pipe'] });
    let complaint = '';
    client.stderr.on('data', (text) => { complaint += text; });
    const restart = () => server.kill().then(() => server.start()).then(() => client.stdin.write('\n'));
    readline.createInterface({ input: client.stdout }).on('line', () => restart().catch((error) => {
        complaint += error.message;
        client.kill();
    }));
    const [code] = await once(client, 'close');
    if (code !== 0)
        throw new Error(complaint.trim());
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clients-go-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
let program;
const rows = flows.map((flow) => [`gorilla ${flow}`, async ({ server }) => {
    program ??= build(folder);
    await play(program, flow, server);
}]);
runRows(Object.fromEntries(rows));
