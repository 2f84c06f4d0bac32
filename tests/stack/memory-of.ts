import { docker } from '../../packages/test-stack/src/docker';
import { containerOf } from './stack';

/** Resident memory of a service's main process, in bytes. */
export async function memoryOf(service: string): Promise<number> {
  const top = await docker(['top', await containerOf(service), '-eo', 'pid,rss,comm']);
  const kilobytes = top
    .split('\n')
    .slice(1)
    .map((line) => Number(line.trim().split(/\s+/)[1] ?? 0));
  return Math.max(...kilobytes) * 1024;
}
