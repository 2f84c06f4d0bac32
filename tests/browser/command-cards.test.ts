import type { MusicState } from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { itHasComplainedOfNothing, LOCALES, visitor } from './visitor';

const SENTENCES = {
  sv: {
    volume: 'höj volymen till 30 procent',
    like: 'gilla låten',
    shuffle: 'blanda låtarna',
    repeat: 'upprepa låten',
  },
  en: {
    volume: 'set the volume to 30 percent',
    like: 'like this song',
    shuffle: 'shuffle the songs',
    repeat: 'repeat this song',
  },
};

/** How the music is before, with each command, and how it is when the command was taken back. */
const COMMANDS = [
  { name: 'volume', before: { volume: 55 }, after: { volume: 30 } },
  { name: 'like', before: { liked: false }, after: { liked: true } },
  { name: 'shuffle', before: { shuffle: false }, after: { shuffle: true } },
  { name: 'repeat', before: { repeat: 'off' }, after: { repeat: 'one' } },
] as const;

describe.each(LOCALES)('a command in %s', (locale) => {
  const guest = visitor({ locale });
  const run = (tool: string, args: object) => guest.ask('POST', `/api/tools/${tool}/execute`, { args });
  const musicIs = (label: string, wanted: object) =>
    waitUntil(label, async () => {
      const now = await guest.ask<MusicState>('GET', '/api/music');
      return Object.entries(wanted).every(([key, value]) => now[key as keyof MusicState] === value);
    });

  beforeAll(async () => {
    await guest.emptyQueue();
    await run('PLAY', {});
    await run('SET_VOLUME', { level: 55 });
    await run('SHUFFLE', { enabled: false });
    await run('REPEAT', { mode: 'off' });
    await run('UNLIKE', {});
    await guest.open('/');
  });

  it('shows what was heard and understood, how surely, by whom and how fast', async () => {
    const sentence = SENTENCES[locale].volume;
    const answer = await guest.say(sentence);
    const card = answer.getByTestId('command-card');
    expect(await card.getAttribute('data-tool')).toBe('SET_VOLUME');
    expect(await card.getAttribute('data-executed')).toBe('true');
    expect(await card.getByTestId('command-heard').innerText()).toContain(sentence);
    expect(await card.getByTestId('command-arguments').innerText()).toContain('30');
    expect(await card.getByTestId('command-confidence').innerText()).toMatch(/9\d ?%/);
    expect(await card.getByTestId('command-source').innerText()).toBe(guest.words.command.sources.router);
    expect(await card.getByTestId('command-duration').innerText()).toMatch(/\d ms/);
    await run('SET_VOLUME', { level: 55 });
  });

  it.each(COMMANDS)('$name is taken back with one press', async ({ name, before, after }) => {
    // The track must not end meanwhile: what is liked is the track.
    await guest.ask('POST', '/api/music/seek', { seconds: 1 });
    await musicIs(`${name} before`, before);
    const answer = await guest.say(SENTENCES[locale][name]);
    await musicIs(`${name} done`, after);
    await answer.getByTestId('undo').click();
    await answer.locator('[data-testid="undo"][data-phase="done"]').waitFor();
    await musicIs(`${name} taken back`, before);
  });

  it('that finds nothing says so on its card', async () => {
    const answer = await guest.say(locale === 'sv' ? 'spela Finns Verkligen Inte' : 'play Really Not There');
    const card = answer.getByTestId('command-card');
    expect(await card.getAttribute('data-executed')).toBe('false');
    expect(await card.getByTestId('command-error').innerText()).not.toBe('');
  });

  it('that the language model chose is shown as the model’s', async () => {
    const answer = await guest.say('Vill du ordna det åt mig, snälla? tool:SET_VOLUME {"level": 44}');
    const card = answer.getByTestId('command-card');
    expect(await card.getByTestId('command-source').innerText()).toBe(guest.words.command.sources.harmony);
    expect(await card.getByTestId('command-confidence').count()).toBe(0);
    await musicIs('the volume', { volume: 44 });
  });

  itHasComplainedOfNothing(guest);
});
