// SPDX-License-Identifier: Apache-2.0
// A chat client as a web page would have it, with nothing but a WebSocket: it joins a session, hands messages and
// typing to the page's displayMessage and showTypingIndicator, and asks for connectWebSocket 3 s after the end.
const ws = new WebSocket('ws://localhost:8080/api/v1/ws/messages?token=dev-admin-key');

const tell = (type, payload) => ws.send(JSON.stringify({ type, payload }));

const onType = {
  connected: ({ client_id: id }) => console.log('Client ID:', id),
  new_message(payload) {
    console.log('New message:', payload.text);
    displayMessage(payload);
  },
  message_sent: ({ message_id: id }) => console.log('Message sent successfully:', id),
  user_typing(payload) {
    console.log('User is typing:', payload.user_name);
    showTypingIndicator(payload);
  },
  error: ({ message }) => console.error('Error:', message),
};

ws.addEventListener('open', () => {
  console.log('WebSocket connected');
  tell('join_session', { session_id: '550e8400-e29b-41d4-a716-446655440000' });
});

ws.addEventListener('message', ({ data }) => {
  const { type, payload } = JSON.parse(data);
  onType[type]?.(payload);
});

ws.addEventListener('error', () => console.error('WebSocket error'));

ws.addEventListener('close', () => {
  console.log('WebSocket disconnected');
  setTimeout(connectWebSocket, 3000);
});

function sendMessage(session_id, contact_id, text) {
  tell('send_message', { session_id, contact_id, text, content_type: 'text' });
}

function sendTyping(session_id, contact_id, is_typing) {
  tell('typing', { session_id, contact_id, is_typing });
}

setInterval(() => {
  if (ws.readyState === ws.OPEN)
    tell('ping');
}, 30000);
