import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoredModel {
  name: string;
  model: string;
  size: number;
  digest: string;
  modified_at: string;
  details: Record<string, unknown>;
}

const SUFFIX = '.model';

/** Models as files of a directory, so that a pull through one server is seen by another that shares the volume. */
export class ModelStore {
  private readonly directory: string | undefined;
  private readonly inMemory = new Set<string>();

  constructor(directory: string | undefined, models: readonly string[]) {
    this.directory = directory;
    if (directory !== undefined) mkdirSync(directory, { recursive: true });
    for (const model of models) this.add(model);
  }

  has(name: string): boolean {
    return this.names().includes(withTag(name));
  }

  add(name: string): void {
    const model = withTag(name);
    if (this.directory === undefined) this.inMemory.add(model);
    else writeFileSync(join(this.directory, encodeURIComponent(model) + SUFFIX), '');
  }

  remove(name: string): boolean {
    if (!this.has(name)) return false;
    const model = withTag(name);
    if (this.directory === undefined) this.inMemory.delete(model);
    else rmSync(join(this.directory, encodeURIComponent(model) + SUFFIX), { force: true });
    return true;
  }

  list(): StoredModel[] {
    return this.names().map((name) => ({
      name,
      model: name,
      size: 2_620_788_260,
      digest: Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64),
      modified_at: '2026-01-01T00:00:00Z',
      details: { format: 'gguf', family: 'double', parameter_size: '4.0B', quantization_level: 'Q4_K_M' },
    }));
  }

  private names(): string[] {
    if (this.directory === undefined) return [...this.inMemory].sort();
    return readdirSync(this.directory)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => decodeURIComponent(file.slice(0, -SUFFIX.length)))
      .sort();
  }
}

function withTag(name: string): string {
  return name.includes(':') ? name : `${name}:latest`;
}
