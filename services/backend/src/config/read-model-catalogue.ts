import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '@alice/errors';
import { modelCatalogueSchema, type CatalogueEntry } from '../features/models';

const FILE = join(__dirname, '../../data/models.json');

/**
 * Reads the models that are suggested from `data/models.json`.
 * @throws ConfigError where it is missing or wrong
 */
export function readModelCatalogue(file = FILE): CatalogueEntry[] {
  try {
    return modelCatalogueSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).models;
  } catch (cause) {
    throw new ConfigError(`cannot read ${file}`, { cause });
  }
}
