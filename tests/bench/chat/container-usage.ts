import { docker } from '@alice/test-stack';
import { rounded } from './percentiles';

export interface Usage {
  rssMb: number;
  /** The most since `forgetPeak`. */
  peakMb: number;
  cpuSeconds: number;
}

/** Linux counts processor time for programs in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const LARGEST =
  'largest=$(grep -H VmRSS /proc/[0-9]*/status 2>/dev/null | sort -k2 -n | tail -n 1 | cut -d/ -f3)';

/** Memory and processor time of the largest process of a container: Node, and not what only starts it. */
export async function usageOf(container: string): Promise<Usage> {
  const script = `${LARGEST}; cat /proc/$largest/status /proc/$largest/stat`;
  const text = await docker(['exec', container, 'sh', '-c', script]);
  const megabytes = (name: string) =>
    rounded(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1]) / 1024);
  // Fields 14 and 15 of stat, user and system time, counted from behind the name, which may hold spaces.
  const fields = text.slice(text.lastIndexOf(') ') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { rssMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM'), cpuSeconds: ticks / TICKS_PER_SECOND };
}

/** From now on `peakMb` counts anew. */
export async function forgetPeak(container: string): Promise<void> {
  await docker(['exec', container, 'sh', '-c', `${LARGEST}; echo 5 > /proc/$largest/clear_refs`]);
}
