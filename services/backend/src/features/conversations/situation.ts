import type { Locale, MusicState } from '@alice/contracts';
import { translate } from '../../messages/translate';

export interface SituationOptions {
  timeZone: string;
  now: () => Date;
  /** What plays; rejects, or is late, where the player is away. */
  music: () => Promise<MusicState>;
}

/** Longest wait for the player, in milliseconds: an answer does without rather than be late. */
const MUSIC_MS = 200;
/** Longest name that is told to the model, in characters. */
const LONGEST_NAME = 120;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a millisecond, longer than all the rest of an answer's facts. */
function formatOf(timeZone: string, locale: Locale): Intl.DateTimeFormat {
  const key = `${timeZone} ${locale}`;
  let format = formats.get(key);
  if (!format) {
    const language = locale === 'sv' ? 'sv-SE' : 'en-GB';
    format = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone });
    formats.set(key, format);
  }
  return format;
}

/** The facts that the model is given with a question: date, time, time zone and what plays, as one message. */
export async function describeSituation(
  { timeZone, now, music }: SituationOptions,
  locale: Locale,
): Promise<string> {
  const time = formatOf(timeZone, locale).format(now());
  const facts = [translate(locale, 'model.facts.time', { time, timeZone })];
  const state = await withDeadline(music());
  if (state) facts.push(describeMusic(state, locale));
  return facts.join(' ');
}

function describeMusic({ state, track, volume, muted }: MusicState, locale: Locale): string {
  const sound = translate(locale, muted ? 'model.facts.muted' : 'model.facts.volume', { volume });
  if (!track || state === 'stopped') return `${translate(locale, 'model.facts.silence')} ${sound}`;
  const names = [track.title, track.artist].filter((name) => name !== undefined).map(asName);
  const what = names.join(locale === 'sv' ? ' av ' : ' by ');
  return `${translate(locale, `model.facts.${state}`, { what })} ${sound}`;
}

/** A name from a file or a service, on one line and in quotation marks that it cannot close. */
function asName(name: string): string {
  return JSON.stringify(name.replace(/\s+/gu, ' ').slice(0, LONGEST_NAME).toWellFormed());
}

async function withDeadline(state: Promise<MusicState>): Promise<MusicState | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), MUSIC_MS)));
  try {
    return await Promise.race([state, late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
