// SPDX-License-Identifier: Apache-2.0
// peer: Go + gorilla/websocket: hub with rooms, one writer goroutine and a 256-slot channel per client
package main

import (
	"encoding/json"
	"html"
	"net/http"
	"os"
	"sync"
	"time"
	"crypto/rand"
	"fmt"

	"github.com/gorilla/websocket"
)

type client struct{ c *websocket.Conn; out chan []byte; rooms map[string]bool }
type env struct {
	Type    string `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
	Timestamp string `json:"timestamp,omitempty"`
	MessageID string `json:"message_id,omitempty"`
}
type send struct {
	SessionID string `json:"session_id"`; ContactID string `json:"contact_id"`; Text string `json:"text"`; ContentType string `json:"content_type"`
}
type msg struct {
	MessageID string `json:"message_id"`; SessionID string `json:"session_id"`; ContactID string `json:"contact_id"`; Text string `json:"text"`
	ContentType string `json:"content_type"`; FromMe bool `json:"from_me"`; Timestamp string `json:"timestamp"`; Status string `json:"status"`
}
var mu sync.RWMutex
var rooms = map[string]map[*client]bool{}
var up = websocket.Upgrader{ReadBufferSize: 1024, WriteBufferSize: 1024, CheckOrigin: func(*http.Request) bool { return true }}
func uuid() string { var b [16]byte; rand.Read(b[:]); return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:]) }
func wrap(t string, m msg) []byte { p, _ := json.Marshal(m); o, _ := json.Marshal(env{t, p, m.Timestamp, m.MessageID}); return o }
func main() {
	http.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		c, err := up.Upgrade(w, r, nil); if err != nil { return }
		k := &client{c, make(chan []byte, 256), map[string]bool{}}
		go func() { for b := range k.out { c.SetWriteDeadline(time.Now().Add(10*time.Second)); if c.WriteMessage(websocket.TextMessage, b) != nil { c.Close(); } } }()
		defer func() { mu.Lock(); for s := range k.rooms { delete(rooms[s], k) }; mu.Unlock(); close(k.out); c.Close() }()
		for {
			_, d, err := c.ReadMessage(); if err != nil { return }
			var e env; if json.Unmarshal(d, &e) != nil { continue }
			var s send; json.Unmarshal(e.Payload, &s)
			switch e.Type {
			case "join_session":
				mu.Lock(); if rooms[s.SessionID] == nil { rooms[s.SessionID] = map[*client]bool{} }; rooms[s.SessionID][k] = true; k.rooms[s.SessionID] = true; mu.Unlock()
			case "send_message":
				m := msg{uuid(), s.SessionID, s.ContactID, html.EscapeString(s.Text), s.ContentType, true, time.Now().UTC().Format(time.RFC3339), "sent"}
				k.out <- wrap("message_sent", m); m.FromMe = false; b := wrap("new_message", m)
				mu.RLock(); for o := range rooms[s.SessionID] { if o != k { o.out <- b } }; mu.RUnlock()
			}
		}
	})
	fmt.Println("ready"); http.ListenAndServe("127.0.0.1:"+os.Args[1], nil)
}
