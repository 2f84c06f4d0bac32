import { docker, waitUntil } from '@alice/test-stack';
import { containerOf } from '../stack/stack';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

describe.each(LOCALES)('the status in %s', (locale) => {
  const host = visitor({ locale, as: 'owner' });
  const guest = visitor({ locale });
  const plots = () => host.page.locator('section[data-testid^="plot-"]');

  it('shows the owner every part, and how the figures go', async () => {
    await host.converse('pausa');
    await host.open('/status', 'status-parts');
    for (const part of ['database', 'nlu', 'ollama', 'music']) await host.at(`status-part-${part}`).waitFor();
    await host.at('status-now').waitFor();
    await host.at('status-disk').waitFor();
    expect(await plots().count()).toBeGreaterThan(3);
    await waitUntil(
      'a plot that is drawn',
      async () => {
        await host.page.reload();
        await plots().first().waitFor();
        await waitUntil(
          'the plots',
          async () => (await host.page.locator('[data-state="loading"]').count()) === 0,
        );
        return (await host.page.locator('section[data-state="drawn"] canvas').count()) > 0;
      },
      { timeoutMs: 50_000, intervalMs: 1_000 },
    );
  }, 90_000);

  it('shows a day and a week, and every plot as a table', async () => {
    for (const range of ['day', 'week', 'hour']) {
      await host.at(`status-range-${range}`).click();
      await host.page.locator(`[data-testid="status-range-${range}"][data-state="active"]`).waitFor();
      await plots().first().waitFor();
    }
    const drawn = host.page.locator('section[data-state="drawn"]').first();
    await drawn.locator('summary').click();
    await drawn.locator('table tbody tr').first().waitFor();
  });

  it('refuses others kindly', async () => {
    await guest.open('/status', 'status-for-owner');
    expect(await guest.at('status-parts').count()).toBe(0);
  });

  itHasComplainedOfNothing(host, guest);
});

describe('what is wrong', () => {
  const host = visitor({ as: 'owner' });
  beforeAll(() => host.complaints.expect(/status of 503/));

  it('is said in words with what to do, and is gone when it is over', async () => {
    const music = await containerOf('music');
    await host.open('/status', 'status-parts');
    await docker(['stop', '-t', '1', music]);
    try {
      await waitUntil(
        'the problem',
        async () => {
          await host.page.reload();
          await host.at('status-parts').waitFor();
          return (await host.page.locator('[data-testid^="status-problem-music"]').count()) > 0;
        },
        { timeoutMs: 30_000, intervalMs: 500 },
      );
      const summary = host.at('status-summary');
      expect(await summary.getAttribute('data-state')).toBe('down');
    } finally {
      await docker(['start', music]);
    }
    await waitUntil(
      'it to be over',
      async () => {
        await host.page.reload();
        await host.at('status-parts').waitFor();
        return (await host.page.locator('[data-testid^="status-problem-music"]').count()) === 0;
      },
      { timeoutMs: 30_000, intervalMs: 500 },
    );
  }, 90_000);

  itHasComplainedOfNothing(host);
});
