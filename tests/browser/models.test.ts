import type { Models } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { call } from '../stack/stack';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

describe.each(LOCALES)('language models in %s', (locale) => {
  const host = visitor({ locale, as: 'owner' });
  const models = () => host.ask<Models>('GET', '/api/models');
  const download = (name: string, status: string) =>
    host.page.locator(`[data-testid="download"][data-model="${name}"][data-status="${status}"]`);
  const fetchOther = async (name: string) => {
    await host.at('other-model').fill(name);
    await host.at('other-model-fetch').click();
  };
  afterAll(async () => {
    await call('PATCH', '/api/models/settings', { defaultModel: 'qwen3:4b' });
    await call('DELETE', '/api/models/plain:1b');
  });

  it('are offered by what fits this machine', async () => {
    await host.open('/settings/assistant', 'model-chooser');
    await host.at('model-qwen3:4b').waitFor();
    expect(await host.page.locator('[data-testid^="suggestion-"]').count()).toBeGreaterThan(0);
  });

  it('are fetched with progress, on every open page, and that can be called off', async () => {
    await fetchOther('slow:1b');
    await download('slow:1b', 'running').waitFor();
    await host.at('download-progress').waitFor();
    await host.page.reload();
    await download('slow:1b', 'running').getByTestId('download-cancel').click();
    await download('slow:1b', 'cancelled').waitFor();
    await download('slow:1b', 'cancelled').getByTestId('download-dismiss').click();
    await download('slow:1b', 'cancelled').waitFor({ state: 'detached' });
  });

  it('that do not exist are refused at the field, and the name stays', async () => {
    await fetchOther('inte en modell');
    expect(await host.errorAt('other-model')).not.toBe('');
    await fetchOther('missing:1b');
    expect(await host.errorAt('other-model')).toContain('missing:1b');
    expect(await host.at('other-model').inputValue()).toBe('missing:1b');
  });

  it('are chosen to answer, and deleted', async () => {
    await fetchOther('plain:1b');
    await download('plain:1b', 'done').getByTestId('download-choose').click();
    await waitUntil('the choice', async () => (await models()).defaultModel === 'plain:1b');
    await waitUntil('the page to show it', () => host.at('model-plain:1b').isChecked());
    await host.at('model-qwen3:4b').check();
    await host.at('choose-model').click();
    await waitUntil('the choice', async () => (await models()).defaultModel === 'qwen3:4b');
    await host.at('delete-plain:1b').click();
    await host.at('delete-model-yes').click();
    await host.at('model-plain:1b').waitFor({ state: 'detached' });
    expect((await models()).models.map(({ name }) => name)).not.toContain('plain:1b');
  });

  itHasComplainedOfNothing(host);
});
