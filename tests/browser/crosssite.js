// SPDX-License-Identifier: Apache-2.0
// Pages of other origins: a browser sends them off with the person's cookies, and the server refuses their WebSocket.
// Seen red: elsewhere.test and localhost:4000 among origin.allowed (B115, B120, CORS).
'use strict';

const assert = require('node:assert/strict');
const { runRows } = require('./lib/rows');

const socket = 'ws://localhost:8080/api/v1/ws/messages';
const refused = 'Error during WebSocket handshake: Unexpected response code: ';
const unauthorized = 'HTTP Authentication failed; no valid credentials available'; // how Chromium tells a 401

// A page with a cookie for localhost that other sites' pages send too.
async function withCookie(world, url) {
    const page = await world.open(url, { alone: false }); // elsewhere Chromium keeps such cookies back
    const { success } = await page.command('Network.setCookie', { url: 'https://localhost/', name: 'session',
        value: 'dev-admin-key', sameSite: 'None', secure: true });
    assert.ok(success);
    return page;
}

// Opens a WebSocket in the page; what came of it.
async function attempt(page, url) {
    const before = page.sockets.length;
    await page.evaluate(`void new WebSocket('${url}')`);
    await page.until(() => page.sockets[before]?.status || page.sockets[before]?.error, `an answer to ${url}`);
    const { status, error } = page.sockets[before];
    return status ?? error;
}

// The cookie goes along with a WebSocket of this page: the site's own server at localhost saw it.
async function cookieGoesAlong(world, page, origin) {
    const before = world.site.upgrades.length;
    await attempt(page, 'ws://localhost:3000/');
    assert.equal(world.site.upgrades[before].cookie, 'session=dev-admin-key');
    assert.equal(world.site.upgrades[before].origin, origin);
}

async function isRefused(world, url, origin) {
    const page = await withCookie(world, `${url}/empty.html`);
    await cookieGoesAlong(world, page, origin);
    assert.equal(await attempt(page, socket), `${refused}403`);
    assert.equal(await attempt(page, `${socket}?token=dev-admin-key`), `${refused}403`);
    const { total_clients: clients } = await world.server.getJson('/api/v1/ws/stats');
    assert.equal(clients, 0);
}

runRows(() => ({
    'B115 another site with a cookie: 403': (world) =>
        isRefused(world, 'http://elsewhere.test', 'http://elsewhere.test'),

    'B120 another port with a cookie: 403': (world) =>
        isRefused(world, 'http://localhost:4000', 'http://localhost:4000'),

    'B116 a page without an origin: 403': async (world) => {
        const page = await world.open('data:text/html,<title>no origin</title>');
        assert.equal(await attempt(page, `${socket}?token=dev-admin-key`), `${refused}403`);
    },

    'B114 an allowed site with the token: 101': async (world) => {
        const page = await withCookie(world, 'http://localhost:3000/empty.html');
        assert.equal(await attempt(page, `${socket}?token=dev-admin-key`), 101);
    },

    'B125 an allowed site with the cookie alone: 401': async (world) => {
        const page = await withCookie(world, 'http://localhost:3000/empty.html');
        await cookieGoesAlong(world, page, 'http://localhost:3000');
        assert.equal(await attempt(page, socket), unauthorized);
    },

    'CORS: another site cannot read the figures, an allowed one can': async (world) => {
        const headers = `{ Authorization: 'Bearer dev-admin-key' }`;
        const read = `fetch('http://localhost:8080/api/v1/ws/stats', { headers: ${headers} })
            .then((answer) => answer.json()).then((json) => json.redis_enabled, (error) => error.name)`;
        const elsewhere = await world.open('http://elsewhere.test/empty.html');
        assert.equal(await elsewhere.evaluate(read), 'TypeError');
        const allowed = await world.open('http://localhost:3000/empty.html');
        assert.equal(await allowed.evaluate(read), false);
    },
}));
