// SPDX-License-Identifier: Apache-2.0
// Keeps one conversation alive over any number of connections: reconnects with jitter, resumes behind the last message
// known without a gap, and sends again what was not confirmed, under the same client_message_id.
import { Timeline } from './timeline.js';

const leastWait = 500;
const mostWait = 30_000;
const pingEvery = 25_000;
const silenceEnds = 60_000;
const typingEvery = 3_000;
const typingEnds = 4_000;
const joinAgain = 1_500;
const sendAgain = 2_000;
const joinRequest = 'join';

export class ChatClient extends EventTarget {
  constructor({ socketUrl, probe, token, sessionId, contactId }) {
    super();
    Object.assign(this, { socketUrl, probe, token, sessionId, contactId });
    this.timeline = new Timeline();
    this.outbox = new Map(); // client_message_id -> { id, text, state }
    this.users = new Map();
    this.me = null;
    this.epoch = null;
    this.failures = 0;
    this.joined = false;
    this.wanted = false;
    this.typingSentAt = 0;
  }

  start() {
    this.wanted = true;
    this.open();
  }

  stop() {
    this.wanted = false;
    this.endSocket();
    this.setState('closed');
  }

  // Puts a message into the outbox; it leaves as soon as the conversation is joined.
  send(text) {
    const entry = { id: crypto.randomUUID(), text, state: 'sending', at: new Date().toISOString() };
    this.outbox.set(entry.id, entry);
    this.typingSentAt = 0;
    clearTimeout(this.typingTimer);
    this.emit('outbox');
    this.transmit(entry);
  }

  resend(id) {
    const entry = this.outbox.get(id);
    if (!entry)
      return;
    entry.state = 'sending';
    this.emit('outbox');
    this.transmit(entry);
  }

