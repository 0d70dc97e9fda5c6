// SPDX-License-Identifier: Apache-2.0
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

const (
	contactID = "660e8400-e29b-41d4-a716-446655440000" // of dev-contact-key
	patience  = 10 * time.Second
)

// fields is a JSON object.
type fields map[string]interface{}

func (f fields) text(name string) string {
	value, _ := f[name].(string)
	return value
}

func (f fields) number(name string) int {
	value, _ := f[name].(float64)
	return int(value)
}

// envelope is a message of the server.
type envelope struct {
	Type      string `json:"type"`
	Payload   fields `json:"payload"`
	Timestamp string `json:"timestamp"`
	MessageID string `json:"message_id"`
	RequestID string `json:"request_id"`
	Error     string `json:"error"`
}

// client keeps all it received and waits for messages with a deadline.
type client struct {
	name     string
	conn     *websocket.Conn
	self     fields
	incoming chan envelope // closed at the end of the connection
	closed   error         // why it ended; valid after incoming is closed
	received []envelope    // everything read from incoming
	unread   []envelope    // what next has not handed out
	cursor   int           // the highest seq up to which nothing is missing
}

// connect dials with the token as a header and reads connected.
func connect(port, token string) *client {
	header := http.Header{"Authorization": {"Bearer " + token}}
	conn, _, err := websocket.DefaultDialer.Dial("ws://127.0.0.1:"+port+"/api/v1/ws/messages", header)
	check(err)
	c := &client{name: token, conn: conn, incoming: make(chan envelope, 100000)}
	go c.read()
	c.self = c.next("connected").Payload
	return c
}

func (c *client) read() {
	defer close(c.incoming)
	for {
		var message envelope
		kind, data, err := c.conn.ReadMessage()
		if err == nil && kind != websocket.TextMessage {
			err = fmt.Errorf("a message of kind %d", kind)
		}
		if err == nil {
			err = json.Unmarshal(data, &message)
		}
		if err != nil {
			c.closed = err
			return
		}
		c.incoming <- message
	}
}

// take moves one message from the connection to received and unread; false: none came by the deadline, or it ended.
func (c *client) take(late <-chan time.Time) bool {
	select {
	case message, open := <-c.incoming:
		if open {
			c.received = append(c.received, message)
			c.unread = append(c.unread, message)
		}
		return open
	case <-late:
		return false
	}
}

func (c *client) next(kind string) envelope {
	return c.nextThat(kind, func(envelope) bool { return true })
}

// nextThat returns the oldest message of the type not handed out yet that fits.
func (c *client) nextThat(kind string, fits func(envelope) bool) envelope {
	late := time.After(patience)
	for at := 0; ; at++ {
		if at == len(c.unread) && !c.take(late) {
			fail("%s: no %s: %v; %d received", c.name, kind, c.closed, len(c.received))
		}
		if message := c.unread[at]; message.Type == kind && fits(message) {
			c.unread = append(c.unread[:at:at], c.unread[at+1:]...)
			return message
		}
	}
}

// awaitClose reads to the end of the connection and returns why it ended.
func (c *client) awaitClose() error {
	late := time.After(patience)
	for c.take(late) {
	}
	must(c.closed != nil, "%s: still open", c.name)
	return c.closed
}

// all returns the payloads of everything of a type received up to now.
func (c *client) all(kind string) (payloads []fields) {
	for _, message := range c.received {
		if message.Type == kind {
			payloads = append(payloads, message.Payload)
		}
	}
	return payloads
}

func (c *client) send(kind string, payload fields) {
	check(c.conn.WriteJSON(fields{"type": kind, "payload": payload}))
}

// join enters the session; more are fields beside session_id.
func (c *client) join(session string, more fields) fields {
	c.send("join_session", with(fields{"session_id": session}, more))
	return c.next("session_joined").Payload
}

func (c *client) post(session, text string, more fields) {
	c.send("send_message", with(fields{"session_id": session, "contact_id": contactID, "text": text}, more))
}

// say posts and waits for the confirmation; nothing else may be unconfirmed.
func (c *client) say(session, text string, more fields) fields {
	c.post(session, text, more)
	return c.next("message_sent").Payload
}

// sayAll posts count numbered messages, at most window of them ahead of their confirmations.
func (c *client) sayAll(session string, count, window int) {
	for i := 0; i < count; i++ {
		c.post(session, fmt.Sprint("message ", i), nil)
		if i >= window {
			c.next("message_sent")
		}
	}
	for i := 0; i < count && i < window; i++ {
		c.next("message_sent")
	}
}

func (c *client) typing(session string, isTyping bool) {
	c.send("typing", fields{"session_id": session, "contact_id": contactID, "is_typing": isTyping})
}

func (c *client) history(session string, bounds fields) (messages []fields, hasMore bool) {
	c.send("get_history", with(fields{"session_id": session}, bounds))
	page := c.next("history").Payload
	for _, row := range page["messages"].([]interface{}) {
		messages = append(messages, fields(row.(map[string]interface{})))
	}
	return messages, page["has_more"].(bool)
}

// settle returns when all is received that the server had sent before.
func (c *client) settle() {
	c.send("ping", nil)
	c.next("pong")
}

func with(payload, more fields) fields {
	for name, value := range more {
		payload[name] = value
	}
	return payload
}
