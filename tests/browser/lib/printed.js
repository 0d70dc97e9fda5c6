// SPDX-License-Identifier: Apache-2.0
// The two client programs of the specification, taken out of its page as printed, where that page is present: at
// CONVERSA_SPEC, or in shared/spec beside this source.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const beside = path.resolve(__dirname, '../../../../shared/spec/websocket-api.md');

function page() {
    const named = process.env.CONVERSA_SPEC;
    if (named)
        return fs.readFileSync(named, 'utf8');
    return fs.existsSync(beside) ? fs.readFileSync(beside, 'utf8') : null;
}

// The first code block in `language` under the heading; null where there is no page.
function printed(heading, language) {
    const text = page();
    if (text === null)
        return null;
    const start = text.indexOf(`\n## ${heading}\n`);
    const fence = `\`\`\`${language}\n`;
    const from = text.indexOf(fence, start) + fence.length;
    const to = text.indexOf('\n```', from);
    if (start < 0 || from < fence.length || to < 0)
        throw new Error(`the specification has no ${language} block under "${heading}"`);
    return text.slice(from, to + 1);
}

// The rows of each program that is there: "own" always, "printed" with the page. `rowsOf(kind)` makes them.
function forEach(program, rowsOf) {
    const kinds = program === null ? ['own'] : ['own', 'printed'];
    if (program === null)
        console.log('NOT TESTED the printed program: no specification at CONVERSA_SPEC or shared/spec; ours stands in');
    const named = kinds.flatMap((kind) => Object.entries(rowsOf(kind)).map(([name, row]) => [`${kind}: ${name}`, row]));
    return Object.fromEntries(named);
}

module.exports = {
    forEach,
    javaScript: () => printed('Exemplo Completo (JavaScript)', 'javascript'),
    hook: () => printed('Exemplo React Hook', 'typescript'),
};
