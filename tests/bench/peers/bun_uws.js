// SPDX-License-Identifier: Apache-2.0
// peer: Bun (uWebSockets inside) with its native publish()
const port = +process.argv[2];
const esc = s => s.replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
Bun.serve({ port, hostname: '127.0.0.1',
  fetch(req, s) { if (s.upgrade(req)) return; return new Response('no', { status: 400 }); },
  websocket: { perMessageDeflate: false, idleTimeout: 900, backpressureLimit: 16 << 20,
    message(ws, d) {
      let m; try { m = JSON.parse(d); } catch { ws.send('{"type":"error"}'); return; }
      const p = m.payload || {};
      if (m.type === 'join_session') ws.subscribe(p.session_id);
      else if (m.type === 'send_message') {
        const now = new Date().toISOString(), id = crypto.randomUUID();
        const body = { message_id: id, session_id: p.session_id, contact_id: p.contact_id, text: esc(p.text), content_type: p.content_type, from_me: false, timestamp: now, status: 'sent' };
        ws.send(JSON.stringify({ type: 'message_sent', payload: { ...body, from_me: true }, timestamp: now, message_id: id }));
        ws.publish(p.session_id, JSON.stringify({ type: 'new_message', payload: body, timestamp: now, message_id: id }));
      }
    } } });
console.log('ready');
