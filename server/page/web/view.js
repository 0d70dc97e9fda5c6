// SPDX-License-Identifier: Apache-2.0
// Everything that touches the document. Whatever came from the server is set with textContent, never as HTML.
import { texts } from './texts.js';

const byId = (id) => document.getElementById(id);
const typingShown = 7_000;
const nearEnd = 80;

function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties.data ?? {}))
    node.dataset[key] = value;
  node.className = properties.className ?? '';
  node.textContent = properties.text ?? '';
  node.append(...children);
  return node;
}

export class View {
  constructor(language) {
    this.pending = new Map(); // client_message_id -> list item
    this.typists = new Map(); // user_id -> { name, timer }
    this.people = [];
    this.state = 'closed';
    this.setLanguage(language);
    this.followEnd();
  }

  // Keeps the newest message in sight when the space for the conversation changes.
  followEnd() {
    const box = byId('scroll');
    let atEnd = true;
    box.addEventListener('scroll', () => { atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd; });
    new ResizeObserver(() => {
      if (atEnd)
        box.scrollTop = box.scrollHeight;
    }).observe(box);
  }

  setLanguage(language) {
    this.language = language;
    this.texts = texts(language);
    this.clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    document.documentElement.lang = language;
    byId('language').value = language;
    for (const node of document.querySelectorAll('[data-text]'))
      node.textContent = this.texts[node.dataset.text];
    byId('connect').textContent = this.texts.connect;
    byId('input').placeholder = this.texts.placeholder;
    byId('scroll').setAttribute('aria-label', this.texts.conversation);
    this.setState(this.state);
    this.showTyping();
    this.showSecond();
    this.translateMessages();
  }

  translateMessages() {
    for (const item of byId('messages').children) {
      item.querySelector('.author').textContent = this.nameOf(item.dataset.author);
      this.showTime(item);
    }
    for (const [id, item] of this.pending)
      this.showMark(item, id, item.dataset.state);
    if (this.lastError)
      this.showError(...this.lastError);
  }

  // The link to the other side of the conversation.
  showSecond() {
    const other = byId('person').value === 'contact' ? 'agent' : 'contact';
    const link = byId('second');
    link.href = `/#${other}`;
    link.textContent = other === 'contact' ? this.texts.secondAsContact : this.texts.secondAsAgent;
  }

  setState(state) {
    this.state = state;
    const box = document.querySelector('.state');
    box.dataset.state = state;
    byId('state-word').textContent = this.texts[state];
    byId('entry').hidden = state !== 'closed';
    byId('chat').hidden = state === 'closed';
    if (state === 'online')
      this.showError(null);
    else
      this.stopTyping();
  }

  showError(code, message = '') {
    this.lastError = code ? [code, message] : null;
    const box = byId('error');
    box.hidden = !code;
    box.textContent = code ? this.texts.errors[code] ?? message : '';
  }

  reset() {
    byId('messages').replaceChildren(...this.pending.values());
    this.showEmpty();
  }

  showHistory(hasMore) {
    byId('earlier').hidden = !hasMore;
    this.showEmpty();
  }

  // Puts a stored message at its place by seq, before whatever still waits to be sent.
  showMessage(message, own) {
    this.pending.get(message.client_message_id)?.remove();
    this.pending.delete(message.client_message_id);
    const author = own ? 'own' : message.from_me ? `agent:${message.agent_id ?? ''}` : 'contact';
    const item = this.item(message.text, author, message.timestamp, own);
    item.dataset.seq = message.seq;
    item.dataset.messageId = message.message_id;
    item.dataset.state = 'sent';
    if (own)
      this.showError(null);
    this.stopTyping(author);
    this.keepAtEnd(() => this.insert(item, message.seq));
  }

  insert(item, seq) {
    const list = byId('messages');
    let after = list.lastElementChild;
    while (after && (!after.dataset.seq || Number(after.dataset.seq) > seq))
      after = after.previousElementSibling;
    if (after)
      after.after(item);
    else
      list.prepend(item);
    this.showEmpty();
  }

