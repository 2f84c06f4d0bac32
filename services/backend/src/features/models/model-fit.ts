import type { Machine, ModelFit } from '@alice/contracts';
import type { CatalogueEntry } from './model-catalogue';

/** What a model computes with beside its weights and its context, in bytes. */
const WORKING_BYTES = 500_000_000;

/** Of a graphics card's memory, what is left for a model beside the screen and the driver. */
const GPU_SHARE = 0.92;

/**
 * For one token a processor reads all active weights once. In a fifth of a second, which is about how fast people
 * read, one thread reads half a gigabyte; more threads than twelve do not help, since memory itself is no faster.
 */
const BYTES_PER_THREAD = 500_000_000;
const MOST_THREADS = 12;

/** What a model takes while it answers, in bytes: its weights, a context of so many tokens, and room to compute. */
export const needsBytes = (model: CatalogueEntry, contextTokens: number): number =>
  model.sizeBytes + model.cacheBytesPerToken * contextTokens + WORKING_BYTES;

/**
 * How a model would run on a machine. On the graphics card whatever finds room there runs well. In main memory, or
 * spread over both, it runs well where the processor reads the active weights about five times a second.
 */
export function fitOf(model: CatalogueEntry, machine: Machine | null, contextTokens: number): ModelFit {
  if (machine === null) return 'unknown';
  const needs = needsBytes(model, contextTokens);
  const onCard = (machine.gpu?.memoryBytes ?? 0) * GPU_SHARE;
  if (needs <= onCard) return 'well';
  if (needs > onCard + machine.usableBytes) return 'no';
  const shareInMemory = 1 - onCard / needs;
  const readForToken = model.sizeBytes * model.activeShare * shareInMemory;
  return readForToken <= BYTES_PER_THREAD * Math.min(machine.processors, MOST_THREADS) ? 'well' : 'slowly';
}

/**
 * The model to take on a machine: of those that run well and can run commands the one that comes last in the
 * catalogue; where none does, the lightest of those that run slowly. Undefined where none fits.
 */
export function bestOf(
  catalogue: readonly CatalogueEntry[],
  machine: Machine | null,
  contextTokens: number,
): CatalogueEntry | undefined {
  const capable = catalogue.filter(({ tools }) => tools);
  const those = (fit: ModelFit) => capable.filter((model) => fitOf(model, machine, contextTokens) === fit);
  return (
    those('well').at(-1) ??
    those('slowly').sort((a, b) => a.sizeBytes * a.activeShare - b.sizeBytes * b.activeShare)[0]
  );
}
