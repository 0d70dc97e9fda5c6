// SPDX-License-Identifier: Apache-2.0
// The React hook, ours and the specification's own, each in React's development build, also under StrictMode, which
// mounts everything twice: two connections are opened then, and only one of them may stay.
// Seen red, with our hook: not closing its socket when taken away (StrictMode: connects, each message, one connection,
// taken away), a reducer that changes what it was given (StrictMode: each message), without sessionId among the
// effect's dependencies (another session).
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { Client } = require('../clients/lib/client');
const { lastForAll } = require('../clients/lib/checks');
const printed = require('./lib/printed');
const { runRows } = require('./lib/rows');
const { library, own } = require('./lib/site');

const texts = '[...document.querySelectorAll("#messages li")].map((item) => item.textContent)';
const connected = 'document.getElementById("connected").textContent';

// Types are taken away and the import becomes a require; nothing else changes.
function script(source) {
    const ts = require('typescript');
    const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    return ts.transpileModule(source, { compilerOptions: options }).outputText;
}

function files() {
    const page = (name) => `${own('pages/hook.html')}<script src="/${name}.js"></script>`;
    return {
        '/react.js': library('react/umd/react.development.js'),
        '/react-dom.js': library('react-dom/umd/react-dom.development.js'),
        '/own.html': page('own'), '/own.js': script(own('usechat.js')),
        '/printed.html': page('printed'), '/printed.js': script(printed.hook() ?? ''),
    };
}

// A session that exists, with a contact and the hook in it.
async function start(world, { kind, isStrict }) {
    const session = randomUUID();
    const admin = await world.person('dev-admin-key');
    await admin.say(session, 'before');
    const contact = await world.contact();
    await contact.join(session);
    const page = await world.open(`/${kind}.html`);
    await page.call('show', session, isStrict);
    await page.frame('received', 'session_joined');
    await page.shows(connected, 'true');
    return { session, admin, contact, page };
}

async function figures(world, expected) {
    const late = AbortSignal.timeout(10000);
    for (;;) {
        const { total_clients: clients } = await world.server.getJson('/api/v1/ws/stats');
        if (clients === expected || late.aborted)
            return assert.equal(clients, expected, 'total_clients');
    }
}

// Frames of `person` named `type` that tell of `user`.
const told = (person, type, user) => person.all(type).filter((payload) => payload.user_id === user);

const rowsOf = (variant) => ({
    'connects, joins, and says so': async (world) => {
        const { page, session } = await start(world, variant);
        assert.deepEqual(page.sent, [{ type: 'join_session', payload: { session_id: session } }]);
        assert.equal(page.sockets.length, variant.isStrict ? 2 : 1);
        assert.deepEqual(page.faults, []);
    },

    'each message once, in order, as it was typed': async (world) => {
        const { page, session, contact } = await start(world, variant);
        await page.call('send', Client.contact, `d'água & <b>`);
        await contact.next('new_message', ({ text }) => text === 'd&#39;água &amp; &lt;b&gt;');
        await contact.say(session, `d'água & <b> também`);
        await page.call('send', Client.contact, 'the last');
        await contact.next('new_message', ({ text }) => text === 'the last');
        await page.shows(texts, [`d'água & <b>`, `d'água & <b> também`, 'the last']);
        assert.deepEqual(page.frames('sent', 'send_message')[0].payload,
            { session_id: session, contact_id: Client.contact, text: `d'água & <b>`, content_type: 'text' });
        await contact.settle();
        assert.equal(contact.all('new_message').length, 2);
        assert.deepEqual(page.faults, []);
    },

    'one connection, one presence': async (world) => {
        const { page, session, admin, contact } = await start(world, variant);
        await figures(world, 3);
        const user = page.frames('received', 'connected').at(-1).payload.user_id;
        await lastForAll(session, admin, [contact]);
        assert.equal(told(contact, 'user_joined', user).length, 1);
        assert.equal(told(contact, 'user_left', user).length, 0);
        const { users } = await (await world.agent()).join(session);
        assert.equal(users.filter(({ user_id: id }) => id === user).length, 1);
    },

    'taken away, it leaves': async (world) => {
        const { page, contact } = await start(world, variant);
        const user = page.frames('received', 'connected').at(-1).payload.user_id;
        await page.call('end');
        await figures(world, 2);
        await contact.next('user_left', ({ user_id: id }) => id === user);
        assert.ok(page.sockets.every(({ closed }) => closed));
    },

    'another session is joined on a new connection': async (world) => {
        const { page, admin, contact } = await start(world, variant);
        const second = randomUUID();
        await admin.say(second, 'before');
        await contact.join(second);
        await page.call('show', second, variant.isStrict);
        await page.until(() => page.sent.at(-1).payload.session_id === second, 'the join');
        // Not any frame that names it: an agent is told of it before joining too.
        await page.until(() => page.frames('received', 'session_joined').at(-1).payload.session_id === second, 'joined');
        await contact.say(second, 'here');
        await page.shows(texts, ['here']);
        await figures(world, 3);
    },

    'the end of the server shows': async (world) => {
        const { page } = await start(world, variant);
        await world.server.kill();
        await page.shows(connected, 'false');
        await page.call('send', Client.contact, 'into the void');
        assert.deepEqual(page.frames('sent', 'send_message'), []);
        assert.deepEqual(page.faults, []);
    },
});

function bothModes(kind) {
    const modes = [['', false], ['StrictMode: ', true]];
    return Object.fromEntries(modes.flatMap(([prefix, isStrict]) =>
        Object.entries(rowsOf({ kind, isStrict })).map(([name, row]) => [prefix + name, row])));
}

runRows(() => printed.forEach(printed.hook(), bothModes), files);
