import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import type { Machine } from '@alice/contracts';

export interface MachineLimits {
  /** The most memory that the language model's server may take, in bytes. */
  modelMemoryBytes: number;
  /** Of the graphics cards that it may use, in bytes; 0 where there is none. */
  gpuMemoryBytes: number;
}

/** Alice herself and the system below her, in bytes. */
const REST_BYTES = 2_000_000_000;

/** The host names by which the language model's server is on this machine. */
const HERE = new Set(['ollama', 'localhost', '127.0.0.1', '[::1]', 'host.docker.internal']);

/**
 * What a language model has to work with here, from /proc/meminfo, which shows the machine's memory in a container too.
 * Null where its server, at `host`, is another machine.
 */
export function readMachine(host: string, limits: MachineLimits, meminfo = '/proc/meminfo'): Machine | null {
  if (!HERE.has(new URL(host).hostname)) return null;
  const memoryBytes = readMemory(meminfo);
  return {
    memoryBytes,
    usableBytes: Math.max(0, Math.min(memoryBytes - REST_BYTES, limits.modelMemoryBytes)),
    processors: availableParallelism(),
    gpu: limits.gpuMemoryBytes > 0 ? { memoryBytes: limits.gpuMemoryBytes } : null,
  };
}

function readMemory(meminfo: string): number {
  try {
    const kilobytes = /^MemTotal:\s+(\d+) kB$/m.exec(readFileSync(meminfo, 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux: below.
  }
  return totalmem();
}
