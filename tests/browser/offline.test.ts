import { axeFindingsInBothThemes } from './axe-findings';
import { waitUntil } from '@alice/test-stack';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

interface Manifest {
  name: string;
  start_url: string;
  display: string;
  icons: { src: string; sizes: string; purpose?: string }[];
}

describe.each(LOCALES)('without a network, in %s', (locale) => {
  const guest = visitor({ locale });
  beforeAll(() => guest.complaints.expect(/ERR_INTERNET_DISCONNECTED/, /WebSocket connection to .* failed/));

  it('can be installed', async () => {
    await guest.open('/');
    const href = await guest.page.locator('link[rel="manifest"]').getAttribute('href');
    const manifest = await guest.ask<Manifest>('GET', href ?? '');
    expect(manifest).toMatchObject({ name: 'Alice', display: 'standalone' });
    expect(manifest.icons.some(({ sizes }) => sizes === '512x512')).toBe(true);
    for (const { src } of manifest.icons) {
      const icon = await guest.context.request.get(src);
      expect({ src, type: icon.headers()['content-type'] }).toEqual({
        src,
        type: expect.stringMatching(/^image\//) as string,
      });
    }
    const devtools = await guest.context.newCDPSession(guest.page);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  });

  it('shows a page of its own in the language, and comes back by itself', async () => {
    await guest.page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active?.state !== 'activated')
        await new Promise((resolve) => active?.addEventListener('statechange', resolve, { once: true }));
    });
    await guest.context.setOffline(true);
    await guest.page.reload();
    await guest.at('offline').waitFor();
    expect(await guest.page.locator('h1').innerText()).toBe(guest.words.offline.title);
    expect(await axeFindingsInBothThemes(guest.page)).toEqual([]);
    await guest.context.setOffline(false);
    await guest.at('message-input').waitFor();
  });

  it('shows it in another language when that is chosen', async () => {
    const other = locale === 'sv' ? 'en' : 'sv';
    const language = () => guest.page.locator('html').getAttribute('lang');
    await guest.open('/settings/appearance', 'language-panel');
    await guest.at(`language-${other}`).check();
    await waitUntil('the page to be kept in it', () =>
      guest.page.evaluate(
        async (kept) => (await (await caches.match('/offline'))?.text())?.includes(kept),
        `<html lang="${other}"`,
      ),
    );
    await guest.context.setOffline(true);
    await guest.page.reload();
    await guest.at('offline').waitFor();
    expect(await language()).toBe(other);
    await guest.context.setOffline(false);
    await guest.at('language-panel').waitFor();
  });

  itHasComplainedOfNothing(guest);
});
