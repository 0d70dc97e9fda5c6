// SPDX-License-Identifier: Apache-2.0
// The web server of the pages that hold the client programs; it also remembers with what a page asked for a WebSocket.
'use strict';

const { once } = require('node:events');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

function library(file) {
    try {
        return fs.readFileSync(path.join(path.dirname(require.resolve(`${file.split('/')[0]}/package.json`)),
            ...file.split('/').slice(1)));
    } catch {
        throw new Error(`the npm package file ${file} is missing: scripts/test installs the packages into build/npm, ` +
            'and NODE_PATH=build/npm/node_modules names the place');
    }
}

class Site {
    // `files`: "/name.js" -> its text.
    constructor(files) {
        this.files = { '/empty.html': '<!doctype html><title>empty</title>', '/favicon.ico': '', ...files };
        this.upgrades = []; // the headers of each
        this.server = http.createServer((request, response) => this.answer(request, response));
        this.server.on('upgrade', ({ headers }, socket) => {
            this.upgrades.push(headers);
            socket.destroy();
        });
    }

    async start() {
        this.server.listen(0, '127.0.0.1');
        await once(this.server, 'listening');
        this.port = this.server.address().port;
    }

    answer(request, response) {
        const name = new URL(request.url, 'http://site').pathname;
        const found = name in this.files;
        response.writeHead(found ? 200 : 404, {
            'Content-Type': types[path.extname(name)] ?? 'text/plain',
            'Cache-Control': 'no-store',
        });
        response.end(this.files[name]);
    }

    stop() {
        this.server.closeAllConnections();
        this.server.close();
    }
}

// A page of the folder tests/browser/pages, or another file beside it.
const own = (file) => fs.readFileSync(path.join(__dirname, '..', file), 'utf8');

module.exports = { Site, library, own };
