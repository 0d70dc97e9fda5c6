// SPDX-License-Identifier: Apache-2.0
// Programs that a test starts: each dies with the test, however that ends.
'use strict';

const { spawn, spawnSync } = require('node:child_process');
const { randomInt } = require('node:crypto');
const { once } = require('node:events');
const net = require('node:net');

const isRoot = () => process.getuid() === 0;

// The command line that runs `command`; as user postgres where asked and possible.
function wrapped(command, asPostgres) {
    const user = asPostgres && isRoot() ? ['--reuid=postgres', '--regid=postgres', '--init-groups'] : [];
    return ['--pdeathsig=KILL', ...user, ...command];
}

function start(command, { asPostgres = false, ...options } = {}) {
    return spawn('setpriv', wrapped(command, asPostgres), options);
}

// Runs to the end; what it printed, or an error with its complaint.
function run(command, { asPostgres = false, ...options } = {}) {
    const done = spawnSync('setpriv', wrapped(command, asPostgres), { encoding: 'utf8', ...options });
    if (done.error || done.status !== 0)
        throw new Error(`${command[0]}: ${done.error ?? done.stderr.slice(-2000)}`);
    return done.stdout.trim();
}

async function end(child, signal) {
    if (child.exitCode !== null || child.signalCode !== null)
        return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
}

function canListen(port) {
    return new Promise((resolve) => {
        const probe = net.createServer();
        probe.once('error', () => resolve(false));
        probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
}

// A port below the range that the kernel hands out, so that it is still free after a restart.
async function freePort() {
    for (;;) {
        const port = randomInt(10000, 30000);
        if (await canListen(port))
            return port;
    }
}

module.exports = { end, freePort, isRoot, run, start };
