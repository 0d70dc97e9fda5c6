// SPDX-License-Identifier: Apache-2.0
'use strict';

// What `promise` becomes, or an error after `ms`.
function withDeadline(promise, ms) {
    let timer;
    const late = new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`not done after ${ms} ms`)), ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

module.exports = { withDeadline };
