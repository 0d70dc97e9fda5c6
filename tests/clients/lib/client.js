// SPDX-License-Identifier: Apache-2.0
// A client of the npm package ws that keeps all it received and waits for messages with a deadline.
'use strict';

const assert = require('node:assert/strict');

const patienceMs = 10000;

class Client {
    // The package ws.
    static library() {
        try {
            return require('ws');
        } catch {
            throw new Error('the npm package ws is missing: scripts/test installs it into build/npm, ' +
                'and NODE_PATH=build/npm/node_modules names the place');
        }
    }

    // Connects as the specification's example does, the token in the URL, and reads `connected`. `options` are those
    // of ws; `headerToken` sends the token as a header instead.
    static async connect(server, token, { headerToken = false, ...options } = {}) {
        const client = new Client(server, token, headerToken, options);
        client.self = (await client.next('connected')).payload;
        return client;
    }

    constructor(server, token, headerToken, options) {
        const query = headerToken ? '' : `?token=${token}`;
        const headers = headerToken ? { Authorization: `Bearer ${token}` } : {};
        this.name = token;
        this.received = []; // every envelope
        this.unread = new Map(); // type to envelopes that next() has not handed out
        this.waiting = [];
        const url = `ws://127.0.0.1:${server.port}/api/v1/ws/messages${query}`;
        this.socket = new (Client.library())(url, { headers, ...options });
        this.socket.on('message', (data, isBinary) => this.take(data, isBinary));
        this.socket.on('error', (error) => { this.error = error; });
        this.closed = new Promise((resolve) => {
            this.socket.on('close', (code, reason) => {
                resolve({ code, reason: reason.toString() });
                this.waiting.splice(0).forEach((one) => one.fail(`closed ${code} ${reason} ${this.error ?? ''}`));
            });
        });
    }

    take(data, isBinary) {
        assert.equal(isBinary, false, 'a binary message');
        const message = JSON.parse(data);
        this.received.push(message);
        const at = this.waiting.findIndex((one) => one.type === message.type && one.fits(message.payload, message));
        if (at >= 0)
            this.waiting.splice(at, 1)[0].resolve(message);
        else if (this.unread.has(message.type))
            this.unread.get(message.type).push(message);
        else
            this.unread.set(message.type, [message]);
    }

    // The oldest message of `type` not handed out yet whose payload fits.
    next(type, fits = () => true, deadlineMs = patienceMs) {
        const unread = this.unread.get(type) ?? [];
        const at = unread.findIndex((message) => fits(message.payload, message));
        if (at >= 0)
            return Promise.resolve(unread.splice(at, 1)[0]);
        return new Promise((resolve, reject) => {
            const fail = (why) => reject(new Error(`${this.name}: no ${type}: ${why}; ${this.tail()}`));
            if (this.socket.readyState > 1)
                return fail('the connection is closed');
            const timer = setTimeout(() => {
                this.waiting.splice(this.waiting.indexOf(entry), 1);
                fail(`${deadlineMs} ms`);
            }, deadlineMs);
            const entry = {
                type, fits,
                resolve: (message) => { clearTimeout(timer); resolve(message); },
                fail: (why) => { clearTimeout(timer); fail(why); },
            };
            this.waiting.push(entry);
        });
    }

    tail() {
        return `last of ${this.received.length}: ${JSON.stringify(this.received.at(-1) ?? null).slice(0, 300)}`;
    }

    // The payloads of everything of `type` up to now.
    all(type) {
        return this.received.filter((message) => message.type === type).map((message) => message.payload);
    }

    send(type, payload, more = {}) {
        this.socket.send(JSON.stringify({ type, payload, ...more }));
    }

    async join(session, more = {}) {
        this.send('join_session', { session_id: session, ...more });
        return (await this.next('session_joined', (payload) => payload.session_id === session)).payload;
    }

    async leave(session) {
        this.send('leave_session', { session_id: session });
        return (await this.next('session_left')).payload;
    }

    post(session, text, more = {}, envelope = {}) {
        this.send('send_message', { session_id: session, contact_id: Client.contact, text, ...more }, envelope);
    }

    // Posts and waits for the confirmation.
    async say(session, text, more = {}) {
        this.count = (this.count ?? 0) + 1;
        const id = `say-${this.count}`;
        this.post(session, text, more, { request_id: id });
        return (await this.next('message_sent', (payload, envelope) => envelope.request_id === id)).payload;
    }

    // Posts them in this order, no more than `windowSize` ahead of the confirmations, and waits for all of these.
    async sayAll(session, texts, windowSize = 200) {
        for (const [at, text] of texts.entries()) {
            this.post(session, text);
            if (at >= windowSize)
                await this.next('message_sent');
        }
        await this.confirmed(Math.min(windowSize, texts.length));
    }

    async confirmed(count) {
        for (let i = 0; i < count; ++i)
            await this.next('message_sent');
    }

    typing(session, isTyping) {
        this.send('typing', { session_id: session, contact_id: Client.contact, is_typing: isTyping });
    }

    async history(session, bounds = {}) {
        this.send('get_history', { session_id: session, ...bounds });
        return (await this.next('history')).payload;
    }

    // All that the server had sent before is received.
    async settle() {
        this.send('ping');
        await this.next('pong');
    }

    async close() {
        this.socket.close();
        return this.closed;
    }
}

Client.contact = '660e8400-e29b-41d4-a716-446655440000'; // of dev-contact-key

module.exports = { Client };
