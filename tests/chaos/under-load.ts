import type { ChaosStack, Ended } from './chaos-stack';
import { Ledger } from './ledger';
import { Prober } from './prober';
import { report } from './report';

/** People who are signed in, in a stack that is up. */
export interface Crowd {
  stack: ChaosStack;
  cookies: string[];
}

/** Of an account: nothing that was acknowledged is lost, doubled or left without an answer. */
export const NOTHING_LOST = { ackedLost: 0, duplicates: 0, unanswered: 0, faults: [] };
export const NOBODY_NOTICED = { account: expect.objectContaining(NOTHING_LOST) as object, failures: [] };

/** What people notice while `work` runs: requests that failed, and the messages' account; reported under `id`. */
export async function underLoad<T extends Ended | void>(
  { stack, cookies }: Crowd,
  id: string,
  work: () => Promise<T>,
  { sockets = 20, perSecond = 20, everyMs = 5_000 } = {},
) {
  const ledger = await Ledger.open(stack, cookies, sockets, everyMs);
  const prober = new Prober(stack, perSecond, cookies[0] ?? '');
  const result = await work().finally(async () => void (await prober.stop()));
  const account = await ledger.close();
  const { failures } = prober;
  report(id, {
    ...(result && { seconds: result.seconds }),
    requests: prober.asked,
    failed: failures.length,
    ...account,
    failures: failures.slice(0, 5),
  });
  return { result, account, failures };
}
