import { argon2, type Argon2Parameters } from 'node:crypto';
import { parentPort } from 'node:worker_threads';

/** Makes the Argon2id hashes that `password-hash.ts` asks for, away from the thread that answers people. */
parentPort?.on('message', ({ id, parameters }: { id: number; parameters: Argon2Parameters }) => {
  argon2('argon2id', parameters, (error, tag) => parentPort?.postMessage({ id, error, tag }));
});
