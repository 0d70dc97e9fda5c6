// SPDX-License-Identifier: Apache-2.0
// The plain JavaScript client in a page of another origin, allowed in development: ours, and the specification's own.
// Seen red: the page shows the text as textContent (d'água row); the client without its join (connects), without
// setTimeout(connectWebSocket) (killed), without ping (heartbeat), without its typing message (typing).
'use strict';

const assert = require('node:assert/strict');
const { Client } = require('../clients/lib/client');
const printed = require('./lib/printed');
const { runRows } = require('./lib/rows');
const { own } = require('./lib/site');

const session = '550e8400-e29b-41d4-a716-446655440000'; // the one that the program joins
const contactId = Client.contact;
const texts = '[...document.querySelectorAll("#messages li")].map((item) => item.textContent)';
const typing = 'document.getElementById("typing").textContent';
const hundredTimesFaster = 'for (const name of ["setInterval", "setTimeout"]) { const real = window[name]; ' +
    'window[name] = (run, ms) => real(run, ms / 100); }';

function files() {
    const page = (name) => `${own('pages/program.html')}<script src="/${name}.js"></script>`;
    return {
        '/own.html': page('own'), '/own.js': own('client.js'),
        '/printed.html': page('printed'), '/printed.js': printed.javaScript() ?? '',
    };
}

async function joined(world, kind, options) {
    const page = await world.open(`/${kind}.html`, options);
    await page.frame('received', 'session_joined');
    return page;
}

async function withContact(world, kind) {
    const page = await joined(world, kind);
    await page.call('sendMessage', session, contactId, 'Olá! Como posso ajudar?');
    await page.frame('received', 'message_sent');
    const contact = await world.contact();
    await contact.join(session);
    return { page, contact };
}

const rowsOf = (kind) => ({
    'connects, then joins': async (world) => {
        const page = await joined(world, kind);
        assert.equal(page.sockets[0].status, 101);
        assert.deepEqual(page.sent, [{ type: 'join_session', payload: { session_id: session } }]);
        const { payload } = await page.frame('received', 'connected');
        assert.equal(page.received[0].type, 'connected');
        assert.ok(page.lines.includes('WebSocket connected'));
        assert.ok(page.lines.includes(`Client ID: ${payload.client_id}`));
        assert.deepEqual(page.faults, []);
    },

    'a message it sends is confirmed, and the other reads it': async (world) => {
        const { page, contact } = await withContact(world, kind);
        await page.call('sendMessage', session, contactId, `d'água & <b>`);
        const { payload } = await page.frame('received', 'message_sent', 2);
        assert.deepEqual(page.sent.at(-1), { type: 'send_message',
            payload: { session_id: session, contact_id: contactId, text: `d'água & <b>`, content_type: 'text' } });
        await page.until(() => page.lines.includes(`Message sent successfully: ${payload.message_id}`), 'its line');
        assert.deepEqual((await contact.next('new_message')).payload, payload);
        assert.equal(page.frames('received', 'new_message').length, 0);
    },

    'the other\'s message reads as it was typed': async (world) => {
        const { page, contact } = await withContact(world, kind);
        await contact.say(session, `d'água & <b>`);
        await page.shows(texts, [`d'água & <b>`]);
        assert.ok(page.lines.includes('New message: d&#39;água &amp; &lt;b&gt;'));
        await contact.say(session, 'Preciso de ajuda com um pedido');
        await page.shows(texts, [`d'água & <b>`, 'Preciso de ajuda com um pedido']);
        assert.deepEqual(page.faults, []);
    },

    'typing is seen on both sides, and ends': async (world) => {
        const { page, contact } = await withContact(world, kind);
        contact.typing(session, true);
        await page.until(() => page.frames('received', 'user_typing').length === 1, 'user_typing');
        const { payload } = page.frames('received', 'user_typing')[0];
        await page.shows(typing, payload.user_name);
        await contact.say(session, 'done');
        await page.shows(typing, '');
        await page.call('sendTyping', session, contactId, true);
        const heard = (await contact.next('user_typing')).payload;
        assert.equal(heard.is_typing, true);
        assert.deepEqual(page.sent.at(-1), { type: 'typing',
            payload: { session_id: session, contact_id: contactId, is_typing: true } });
    },

    'an error is told, and the connection stays': async (world) => {
        const { page, contact } = await withContact(world, kind);
        await page.call('sendMessage', session, contactId, '');
        const { payload, error } = await page.frame('received', 'error');
        assert.equal(error, 'invalid_field');
        await page.until(() => page.lines.includes(`Error: ${payload.message}`), 'its line');
        await page.call('sendMessage', session, contactId, 'still here');
        assert.equal((await contact.next('new_message')).payload.text, 'still here');
    },

    'a question it does not know is answered on its socket': async (world) => {
        const { page, contact } = await withContact(world, kind);
        await contact.say(session, 'second');
        await page.evaluate(`ws.send(JSON.stringify({ type: 'get_history', payload: { session_id: '${session}' } }))`);
        const { payload } = await page.frame('received', 'history');
        assert.deepEqual(payload.messages.map(({ seq, text }) => [seq, text]),
            [[1, 'Olá! Como posso ajudar?'], [2, 'second']]);
        assert.deepEqual(page.faults, []);
    },

    'its heartbeat is answered': async (world) => {
        const page = await joined(world, kind, { before: hundredTimesFaster });
        await page.frame('received', 'pong', 2);
        assert.deepEqual(page.frames('sent', 'ping')[0], { type: 'ping' });
    },

    'it comes back after the server was killed': async (world) => {
        const page = await joined(world, kind, { before: hundredTimesFaster });
        await world.server.kill();
        await page.until(() => page.lines.includes('WebSocket disconnected'), 'the end of the connection');
        await world.server.start();
        await page.frame('received', 'session_joined', 2);
        assert.deepEqual(page.faults, []);
    },
});

runRows(() => printed.forEach(printed.javaScript(), rowsOf), files);
