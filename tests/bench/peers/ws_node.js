// SPDX-License-Identifier: Apache-2.0
// peer: Node + ws, the job without storage: join_session, send_message -> message_sent + new_message fan-out
const { WebSocketServer } = require('ws'); const { randomUUID } = require('crypto');
const port = +process.argv[2]; const rooms = new Map();
const wss = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
const esc = s => s.replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
wss.on('connection', ws => {
  const mine = new Set();
  ws.on('message', d => {
    let m; try { m = JSON.parse(d.toString()); } catch { ws.send('{"type":"error"}'); return; }
    const p = m.payload || {};
    if (m.type === 'join_session') { let r = rooms.get(p.session_id); if (!r) rooms.set(p.session_id, r = new Set()); r.add(ws); mine.add(p.session_id); }
    else if (m.type === 'send_message') {
      const now = new Date().toISOString(), id = randomUUID();
      const body = { message_id: id, session_id: p.session_id, contact_id: p.contact_id, text: esc(p.text), content_type: p.content_type, from_me: false, timestamp: now, status: 'sent' };
      const out = Buffer.from(JSON.stringify({ type: 'new_message', payload: body, timestamp: now, message_id: id }));
      ws.send(JSON.stringify({ type: 'message_sent', payload: { ...body, from_me: true }, timestamp: now, message_id: id }));
      const r = rooms.get(p.session_id); if (r) for (const c of r) if (c !== ws) c.send(out, { binary: false });
    }
  });
  ws.on('close', () => { for (const s of mine) rooms.get(s)?.delete(ws); });
});
wss.on('listening', () => console.log('ready'));
