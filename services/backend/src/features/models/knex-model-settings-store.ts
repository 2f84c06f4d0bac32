import { reasoningEffortSchema } from '@alice/contracts';
import type { Knex } from 'knex';
import type { ChosenSettings, ModelSettingsStore } from './model-settings-store';

const MODEL = 'models.default';
const EFFORT = 'models.reasoning_effort';

export class KnexModelSettingsStore implements ModelSettingsStore {
  constructor(private readonly db: Knex) {}

  async read(): Promise<ChosenSettings> {
    const rows = await this.db<{ name: string; value: string }>('settings').whereIn('name', [MODEL, EFFORT]);
    const values = new Map(rows.map(({ name, value }) => [name, value]));
    const model = values.get(MODEL);
    const effort = reasoningEffortSchema.safeParse(values.get(EFFORT));
    return {
      ...(model === undefined ? {} : { model }),
      ...(effort.success ? { effort: effort.data } : {}),
    };
  }

  async write({ model, effort }: ChosenSettings): Promise<void> {
    const rows = [
      ...(model === undefined ? [] : [{ name: MODEL, value: model }]),
      ...(effort === undefined ? [] : [{ name: EFFORT, value: effort }]),
    ];
    if (rows.length > 0) await this.db('settings').insert(rows).onConflict('name').merge();
  }
}
