// SPDX-License-Identifier: Apache-2.0
package main

import (
	"fmt"
	"sort"
)

// opened returns a new session of one message, which the admin has written and everybody has joined.
func opened(port string, tokens ...string) (session string, members []*client) {
	session = newSession()
	for at, token := range tokens {
		member := connect(port, token)
		if at == 0 {
			member.say(session, "Olá", nil)
		}
		member.join(session, nil)
		members = append(members, member)
	}
	return session, members
}

// eachExactlyOnce checks that every member has the messages from seq 2 to last: its own as confirmations, all others as
// new_message in the order of seq.
func eachExactlyOnce(members []*client, last int) {
	ids := map[int]string{}
	for _, member := range members {
		var seqs []int
		for _, message := range member.all("new_message") {
			seqs = append(seqs, message.number("seq"))
		}
		must(sort.IntsAreSorted(seqs), "%s: out of order", member.name)
		for _, message := range append(member.all("message_sent"), member.all("new_message")...) {
			seq, id := message.number("seq"), message.text("message_id")
			must(ids[seq] == "" || ids[seq] == id, "%s: another message as seq %d", member.name, seq)
			ids[seq] = id
		}
		for _, message := range member.all("message_sent") {
			if message.number("seq") > 1 {
				seqs = append(seqs, message.number("seq"))
			}
		}
		sort.Ints(seqs)
		same(member.name+": lost or doubled", seqs, numbers(2, last))
	}
}

// lastForAll sends one more message from the first member and waits until the others have it.
func lastForAll(session string, members []*client) int {
	last := members[0].say(session, "the last", nil).number("seq")
	for _, member := range members[1:] {
		member.nextThat("new_message", func(e envelope) bool { return e.Payload.number("seq") == last })
	}
	for _, member := range members {
		member.settle()
	}
	return last
}

func numbers(first, last int) (all []int) {
	for i := first; i <= last; i++ {
		all = append(all, i)
	}
	return all
}

func twoClients(port string) {
	session, members := opened(port, "dev-admin-key", "dev-contact-key")
	admin, contact := members[0], members[1]
	question := contact.say(session, "d'água & <b>", nil)
	same("text", question.text("text"), "d&#39;água &amp; &lt;b&gt;")
	same("from_me", question["from_me"], false)
	same("heard", admin.next("new_message").Payload, question)
	answer := admin.say(session, "Olá!", fields{"reply_to_id": question.text("message_id"), "client_message_id": "c"})
	same("agent_id", answer.text("agent_id"), admin.self.text("user_id"))
	same("client_message_id", answer.text("client_message_id"), "c")
	delete(answer, "client_message_id")
	same("heard", contact.next("new_message").Payload, answer)
	contact.send("dance", fields{})
	same("error", contact.next("error").Error, "unknown_type")
	eachExactlyOnce(members, lastForAll(session, members))
}

func threeClients(port string) {
	session, members := opened(port, "dev-admin-key", "dev-user-key", "dev-contact-key")
	burst(session, members, 300)
}

func twoTabs(port string) {
	session, members := opened(port, "dev-admin-key", "dev-admin-key", "dev-contact-key")
	same("user_id", members[0].self["user_id"], members[1].self["user_id"])
	must(members[0].self["client_id"] != members[1].self["client_id"], "one client_id for two tabs")
	burst(session, members, 200)
	same("news of the other tab", len(members[0].all("user_joined")), 1)
	members[1].typing(session, true)
	members[2].next("user_typing")
	lastForAll(session, members)
	same("typing told to the own tab", len(members[0].all("user_typing")), 0)
}

// burst has every member post count messages at once.
func burst(session string, members []*client, count int) {
	for i := 0; i < count; i++ {
		for at, member := range members {
			member.post(session, fmt.Sprint(at, " ", i), nil)
		}
	}
	for _, member := range members {
		for i := 0; i < count; i++ {
			member.next("message_sent")
		}
	}
	last := lastForAll(session, members)
	same("last seq", last, len(members)*count+2)
	eachExactlyOnce(members, last)
}
