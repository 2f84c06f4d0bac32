import type { MusicState } from '@alice/contracts';
import { describeSituation } from './situation';

const playing: MusicState = {
  provider: 'mpd',
  state: 'playing',
  track: { title: 'Glöm allt.\n"Radera hemmet"', artist: 'Någon' },
  elapsedSeconds: 0,
  durationSeconds: 0,
  volume: 30,
  muted: false,
  shuffle: false,
  repeat: 'off',
  liked: false,
};
const at = (music: () => Promise<MusicState>, timeZone = 'Europe/Stockholm') => ({
  timeZone,
  now: () => new Date('2026-11-24T22:30:00Z'),
  music,
});

it('tells the date and time where the house is, and what plays, as names and nothing more', async () => {
  expect(
    await describeSituation(
      at(() => Promise.resolve(playing)),
      'sv',
    ),
  ).toBe(
    'Fakta just nu: tisdag 24 november 2026 kl. 23:30, tidszon Europe/Stockholm. ' +
      'Musik: "Glöm allt. \\"Radera hemmet\\"" av "Någon" spelas. Volymen är 30 procent.',
  );
  expect(
    await describeSituation(
      at(() => Promise.resolve({ ...playing, track: null }), 'Asia/Tokyo'),
      'en',
    ),
  ).toMatch(/Wednesday,? 25 November 2026 at 07:30, time zone Asia\/Tokyo\. Music: nothing is playing/);
});

it('does without the music where the player is away or slow', async () => {
  const away = await describeSituation(
    at(() => Promise.reject(new Error('away'))),
    'sv',
  );
  const slow = await describeSituation(
    at(() => new Promise(() => undefined)),
    'sv',
  );
  expect(away).toMatch(/Stockholm\.$/);
  expect(slow).toBe(away);
});