  // Called at every key: tells the others at most every 3 s, and that it ended 4 s after the last key.
  typed() {
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.sendTyping(false), typingEnds);
    if (Date.now() - this.typingSentAt >= typingEvery)
      this.sendTyping(true);
  }

  loadEarlier() {
    this.say('get_history', { session_id: this.sessionId, before_seq: this.timeline.lowest, limit: 100 });
  }

  retryNow() {
    if (!this.wanted || this.socket)
      return;
    clearTimeout(this.retryTimer);
    this.open();
  }

  open() {
    this.setState(this.failures ? 'waiting' : 'connecting');
    const query = new URLSearchParams({ token: this.token, text: 'plain', client: 'chat-page/1' });
    const socket = new WebSocket(`${this.socketUrl}?${query}`);
    this.socket = socket;
    this.opened = false;
    socket.onopen = () => this.onOpen();
    socket.onmessage = (event) => this.onMessage(JSON.parse(event.data));
    socket.onclose = (event) => this.onClose(event);
  }

  onOpen() {
    this.opened = true;
    this.heardAt = Date.now();
    this.pingTimer = setInterval(() => this.beat(), pingEvery);
    this.join();
  }

  join() {
    const resume = this.timeline.started ? { after_seq: this.timeline.contiguous, epoch: this.epoch } : {};
    this.say('join_session', { session_id: this.sessionId, ...resume }, joinRequest);
  }

  beat() {
    if (Date.now() - this.heardAt > silenceEnds)
      this.socket?.close();
    else
      this.say('ping');
  }

  onMessage(message) {
    this.heardAt = Date.now();
    const handler = handlers[message.type];
    if (handler)
      handler(this, message.payload ?? {}, message.request_id);
  }

  onClose(event) {
    this.endSocket();
    if (!this.wanted)
      return;
    if (event.code >= 4500 && event.code < 5000) {
      this.wanted = false;
      this.fail('ended', event.reason);
      return this.setState('closed');
    }
    if (!this.opened)
      this.explainRefusal();
    this.planRetry(event.reason);
  }

  // A browser does not tell why a handshake failed; the figures behind the same key do.
  async explainRefusal() {
    const reason = await this.probe(this.token);
    if (!this.wanted || this.joined)
      return;
    this.fail(reason);
    if (reason !== 'key_refused')
      return;
    this.stop();
  }

  planRetry(reason) {
    const asked = /^retry_after_ms=(\d+)$/.exec(reason ?? '');
    this.failures += 1;
    const bound = Math.min(mostWait, leastWait * 2 ** this.failures);
    const wait = asked ? Math.min(Number(asked[1]), mostWait) : leastWait + Math.random() * (bound - leastWait);
    this.retryTimer = setTimeout(() => this.open(), wait);
    this.setState('waiting');
  }

  endSocket() {
    clearInterval(this.pingTimer);
    clearTimeout(this.retryTimer);
    clearTimeout(this.typingTimer);
    this.joined = false;
    this.users.clear();
    this.emit('presence');
    const socket = this.socket;
    this.socket = null;
    if (!socket)
      return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  onJoined(payload) {
    this.failures = 0;
    this.joined = true;
    this.epoch = payload.epoch;
    this.users = new Map((payload.users ?? []).map((user) => [user.user_id, user]));
    if (!this.timeline.started || !payload.recovered)
      this.beginAt(payload.last_seq);
    else if (!this.historyLoaded)
      this.loadEarlier();
    this.setState('online');
    this.emit('presence');
    for (const entry of this.outbox.values())
      this.transmitAgain(entry);
  }

  beginAt(seq) {
    this.timeline.clear(seq);
    this.historyLoaded = false;
    this.emit('reset');
    if (seq > 0)
      this.loadEarlier();
    else
      this.onHistory({ messages: [], has_more: false });
  }

  onHistory(payload) {
    this.historyLoaded = true;
    for (const message of payload.messages)
      this.accept(message);
    this.emit('history', { hasMore: payload.has_more });
  }

  accept(message) {
    if (message.session_id !== this.sessionId)
      return;
    if (message.client_message_id && this.isOwn(message))
      this.outbox.delete(message.client_message_id);
    if (this.timeline.add(message))
      this.emit('message', { message });
  }

  onError(payload, requestId) {
    this.fail(payload.code, payload.message);
    if (requestId === joinRequest)
      return this.onJoinRefused(payload);
    const entry = this.outbox.get(requestId);
    if (!entry)
      return;
    if (payload.retryable)
      setTimeout(() => this.transmitAgain(entry), payload.retry_after_ms ?? sendAgain);
    else
      entry.state = 'failed';
    this.emit('outbox');
  }

  // A contact may come before the conversation exists: it begins with the first message of the business side.
  onJoinRefused({ code, retryable, retry_after_ms: wait }) {
    if (code === 'not_found' || retryable)
      this.retryTimer = setTimeout(() => this.join(), wait ?? joinAgain);
  }

  transmitAgain(entry) {
    if (this.outbox.has(entry.id) && entry.state === 'sending')
      this.transmit(entry);
  }

  transmit(entry) {
    if (!this.joined)
      return;
    const payload = { session_id: this.sessionId, contact_id: this.contactId, text: entry.text, content_type: 'text' };
    this.say('send_message', { ...payload, client_message_id: entry.id }, entry.id);
  }

  sendTyping(isTyping) {
    if (!this.joined || (!isTyping && !this.typingSentAt))
      return;
    this.typingSentAt = isTyping ? Date.now() : 0;
    this.say('typing', { session_id: this.sessionId, contact_id: this.contactId, is_typing: isTyping });
  }

  isOwn(message) {
    return message.from_me ? message.agent_id === this.me : this.token === 'dev-contact-key';
  }

  say(type, payload, requestId) {
    if (this.socket?.readyState === WebSocket.OPEN)
      this.socket.send(JSON.stringify({ type, payload, request_id: requestId }));
  }

  setState(state) {
    this.state = state;
    this.emit('state', { state });
  }

  fail(code, message) {
    this.emit('error', { code, message });
  }

  emit(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

const handlers = {
  connected: (client, payload) => { client.me = payload.user_id; },
  session_joined: (client, payload) => client.onJoined(payload),
  new_message: (client, payload) => client.accept(payload),
  message_sent: (client, payload) => client.accept(payload),
  history: (client, payload) => client.onHistory(payload),
  error: (client, payload, requestId) => client.onError(payload, requestId),
  user_typing: (client, payload) => client.emit('typing', payload),
  user_joined: (client, payload) => { client.users.set(payload.user_id, payload); client.emit('presence'); },
  user_left: (client, payload) => { client.users.delete(payload.user_id); client.emit('presence'); },
};
