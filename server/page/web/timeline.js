// SPDX-License-Identifier: Apache-2.0
// The messages of one conversation in the order of their seq, each once, and how far they are known without a gap.
export class Timeline {
  constructor() {
    this.clear(0);
    this.started = false;
  }

  // Starts anew behind `seq`: what is older can still be added, what is newer is counted from there.
  clear(seq) {
    this.messages = new Map();
    this.contiguous = seq;
    this.lowest = seq + 1;
    this.started = true;
  }

  // False if the message is known already.
  add(message) {
    if (this.messages.has(message.seq))
      return false;
    this.messages.set(message.seq, message);
    this.lowest = Math.min(this.lowest, message.seq);
    while (this.messages.has(this.contiguous + 1))
      this.contiguous += 1;
    return true;
  }
}
