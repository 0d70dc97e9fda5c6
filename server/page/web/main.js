// SPDX-License-Identifier: Apache-2.0
// The development chat page: wires the form, the client and the view together.
import { ChatClient } from './client.js';
import { preferredLanguage } from './texts.js';
import { View } from './view.js';

const keys = { admin: 'dev-admin-key', agent: 'dev-user-key', contact: 'dev-contact-key' };
const contactId = '660e8400-e29b-41d4-a716-446655440000';
const mostBytes = 10_240;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const byId = (id) => document.getElementById(id);

const view = new View(localStorage.getItem('language') ?? preferredLanguage(navigator.languages));
let client = null;

// Why the server would not let this key in: asked over plain HTTP, where the answer can be read.
async function probe(token) {
  try {
    const answer = await fetch('/api/v1/ws/stats', { headers: { Authorization: `Bearer ${token}` } });
    return answer.status === 401 ? 'key_refused' : 'refused';
  } catch {
    return 'unreachable';
  }
}

function makeClient(sessionId) {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socketUrl = `${scheme}//${location.host}/api/v1/ws/messages`;
  const made = new ChatClient({ socketUrl, probe, token: keys[byId('person').value], sessionId, contactId });
  const on = (name, handler) => made.addEventListener(name, (event) => handler(event.detail));
  on('state', ({ state }) => view.setState(state));
  on('message', ({ message }) => view.showMessage(message, made.isOwn(message)));
  on('history', ({ hasMore }) => view.showHistory(hasMore));
  on('outbox', () => view.showOutbox(made.outbox, (id) => made.resend(id)));
  on('presence', () => view.showPeople([...made.users.values()], made.me));
  on('typing', (typing) => view.setTyping(typing));
  on('reset', () => view.reset());
  on('error', ({ code, message }) => view.showError(code, message));
  return made;
}

function connect(event) {
  event.preventDefault();
  const sessionId = byId('session').value.trim().toLowerCase();
  if (!uuid.test(sessionId))
    return view.showError('bad_session');
  view.showError(null);
  view.pending.clear();
  view.reset();
  client = makeClient(sessionId);
  client.start();
  byId('input').focus();
}

function send(event) {
  event.preventDefault();
  const text = byId('input').value;
  if (!text.trim() || !client)
    return;
  if (new TextEncoder().encode(text).length > mostBytes)
    return view.showError('too_long');
  client.send(text);
  byId('input').value = '';
  fitInput();
}

// The field grows with its text up to its maximum height.
function fitInput() {
  const input = byId('input');
  input.rows = Math.min(6, input.value.split('\n').length);
}

function onKey(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing)
    return;
  send(event);
}

function choosePersonFromAddress() {
  const wanted = location.hash.slice(1);
  if (wanted in keys)
    byId('person').value = wanted;
  view.showSecond();
}

byId('entry').addEventListener('submit', connect);
byId('composer').addEventListener('submit', send);
byId('input').addEventListener('keydown', onKey);
byId('input').addEventListener('input', () => { fitInput(); client?.typed(); });
byId('leave').addEventListener('click', () => client?.stop());
byId('earlier').addEventListener('click', () => client?.loadEarlier());
byId('person').addEventListener('change', () => view.showSecond());
byId('language').addEventListener('change', () => {
  localStorage.setItem('language', byId('language').value);
  view.setLanguage(byId('language').value);
});
addEventListener('online', () => client?.retryNow());
addEventListener('hashchange', choosePersonFromAddress);
choosePersonFromAddress();
