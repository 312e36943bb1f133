// SPDX-License-Identifier: EUPL-1.2
// SHA-256 by hand: WebCrypto answers through a promise per hash (ten times slower for short texts)
// and is missing where a town is shown without HTTPS in its own network.

const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) {
    if (PRIMES.every((p) => n % p)) PRIMES.push(n);
}
const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
const K = Int32Array.from(PRIMES, (p) => fraction(Math.cbrt(p)));
const START = Int32Array.from(PRIMES.slice(0, 8), (p) => fraction(Math.sqrt(p)));
const W = new Int32Array(64);

// The first 32 bits of SHA-256 over the one block in W: no puzzle asks for more zero bits.
function firstWord() {
    for (let i = 16; i < 64; i++) {
        const x = W[i - 15];
        const y = W[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = START;
    for (let i = 0; i < 64; i++) {
        const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + t1) | 0;
        d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    return (a + START[0]) >>> 0;
}

function load(text) {
    W.fill(0, 0, 16);
    for (let i = 0; i < text.length; i++) W[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
    W[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8);
    W[15] = text.length * 8;
}

onmessage = ({ data: { nonce, bits, pieces } }) => {
    const numbers = [];
    for (let piece = 0; piece < pieces; piece++) {
        let number = 0;
        for (;;) {
            load(`${nonce}:${piece}:${number}`);
            if (Math.clz32(firstWord()) >= bits) break;
            number++;
        }
        numbers.push(number);
    }
    postMessage(numbers.join("."));
};
