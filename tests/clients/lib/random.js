// SPDX-License-Identifier: Apache-2.0
// Random numbers that TEST_SEED repeats.
'use strict';

const { randomInt } = require('node:crypto');

const seed = Number(process.env.TEST_SEED ?? randomInt(1, 2 ** 31));

// A linear congruential generator: below(n) is at least 0 and less than n.
class Random {
    constructor() {
        this.state = BigInt(seed);
    }

    below(limit) {
        this.state = (this.state * 6364136223846793005n + 1442695040888963407n) & 0xFFFFFFFFFFFFFFFFn;
        return Number((this.state >> 33n) % BigInt(limit));
    }
}

module.exports = { Random, seed };
