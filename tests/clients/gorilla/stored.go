// SPDX-License-Identifier: Apache-2.0
package main

import (
	"fmt"
	"sync"
)

func seqs(messages []fields) (all []int) {
	for _, message := range messages {
		all = append(all, message.number("seq"))
	}
	return all
}

func resume(port string) {
	const missed = 5000
	session, members := opened(port, "dev-admin-key")
	sender := members[0]
	sender.sayAll(session, missed, 200)
	away := connect(port, "dev-user-key")
	joined := away.join(session, fields{"after_seq": 1})
	same("recovered", joined["recovered"], true)
	same("missed", joined.number("missed"), missed)
	away.nextThat("new_message", func(e envelope) bool { return e.Payload.number("seq") == missed+1 })
	last := lastForAll(session, []*client{sender, away})
	got := away.all("new_message")
	same("received", seqs(got), numbers(2, last))
	for _, message := range got {
		same(fmt.Sprint("replayed of ", message["seq"]), message["replayed"] == true, message.number("seq") < last)
	}
	same("another epoch", connect(port, "dev-user-key").join(session,
		fields{"after_seq": 1, "epoch": newSession()})["recovered"], false)
}

func retry(port string) {
	session, members := opened(port, "dev-admin-key", "dev-contact-key")
	sender := members[0]
	own := fields{"client_message_id": "c-1"}
	first := sender.say(session, "once", own)
	same("repeat", sender.say(session, "once", own), first)
	sender.post(session, "twice", own)
	same("error", sender.next("error").Error, "conflict")
	var tabs sync.WaitGroup
	for tab := 0; tab < 4; tab++ {
		tabs.Add(1)
		go func() {
			defer tabs.Done()
			same("repeat in a tab", connect(port, "dev-admin-key").say(session, "once", own), first)
		}()
	}
	tabs.Wait()
	restartServer()
	later := connect(port, "dev-admin-key")
	same("repeat after a restart", later.say(session, "once", own), first)
	messages, _ := later.history(session, nil)
	same("stored", seqs(messages), numbers(1, 2))
	members[1].awaitClose()
	same("told", seqs(members[1].all("new_message")), []int{2})
}

func history(port string) {
	session, members := opened(port, "dev-admin-key")
	reader := members[0]
	reader.sayAll(session, 249, 100)
	latest, hasMore := reader.history(session, nil)
	same("latest page", seqs(latest), numbers(151, 250))
	same("has_more", hasMore, true)
	var all []int
	for more := true; more; {
		var page []fields
		page, more = reader.history(session, fields{"after_seq": len(all), "limit": 70})
		all = append(all, seqs(page)...)
	}
	same("forwards", all, numbers(1, 250))
	first, hasMore := reader.history(session, fields{"before_seq": 4})
	same("first page", seqs(first), numbers(1, 3))
	same("has_more", hasMore, false)
}

func kill(port string) {
	const rounds, count = 5, 300
	session, members := opened(port, "dev-admin-key", "dev-user-key")
	sender, reader := members[0], members[1]
	confirmed := map[string]string{} // client_message_id to message_id
	received := []int{1}
	for round := 0; round < rounds; round++ {
		for i := 0; i < count; i++ {
			id := fmt.Sprint(round, "-", i)
			sender.post(session, id, fields{"client_message_id": id})
		}
		for i := 0; i < 20+40*round; i++ {
			sender.next("message_sent")
		}
		restartServer()
		sender.awaitClose()
		reader.awaitClose()
		keep(confirmed, sender)
		received = append(received, seqs(reader.all("new_message"))...)
		sender, reader = connect(port, "dev-admin-key"), connect(port, "dev-user-key")
		reader.join(session, fields{"after_seq": received[len(received)-1]})
		sendAgain(session, sender, confirmed, round, count)
	}
	last := lastForAll(session, []*client{sender, reader})
	same("last seq", last, rounds*count+2)
	keep(confirmed, sender)
	same("received", append(received, seqs(reader.all("new_message"))...), numbers(1, last))
	same("confirmed", len(confirmed), rounds*count)
}

// keep notes what was confirmed; a second answer must be the first one.
func keep(confirmed map[string]string, sender *client) {
	for _, message := range sender.all("message_sent") {
		own, id := message.text("client_message_id"), message.text("message_id")
		if own != "" {
			must(confirmed[own] == "" || confirmed[own] == id, "%s: %s and %s", own, confirmed[own], id)
			confirmed[own] = id
		}
	}
}

// sendAgain repeats the whole round, confirmed or not.
func sendAgain(session string, sender *client, confirmed map[string]string, round, count int) {
	for i := 0; i < count; i++ {
		id := fmt.Sprint(round, "-", i)
		sender.post(session, id, fields{"client_message_id": id})
	}
	for i := 0; i < count; i++ {
		sender.next("message_sent")
	}
	keep(confirmed, sender)
}
