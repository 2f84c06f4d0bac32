import type { MusicState } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

describe.each(LOCALES)('music in %s', (locale) => {
  const guest = visitor({ locale });
  const run = (tool: string, args: object = {}) => guest.ask('POST', `/api/tools/${tool}/execute`, { args });
  const music = () => guest.ask<MusicState>('GET', '/api/music');
  const stateIs = (state: MusicState['state']) =>
    guest.page
      .locator(`[data-testid="now-playing-state"][data-state="${state}"]`)
      .waitFor({ state: 'attached' });
  const pressed = (testId: string, value: boolean) =>
    guest.page.locator(`[data-testid="${testId}"][aria-pressed="${value}"]`).waitFor();
  const phase = () => guest.at('audio').getAttribute('data-phase');
  const clock = () => guest.at('audio').evaluate((element) => (element as HTMLAudioElement).currentTime);
  const sounds = () =>
    waitUntil('the sound', async () => (await phase()) === 'sounding' && (await clock()) > 0.3, {
      timeoutMs: 20_000,
    });

  beforeAll(async () => {
    await guest.emptyQueue();
    await run('PLAY');
    await run('SHUFFLE', { enabled: false });
    await run('REPEAT', { mode: 'off' });
    await run('UNLIKE');
    await guest.open('/');
  });

  it('is paused, goes on and skips at the bar', async () => {
    await stateIs('playing');
    await guest.at('play-pause').click();
    await stateIs('paused');
    await guest.at('play-pause').click();
    await stateIs('playing');
    const { track } = await music();
    await guest.at('next').click();
    await waitUntil('another track', async () => (await music()).track?.uri !== track?.uri);
    const title = (await music()).track?.title ?? '';
    await guest.at('now-playing-title').getByText(title).waitFor();
  });

  it('shows on every open page what is done on one of them, at once', async () => {
    const other = await guest.context.newPage();
    await other.goto('/');
    await other.getByTestId('now-playing-state').waitFor({ state: 'attached' });
    await guest.at('shuffle').click();
    await other.locator('[data-testid="shuffle"][aria-pressed="true"]').waitFor();
    await other.getByTestId('shuffle').click();
    await pressed('shuffle', false);
    await guest.at('volume').fill('35');
    await waitUntil('the volume on the other', async () => {
      return (await other.getByTestId('volume').inputValue()) === '35';
    });
    await other.close();
  });

  it('has its queue: jump to a track, like one, take one out', async () => {
    await guest.at('open-player').click();
    const tracks = guest.at('queue-track');
    await tracks.first().waitFor();
    const count = await tracks.count();
    expect(count).toBeGreaterThan(1);
    await tracks.last().getByTestId('queue-track-play').click();
    await guest.page.locator('[data-testid="queue-track"][aria-current="true"]').last().waitFor();
    await guest.at('player-like').click();
    await pressed('player-like', true);
    await tracks.first().getByTestId('queue-remove').click();
    await waitUntil('one track fewer', async () => (await tracks.count()) === count - 1);
  });

  it('has favourites, and no more when they are none', async () => {
    const { track } = await music();
    await guest.at('likes-tab').click();
    const liked = guest.at('liked-track').filter({ hasText: track?.title ?? '' });
    await liked.getByTestId('liked-like').click();
    await liked.waitFor({ state: 'detached' });
    await pressed('player-like', false);
    await guest.at('player-close').click();
    await guest.at('player').waitFor({ state: 'detached' });
  });

  it('sounds in the page, is silent when paused, and sounds again from now', async () => {
    await run('REPEAT', { mode: 'all' });
    await run('PLAY');
    await waitUntil(
      'the sound, or its asking for a tap',
      async () => ['sounding', 'blocked'].includes((await phase()) ?? ''),
      { timeoutMs: 30_000 },
    );
    if ((await phase()) === 'blocked') await guest.at('listen').click();
    await sounds();
    await guest.at('play-pause').click();
    await waitUntil('silence', () =>
      guest.at('audio').evaluate((element) => (element as HTMLAudioElement).paused),
    );
    await guest.at('play-pause').click();
    await sounds();
    await run('REPEAT', { mode: 'off' });
  });

  itHasComplainedOfNothing(guest);
});
