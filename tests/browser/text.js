// SPDX-License-Identifier: Apache-2.0
// What a contact typed, on the wire, in the store and in a page that puts the wire's text into innerHTML: nothing of it
// becomes an element, nothing runs, and the page reads exactly what is stored.
// Seen red: a page that takes the text once more for HTML (item.innerHTML = item.textContent): B135, B137 to B139.
'use strict';

const assert = require('node:assert/strict');
const { Client } = require('../clients/lib/client');
const { runRows } = require('./lib/rows');
const { own } = require('./lib/site');

const session = '550e8400-e29b-41d4-a716-446655440000'; // the one that client.js joins
const items = 'document.querySelectorAll("#messages li")';

const unchanged = (name, ...texts) => [name, texts.map((text) => [text, text])];

// Name, then pairs: typed, and stored without what could run.
const catalogue = [
    unchanged('B134 operators and quotes', `a < b && c > d "q" 'x'`),
    unchanged('B135 typed references keep their level', '&lt;b&gt;', '&amp;lt;'),
    ['B136 script elements', [
        ['a<script>alert(1)</script>b', 'ab'],
        ['a<scr<script>ipt>alert(1)</scr</script>ipt>b', 'ab'],
        ['a<ScRiPt/x>alert(1)</sCrIpT >b', 'ab'],
        ['a <script', 'a '],
        ['a <script>alert(1)', 'a alert(1)'],
    ]],
    ['B137 handlers', [
        ['<img src=x onerror=alert(1)>', '<img src=x>'],
        ['<img/src="x"/onerror=alert(1)>', '<img/src="x"/>'],
        ['<img\nsrc=x\tonerror\n=\talert(1)>', '<img\nsrc=x>'],
        ['<img src=x on\0error=alert(1)>', '<img src=x>'],
    ]],
    ['B138 nests', [
        ['<svg onload=alert(1)>', '<svg>'],
        ['<style><a title="</style><img src=x onerror=alert(1)>">', '<style><a title="</style><img src=x>">'],
        ['<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
            '<noscript><p title="</noscript><img src=x>">'],
        ['<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">',
            '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1>">'],
    ]],
    ['B139 breakouts', [
        ['" onmouseover=alert(1) x="', '" onmouseover=alert(1) x="'],
        ['` onmouseover=alert(1) `', '` onmouseover=alert(1) `'],
        ['<a title="x" onmouseover=alert(1) x="">', '<a title="x" x="">'],
    ]],
    unchanged('B140 addresses that run', 'javascript:alert(1)', 'jav&#x09;ascript:alert(1)', 'data:text/html,hello',
        '<a href="javascript:alert(1)">x</a>', '<iframe src="javascript:alert(1)"></iframe>'),
    unchanged('B141 hidden brackets', '&#60;script&#62;alert(1)&#60;/script&#62;', '\\u003cscript\\u003e',
        '＜script＞alert(1)＜/script＞', '%3Cscript%3E'),
    unchanged('B142 ends and templates', ']]>', '--!>', '</textarea>', '</li></ul>', '{{7*7}} ${7*7}'),
    unchanged('B143 prose', 'status online = yes', 'javascript: the good parts', `d'água & <b>`),
];

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };
const escaped = (text) => text.replace(/[&<>"']/g, (character) => entities[character]);

async function shownAs(world, pairs) {
    const admin = await world.person('dev-admin-key');
    await admin.say(session, 'before');
    const page = await world.open('/own.html');
    await page.frame('received', 'session_joined');
    const contact = await world.contact();
    for (const [at, [typed, stored]] of pairs.entries()) {
        await contact.say(session, typed);
        const { payload } = await page.frame('received', 'new_message', at + 1);
        assert.equal(payload.text, escaped(stored), typed);
        await page.shows(`${items}[${at}]?.textContent`, stored);
        assert.equal(await page.evaluate(`${items}[${at}].childElementCount`), 0, typed);
    }
    const { messages } = await admin.history(session);
    assert.deepEqual(messages.slice(1).map(({ text }) => text), pairs.map(([, stored]) => escaped(stored)));
    const mouse = `new MouseEvent('mouseover', { bubbles: true })`;
    await page.evaluate(`${items}.forEach((item) => item.dispatchEvent(${mouse}))`);
    assert.equal(await page.evaluate(`${items}.length`), pairs.length);
    assert.deepEqual(page.faults, []);
}

const rows = Object.fromEntries(catalogue.map(([name, pairs]) => [name, (world) => shownAs(world, pairs)]));

rows['B144 the name of who types'] = async (world) => {
    const page = await world.open('/own.html');
    await page.frame('received', 'session_joined');
    await page.call('sendMessage', session, Client.contact, 'before');
    await page.frame('received', 'message_sent');
    const agent = await world.agent();
    await agent.join(session);
    agent.typing(session, true);
    await page.shows('document.getElementById("typing").textContent', 'João Silva');
    assert.equal(await page.evaluate('document.getElementById("typing").childElementCount'), 0);
};

runRows(() => rows, () => ({
    '/own.html': `${own('pages/program.html')}<script src="/own.js"></script>`, '/own.js': own('client.js'),
}));
