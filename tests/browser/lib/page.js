// SPDX-License-Identifier: Apache-2.0
// One window: what it shows, what it writes to its console, and every WebSocket frame it sends and receives.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');

const patienceMs = 10000;

// What the console shows of a value: itself, or the first fields of an object.
function shown(value) {
    if (!value.preview)
        return String(value.value ?? value.description);
    return value.preview.properties.map((property) => `${property.name}=${property.value}`).join(' ');
}

class Page {
    constructor(command, id) {
        this.command = command;
        this.id = id;
        this.lines = []; // of the console
        this.faults = []; // uncaught exceptions and dialogs
        this.sent = []; // parsed frames
        this.received = [];
        this.sockets = []; // { id, status, error } by the order of their opening
        this.watchers = new Set();
    }

    async prepare(before) {
        for (const domain of ['Page', 'Runtime', 'Network'])
            await this.command(`${domain}.enable`);
        if (before)
            await this.command('Page.addScriptToEvaluateOnNewDocument', { source: before });
    }

    take(method, params) {
        handlers[method]?.(this, params);
        this.watchers.forEach((watcher) => watcher());
    }

    socket(id) {
        return this.sockets.find((one) => one.id === id);
    }

    // Returns when the page and its scripts are loaded.
    async go(url) {
        const loaded = this.until(() => this.loaded, `loading ${url}`);
        this.loaded = false;
        const { errorText } = await this.command('Page.navigate', { url });
        assert.equal(errorText, undefined, url);
        await loaded;
    }

    // Until something that the events of this page bring about holds.
    until(holds, what, deadlineMs = patienceMs) {
        return new Promise((resolve, reject) => {
            const finish = (end) => { clearTimeout(timer); this.watchers.delete(look); end(); };
            const look = () => { if (holds()) finish(resolve); };
            const fail = () => reject(new Error(`${what}: not within ${deadlineMs} ms`));
            const timer = setTimeout(() => finish(fail), deadlineMs);
            this.watchers.add(look);
            setImmediate(look);
        });
    }

    async evaluate(expression) {
        const { result, exceptionDetails } = await this.command('Runtime.evaluate',
            { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails)
            throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
        return result.value;
    }

    call(name, ...values) {
        return this.evaluate(`${name}(${values.map((value) => JSON.stringify(value)).join(', ')})`);
    }

    // Until `expression` has this value; looks anew at every frame that the page draws.
    async shows(expression, expected, deadlineMs = patienceMs) {
        const wanted = JSON.stringify(expected);
        const last = await this.evaluate(`new Promise((resolve) => {
            const end = performance.now() + ${deadlineMs};
            const look = () => {
                let value;
                try { value = ${expression}; } catch (error) { value = String(error); }
                if (JSON.stringify(value) === ${JSON.stringify(wanted)} || performance.now() > end)
                    resolve(value);
                else
                    setTimeout(look, 20);
            };
            look();
        })`);
        assert.deepEqual(last, expected, expression);
    }

    // Writes into the field as a keyboard does.
    async type(selector, text) {
        await this.evaluate(`document.querySelector(${JSON.stringify(selector)}).focus()`);
        await this.command('Input.insertText', { text });
    }

    async press(key, more = {}) {
        const codes = { Enter: { windowsVirtualKeyCode: 13, text: '\r' }, Tab: { windowsVirtualKeyCode: 9 } };
        await this.command('Input.dispatchKeyEvent', { type: 'keyDown', key, ...codes[key], ...more });
        await this.command('Input.dispatchKeyEvent', { type: 'keyUp', key });
    }

    frames(direction, type) {
        return this[direction].filter((message) => message.type === type);
    }

    // The `count`-th frame of this type.
    async frame(direction, type, count = 1) {
        await this.until(() => this.frames(direction, type).length >= count, `${direction} ${type} ${count}`);
        return this.frames(direction, type)[count - 1];
    }

    async screenshot(file) {
        const { data } = await this.command('Page.captureScreenshot');
        fs.writeFileSync(file, Buffer.from(data, 'base64'));
    }
}

const handlers = {
    'Page.loadEventFired': (page) => { page.loaded = true; },
    'Page.javascriptDialogOpening': (page, { message }) => {
        page.faults.push(`dialog: ${message}`);
        page.command('Page.handleJavaScriptDialog', { accept: true });
    },
    'Runtime.consoleAPICalled': (page, { args }) => page.lines.push(args.map(shown).join(' ')),
    'Runtime.exceptionThrown': (page, { exceptionDetails: one }) =>
        page.faults.push(one.exception?.description ?? one.text),
    'Network.webSocketCreated': (page, { requestId }) => page.sockets.push({ id: requestId }),
    'Network.webSocketHandshakeResponseReceived': (page, { requestId, response }) => {
        page.socket(requestId).status = response.status;
    },
    'Network.webSocketFrameError': (page, { requestId, errorMessage }) => {
        page.socket(requestId).error = errorMessage;
    },
    'Network.webSocketClosed': (page, { requestId }) => { page.socket(requestId).closed = true; },
    'Network.webSocketFrameSent': (page, { response }) => {
        if (response.opcode === 1)
            page.sent.push(JSON.parse(response.payloadData));
    },
    'Network.webSocketFrameReceived': (page, { response }) => {
        if (response.opcode === 1)
            page.received.push(JSON.parse(response.payloadData));
    },
};

module.exports = { Page };
