const { createHash } = require('node:crypto');
const Sequencer = require('@jest/test-sequencer').default;

/**
 * The order of the test files that share one stack: by name, the same on every machine, where Jest's own goes by how long
 * each took there before. No file may need another: `FILE_ORDER=7 npm run test:stack` runs them in an order of its own for
 * each number, and so finds one that does.
 */
module.exports = class FileOrder extends Sequencer {
  sort(tests) {
    const seed = process.env.FILE_ORDER;
    const key = ({ path }) => (seed ? createHash('sha256').update(`${seed} ${path}`).digest('hex') : path);
    return [...tests].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
};
