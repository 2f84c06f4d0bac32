import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** OWASP's least for Argon2id: 19 MiB of memory, 2 passes, 1 lane. `memory` is in KiB. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** At most this many at once: each holds 19 MiB and a thread, and more would let a flood of logins eat the memory. */
const AT_ONCE = 2;

interface Hashed {
  id: number;
  error: Error | null;
  tag: Uint8Array;
}

/** What the other thread does; a text, so that it is the same in whatever the sources are compiled to. */
const HASHING = `
  const { parentPort } = require('node:worker_threads');
  const { argon2 } = require('node:crypto');
  parentPort.on('message', ({ id, parameters }) =>
    argon2('argon2id', parameters, (error, tag) => parentPort.postMessage({ id, error, tag })));
`;

let worker: Worker | undefined;
let lastId = 0;
const asked = new Map<number, PromiseWithResolvers<Buffer>>();

/**
 * Hashes on a thread of its own: Node's asynchronous `argon2` makes every hash twice, and the first time on the thread
 * that asks (nodejs/node#62861), where it would hold up everybody for 35 ms and more.
 */
function hashArgon2(parameters: typeof COST & { message: string; nonce: Buffer }): Promise<Buffer> {
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

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const derive = (password: string, nonce: Buffer) =>
  inTurn(() => hashArgon2({ ...COST, message: password.normalize('NFKC'), nonce }));

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
