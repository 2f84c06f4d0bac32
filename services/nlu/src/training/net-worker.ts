import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { runNetJob, type NetJob, type NetResult } from './net-job';

/** Trains a net in a thread of its own; what comes out does not depend on it. */
export function trainInThread(job: NetJob, report: (line: string) => void): Promise<NetResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: job });
    worker.on('message', (message: string | NetResult) => {
      if (typeof message === 'string') report(message);
      else resolve(message);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      reject(new Error(`the thread of ${job.name} ended with ${String(code)}`));
    });
  });
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  port.postMessage(
    runNetJob(workerData as NetJob, (line) => {
      port.postMessage(line);
    }),
  );
}
