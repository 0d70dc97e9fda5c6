// SPDX-License-Identifier: Apache-2.0
package main

import (
	"time"

	"github.com/gorilla/websocket"
)

// notBefore checks that something took at least so long.
func notBefore(what string, from time.Time, least time.Duration) {
	took := time.Since(from)
	must(took >= least, "%s: %v", what, took)
}

func presence(port string) {
	session, members := opened(port, "dev-admin-key")
	watcher := members[0]
	agent := connect(port, "dev-user-key")
	same("user_count", agent.join(session, nil).number("user_count"), 2)
	same("who came", watcher.next("user_joined").Payload.text("user_id"), agent.self.text("user_id"))
	agent.conn.Close()
	reloaded := connect(port, "dev-user-key")
	reloaded.join(session, nil)
	contact := connect(port, "dev-contact-key")
	contact.join(session, nil)
	same("who came", watcher.next("user_joined").Payload.text("role"), "contact")
	from := time.Now()
	contact.conn.Close()
	same("who went", watcher.next("user_left").Payload.text("role"), "contact")
	notBefore("grace", from, 4500*time.Millisecond)
	same("the reload was told", len(watcher.all("user_left")), 1)
}

func typing(port string) {
	session, members := opened(port, "dev-admin-key", "dev-contact-key")
	watcher, typist := members[0], members[1]
	typist.typing(session, true)
	event := watcher.next("user_typing").Payload
	same("who", event.text("user_id"), typist.self.text("user_id"))
	same("is_typing", event["is_typing"], true)
	from := time.Now()
	same("is_typing", watcher.next("user_typing").Payload["is_typing"], false)
	notBefore("expiry", from, 5*time.Second)
	typist.typing(session, true)
	watcher.next("user_typing")
	typist.say(session, "done", nil)
	same("is_typing", watcher.next("user_typing").Payload["is_typing"], false)
	typist.settle()
	same("own typing told", len(typist.all("user_typing")), 0)
}

func ping(port string) {
	c := connect(port, "dev-contact-key")
	c.settle()
	pongs := make(chan string, 1)
	c.conn.SetPongHandler(func(bytes string) error { pongs <- bytes; return nil })
	check(c.conn.WriteControl(websocket.PingMessage, []byte("a"), time.Now().Add(patience)))
	select {
	case bytes := <-pongs:
		same("pong", bytes, "a")
	case <-time.After(patience):
		fail("no pong")
	}
	farewell := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "bye")
	check(c.conn.WriteControl(websocket.CloseMessage, farewell, time.Now().Add(patience)))
	must(websocket.IsCloseError(c.awaitClose(), websocket.CloseNormalClosure), "closed: %v", c.closed)
}
