import { Worker } from 'node:worker_threads';

/** What the watchdog of a service may be told. */
export interface WatchdogOptions {
  service: string;
  /** How long the event loop may stand still, in seconds. */
  seconds?: number;
}

/**
 * A thread that looks once a second whether the main thread's event loop has turned since. It counts its own looks and not
 * the time, so that a process that was paused with it, or a machine that slept, is not ended for that. `process.exit` of a
 * thread ends the thread alone, and no signal handler runs where the loop stands still: SIGKILL is what is left. The line
 * goes to stdout past the streams, which the main thread serves.
 */
const WATCH = `
const { writeSync } = require('node:fs');
const { workerData: { turns, service, seconds } } = require('node:worker_threads');
const mine = new Int32Array(new SharedArrayBuffer(4));
let seen = -1;
let still = 0;
for (;;) {
  Atomics.wait(mine, 0, 0, 1000);
  const now = Atomics.load(turns, 0);
  // Until the first turn the service is only loading.
  still = now === seen && now > 0 ? still + 1 : 0;
  seen = now;
  if (still < seconds) continue;
  const message = 'the event loop has stood still: the process ends itself, to be started again';
  const line = { timestamp: new Date().toISOString(), level: 'error', service, message, seconds: still };
  try { writeSync(1, JSON.stringify(line) + '\\n'); } catch {}
  process.kill(process.pid, 'SIGKILL');
}
`;

/** Ends the process where its event loop stands still for that long; costs a thread of about 14 MB, and a look a second. */
export function startWatchdog({ service, seconds = 15 }: WatchdogOptions): void {
  const turns = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(turns, 0, 1), 500).unref();
  const worker = new Worker(WATCH, {
    eval: true,
    workerData: { turns, service, seconds },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
    execArgv: [],
  });
  worker.unref();
}
