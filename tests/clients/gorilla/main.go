// SPDX-License-Identifier: Apache-2.0

// A client on gorilla/websocket: `gorilla PORT FLOW` plays one flow against a fresh server. Exit code 0: all was as the
// protocol says; otherwise standard error says what was not.
package main

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"os"
	"reflect"
)

var flows = map[string]func(port string){
	"two_clients":   twoClients,
	"three_clients": threeClients,
	"two_tabs":      twoTabs,
	"resume":        resume,
	"retry":         retry,
	"presence":      presence,
	"typing":        typing,
	"history":       history,
	"ping":          ping,
	"kill":          kill,
}

var driver = bufio.NewReader(os.Stdin)

// restartServer has the server killed by -9 and started again; it returns when it listens.
func restartServer() {
	fmt.Println("restart")
	_, err := driver.ReadString('\n')
	check(err)
}

func fail(format string, values ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

func check(err error) {
	must(err == nil, "%v", err)
}

func must(holds bool, format string, values ...interface{}) {
	if !holds {
		fail(format, values...)
	}
}

func same(what string, actual, expected interface{}) {
	must(reflect.DeepEqual(actual, expected), "%s: %v instead of %v", what, actual, expected)
}

func newSession() string {
	var b [16]byte
	_, err := rand.Read(b[:])
	check(err)
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func main() {
	must(len(os.Args) == 3 && flows[os.Args[2]] != nil, "usage: gorilla PORT FLOW")
	flows[os.Args[2]](os.Args[1])
}
