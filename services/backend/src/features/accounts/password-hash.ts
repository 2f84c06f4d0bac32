import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { UnavailableError } from '@alice/errors';

/** OWASP's least for Argon2id: 19 MiB of memory, 2 passes, 1 lane. `memory` is in KiB. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

interface Hashed {
  id: number;
  error?: Error;
  tag: Uint8Array;
}

/** What the other thread does; a text, so that it is the same in whatever the sources are compiled to. */
const HASHING = `
  const { parentPort } = require('node:worker_threads');
  const { argon2Sync } = require('node:crypto');
  parentPort.on('message', ({ id, parameters }) => {
    try {
      parentPort.postMessage({ id, tag: argon2Sync('argon2id', parameters) });
    } catch (error) {
      parentPort.postMessage({ id, error });
    }
  });
`;

/** So many may wait; more, each some 50 ms, would keep people waiting who mean well. */
const MOST_WAITING = 50;

let worker: Worker | undefined;
let lastId = 0;
const asked = new Map<number, PromiseWithResolvers<Buffer>>();

/**
 * Hashes on a thread of its own, one after the other: more at once would let a flood of logins eat memory and processors.
 * Node's asynchronous `argon2` will not do: it makes every hash twice, the first time on the thread that asks, where it would hold
 * up everybody (nodejs/node#62861), and then on any of four threads, each of which keeps 40 MB.
 */
function hashArgon2(parameters: typeof COST & { message: string; nonce: Buffer }): Promise<Buffer> {
  if (asked.size >= MOST_WAITING) {
    return Promise.reject(new UnavailableError('too many passwords to hash', { retryAfterSeconds: 5 }));
  }
  worker ??= startWorker();
  // Keeps the process alive for as long as somebody waits for a hash.
  worker.ref();
  const id = ++lastId;
  const hashed = Promise.withResolvers<Buffer>();
  asked.set(id, hashed);
  worker.postMessage({ id, parameters });
  return hashed.promise;
}

function startWorker(): Worker {
  const started = new Worker(HASHING, { eval: true });
  started.on('message', ({ id, error, tag }: Hashed) => {
    const hashed = asked.get(id);
    asked.delete(id);
    if (asked.size === 0) started.unref();
    if (error) hashed?.reject(error);
    else hashed?.resolve(Buffer.from(tag));
  });
  started.once('error', (error) => {
    worker = undefined;
    for (const hashed of asked.values()) hashed.reject(error);
    asked.clear();
  });
  return started;
}

const derive = (password: string, nonce: Buffer) =>
  hashArgon2({ ...COST, message: password.normalize('NFKC'), nonce });

/** An Argon2id hash in the PHC string format, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce);
  const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/** Whether `password` is the one behind `hash`; takes as long for a wrong one. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, , , , salt = '', expected = ''] = hash.split('$');
  const tag = await derive(password, Buffer.from(salt, 'base64'));
  const wanted = Buffer.from(expected, 'base64');
  return wanted.length === tag.length && timingSafeEqual(wanted, tag);
}