  // Shows what is still to be confirmed, at the end and in the order of writing.
  showOutbox(outbox, onRetry) {
    for (const entry of outbox.values()) {
      const known = this.pending.get(entry.id) ?? this.addPending(entry, onRetry);
      this.showMark(known, entry.id, entry.state);
    }
  }

  addPending(entry, onRetry) {
    const item = this.item(entry.text, 'own', entry.at, true);
    const retry = element('button', { className: 'quiet retry' });
    retry.type = 'button';
    retry.addEventListener('click', () => onRetry(entry.id));
    item.querySelector('.meta').append(retry);
    this.pending.set(entry.id, item);
    byId('messages').append(item);
    this.showEmpty();
    byId('scroll').scrollTop = byId('scroll').scrollHeight;
    return item;
  }

  showMark(item, id, state) {
    item.dataset.state = state;
    item.querySelector('.mark').textContent = this.texts[state];
    const retry = item.querySelector('.retry');
    retry.textContent = this.texts.retry;
    retry.hidden = state !== 'failed';
  }

  item(text, author, time, own) {
    const stamp = element('time');
    stamp.dateTime = time;
    const body = element('p', { className: 'text', text, data: { testid: 'message-text' } });
    body.dir = 'auto';
    const meta = element('p', { className: 'meta' }, element('span', { className: 'author' }), stamp,
      element('span', { className: 'mark' }));
    const item = element('li', { className: own ? 'own' : '', data: { testid: 'message', own: String(own), author } }, meta, body);
    item.querySelector('.author').textContent = this.nameOf(author);
    this.showTime(item);
    return item;
  }

  showTime(item) {
    const stamp = item.querySelector('time');
    stamp.textContent = this.clock.format(new Date(stamp.dateTime));
  }

  nameOf(author) {
    if (author === 'own')
      return this.texts.you;
    if (author === 'contact')
      return this.people.find((user) => user.role === 'contact')?.user_name ?? this.texts.customer;
    const id = author.slice('agent:'.length);
    return this.people.find((user) => user.user_id === id)?.user_name ?? this.texts.someone;
  }

  showPeople(users, me) {
    const known = new Map(this.people.map((user) => [user.user_id, user]));
    for (const user of users)
      known.set(user.user_id, user);
    this.people = [...known.values()];
    const items = users.map((user) => element('li',
      { text: user.user_id === me ? `${user.user_name} · ${this.texts.you.toLowerCase()}` : user.user_name, data: { testid: 'person' } }));
    byId('people').replaceChildren(...items);
    byId('tip').hidden = users.length > 1;
    for (const item of byId('messages').children)
      item.querySelector('.author').textContent = this.nameOf(item.dataset.author);
  }

  setTyping({ user_id: id, user_name: name, is_typing: isTyping }) {
    clearTimeout(this.typists.get(id)?.timer);
    if (isTyping)
      this.typists.set(id, { name, timer: setTimeout(() => this.setTyping({ user_id: id, is_typing: false }), typingShown) });
    else
      this.typists.delete(id);
    this.showTyping();
  }

  // Whoever sent a message, or without `author` everybody, types no more.
  stopTyping(author) {
    for (const id of [...this.typists.keys()])
      if (!author || author === (this.roleOf(id) === 'contact' ? 'contact' : `agent:${id}`))
        this.setTyping({ user_id: id, is_typing: false });
  }

  roleOf(id) {
    return this.people.find((user) => user.user_id === id)?.role;
  }

  showTyping() {
    const names = [...this.typists.values()].map((typist) => typist.name);
    const joined = new Intl.ListFormat(this.language).format(names);
    const sentence = names.length > 1 ? this.texts.typingMany : this.texts.typing;
    byId('typing').textContent = names.length ? sentence(joined) : '';
  }

  showEmpty() {
    byId('empty').hidden = byId('messages').childElementCount > 0;
  }

  // Follows the conversation only while the reader is at its end.
  keepAtEnd(change) {
    const box = byId('scroll');
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd;
    const before = box.scrollHeight;
    const top = box.scrollTop;
    change();
    box.scrollTop = atEnd ? box.scrollHeight : top < nearEnd ? top + box.scrollHeight - before : top;
  }
}
