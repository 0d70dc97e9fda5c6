// SPDX-License-Identifier: Apache-2.0
// A chat session as a React hook, with nothing but React and a WebSocket: joins when connected, collects what was said.
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';

const collected = new Set(['new_message', 'message_sent']);
const append = (messages, message) => messages.concat(message);
const write = (socket, type, payload) => socket.send(JSON.stringify({ type, payload }));

export function useWebSocket(token, sessionId) {
  const socketRef = useRef(null);
  const [messages, add] = useReducer(append, []);
  const [connected, setConnected] = useState(false);

  useEffect(() => {
    const socket = new WebSocket(`ws://localhost:8080/api/v1/ws/messages?token=${token}`);
    socketRef.current = socket;
    socket.onopen = () => {
      setConnected(true);
      write(socket, 'join_session', { session_id: sessionId });
    };
    socket.onclose = () => setConnected(false);
    socket.onmessage = ({ data }) => {
      const { type, payload } = JSON.parse(data);
      if (collected.has(type))
        add(payload);
    };
    return () => socket.close();
  }, [token, sessionId]);

  const sendMessage = useCallback((contactId, text) => {
    if (socketRef.current?.readyState !== WebSocket.OPEN)
      return;
    write(socketRef.current, 'send_message',
      { session_id: sessionId, contact_id: contactId, text, content_type: 'text' });
  }, [sessionId]);

  return { messages, connected, sendMessage };
}
