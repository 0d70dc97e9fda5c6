// SPDX-License-Identifier: Apache-2.0
// The development chat page as a newcomer meets it: two browser windows talk as two people.
// Seen red: textContent that sets innerHTML (d'água, a script and a handler); typing not sent (who types).
'use strict';

const assert = require('node:assert/strict');
const { runRows } = require('./lib/rows');

const id = (name) => `document.getElementById("${name}")`;
const all = (name) => `[...document.querySelectorAll('[data-testid="${name}"]')]`;
const texts = `${all('message-text')}.map((text) => text.textContent)`;
const people = `${all('person')}.map((person) => person.textContent).sort()`;
const state = 'document.querySelector(".state").dataset.state';
const hidden = (name) => `${id(name)}.hidden`;

const address = (world) => `http://127.0.0.1:${world.server.port}/`;

async function enter(page, person) {
    await page.evaluate(`${id('person')}.value = '${person}'; ${id('person')}.dispatchEvent(new Event('change'))`);
    await page.evaluate(`${id('connect')}.click()`);
}

async function online(world, person, options) {
    const page = await world.open(address(world), options);
    await enter(page, person);
    await page.shows(state, 'online');
    return page;
}

async function write(page, text) {
    await page.type('#input', text);
    await page.press('Enter');
}

// The agent has greeted, and the contact is there.
async function two(world) {
    const agent = await online(world, 'agent');
    await write(agent, 'Olá!');
    await agent.shows(texts, ['Olá!']);
    const contact = await online(world, 'contact');
    await contact.shows(texts, ['Olá!']);
    return [agent, contact];
}

async function bothShow(pages, expected) {
    for (const page of pages)
        await page.shows(texts, expected);
}

runRows(() => ({
    'two windows see each other and talk': async (world) => {
        const [agent, contact] = await two(world);
        await agent.shows(people, ['Carla (contact)', 'João Silva · you']);
        await contact.shows(people, ['Carla (contact) · you', 'João Silva']);
        await write(contact, 'Preciso de ajuda');
        await write(agent, 'Com o quê?');
        await bothShow([agent, contact], ['Olá!', 'Preciso de ajuda', 'Com o quê?']);
        await agent.shows(`${all('message')}.map((item) => item.dataset.own)`, ['true', 'false', 'true']);
        await contact.shows(`${all('message')}.map((item) => item.dataset.own)`, ['false', 'true', 'false']);
        assert.deepEqual([...agent.faults, ...contact.faults], []);
    },

    'the agent\'s page links to the customer\'s': async (world) => {
        const agent = await online(world, 'agent');
        await write(agent, 'Olá!');
        const link = await agent.evaluate(`${id('second')}.href`);
        const contact = await world.open(link);
        await contact.shows(`${id('person')}.value`, 'contact');
        await contact.evaluate(`${id('connect')}.click()`);
        await contact.shows(texts, ['Olá!']);
    },

    'who types is shown until the message comes': async (world) => {
        const [agent, contact] = await two(world);
        await contact.type('#input', 'Pre');
        await agent.shows(`${id('typing')}.textContent`, 'Carla (contact) is typing …');
        await contact.press('Enter');
        await agent.shows(`${id('typing')}.textContent`, '');
        await agent.shows(texts, ['Olá!', 'Pre']);
    },

    'who stops typing is shown no more': async (world) => {
        const [agent, contact] = await two(world);
        await contact.type('#input', 'Pre');
        await agent.shows(`${id('typing')}.textContent`, 'Carla (contact) is typing …');
        await agent.shows(`${id('typing')}.textContent`, '');
    },

    'd\'água & <b> reads exactly so in both': async (world) => {
        const pages = await two(world);
        await write(pages[0], `d'água & <b>`);
        await bothShow(pages, ['Olá!', `d'água & <b>`]);
        await write(pages[1], '&lt;b&gt; "x" &amp;');
        await bothShow(pages, ['Olá!', `d'água & <b>`, '&lt;b&gt; "x" &amp;']);
    },

    'a script and a handler run nowhere': async (world) => {
        const pages = await two(world);
        await write(pages[0], 'a<script>alert(1)</script>b');
        await write(pages[0], '<img src=x onerror=alert(1)>');
        await write(pages[0], '<svg><a href="javascript:alert(1)">x</a></svg>');
        await bothShow(pages, ['Olá!', 'ab', '<img src=x>', '<svg><a href="javascript:alert(1)">x</a></svg>']);
        for (const page of pages) {
            assert.equal(await page.evaluate(`${id('messages')}.querySelectorAll('script, img, svg, a').length`), 0);
            assert.deepEqual(page.faults, []);
        }
    },

    'its policy stops what a page should never hold': async (world) => {
        const page = await world.open(address(world));
        await page.evaluate(`new Promise((resolve) => {
            addEventListener('securitypolicyviolation', resolve);
            document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = true">');
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
        })`);
        assert.equal(await page.evaluate('window.ran ?? false'), false);
    },

    'the switch of people: the contact cannot open a conversation, and joins when the agent does': async (world) => {
        const contact = await world.open(address(world));
        await enter(contact, 'contact');
        await contact.shows(hidden('error'), false);
        const agent = await online(world, 'admin');
        await write(agent, 'Bom dia');
        await contact.shows(state, 'online');
        await contact.shows(texts, ['Bom dia']);
        await contact.shows(hidden('error'), true);
        await contact.evaluate(`${id('leave')}.click()`);
        await contact.shows(hidden('entry'), false);
        await enter(contact, 'agent');
        await contact.shows(people, ['Ada (admin)', 'João Silva · you']);
        await agent.shows(people, ['Ada (admin) · you', 'João Silva']);
    },

    'a killed server: it waits, comes back and misses nothing': async (world) => {
        world.server.databaseUrl = `sqlite://${world.folder}/chat.db`;
        await world.server.kill();
        await world.server.start();
        const [agent, contact] = await two(world);
        await world.server.kill();
        await agent.shows(state, 'waiting');
        await write(agent, 'while it was away');
        await world.server.start();
        await agent.shows(state, 'online', 30000);
        await agent.shows(`${all('message')}.map((item) => item.dataset.state)`, ['sent', 'sent']);
        await contact.shows(texts, ['Olá!', 'while it was away'], 30000);
        await agent.shows(texts, ['Olá!', 'while it was away']);
    },

    'older messages come on demand, in their order': async (world) => {
        const admin = await world.person('dev-admin-key');
        const session = '550e8400-e29b-41d4-a716-446655440000';
        const said = Array.from({ length: 150 }, (_, i) => `message ${i + 1}`);
        await admin.sayAll(session, said);
        const page = await online(world, 'agent');
        await page.shows(texts, said.slice(50));
        await page.evaluate(`${id('earlier')}.click()`);
        await page.shows(texts, said);
        await page.shows(hidden('earlier'), true);
    },

    'it speaks Portuguese, and remembers it': async (world) => {
        const page = await world.open(address(world));
        const title = `${all('connect')}[0].textContent`;
        await page.shows(title, 'Connect');
        await page.evaluate(`${id('language')}.value = 'pt-BR'; ${id('language')}.dispatchEvent(new Event('change'))`);
        await page.shows(title, 'Conectar');
        await page.go(address(world));
        await page.shows(title, 'Conectar');
        assert.equal(await page.evaluate('document.documentElement.lang'), 'pt-BR');
        await enter(page, 'agent');
        await page.shows(`${id('state-word')}.textContent`, 'Conectado');
    },
}));
