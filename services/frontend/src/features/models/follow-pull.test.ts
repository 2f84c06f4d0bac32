import type { ModelPull, Problem } from '@alice/contracts';
import { ProblemError, unreachable } from '../../backend/call-api';
import { followPull, type PullPorts } from './follow-pull';
import type { PullNews } from './open-pull';

const NAME = 'a:1b';
const pull = (completedBytes: number, status: ModelPull['status'] = 'running'): ModelPull => ({
  name: NAME,
  status,
  completedBytes,
  totalBytes: 100,
  step: 'pulling ab',
});
const progress = (bytes: number): PullNews => ({ kind: 'progress', pull: pull(bytes) });
const done: PullNews = { kind: 'done', pull: pull(100, 'done') };
const problem = (code: Problem['code'], status: number): Problem => ({
  ...unreachable(status),
  code,
  requestId: 'r',
});
const refused = (code: Problem['code'], status: number) => new ProblemError(problem(code, status));

/** Each opening plays the next list of news; an error in it breaks the connection. Each look answers the next. */
function play(
  openings: (PullNews | Error)[][],
  looks: (ModelPull | undefined | Error)[] = [],
  joining = false,
) {
  const told: (number | null)[] = [];
  const waits: number[] = [];
  let opened = 0;
  const controller = new AbortController();
  const ports: PullPorts = {
    async *open() {
      for (const news of openings[opened++] ?? []) {
        if (news instanceof Error) throw news;
        yield await Promise.resolve(news);
      }
    },
    look: () => {
      const next = looks.shift();
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  };
  const tell = ({ completedBytes }: ModelPull) => void told.push(completedBytes);
  const end = followPull(NAME, ports, tell, controller.signal, joining);
  return { end, told, waits, controller, opened: () => opened };
}

it('tells how far it is, to the end', async () => {
  const { end, told } = play([[progress(0), progress(50), done]]);
  expect(await end).toEqual(pull(100, 'done'));
  expect(told).toEqual([0, 50]);
});

it('comes back to the download that runs, also where the backend is away for a while', async () => {
  const away = new ProblemError(unreachable(502));
  const { end, told, waits } = play(
    [
      [progress(10), new Error('broken')],
      [progress(70), done],
    ],
    [away, away, pull(60)],
  );
  expect(await end).toMatchObject({ status: 'done' });
  expect(told).toEqual([10, 70]);
  expect(waits).toEqual([500, 1000, 2000]);
});

it('starts no download again that somebody has ended meanwhile', async () => {
  const { end, opened } = play([[progress(10)]], [pull(10, 'cancelled')]);
  expect(await end).toMatchObject({ status: 'cancelled' });
  expect(opened()).toBe(1);
});

it('takes a download that the backend does not know any more for failed', async () => {
  const { end, opened } = play([[progress(10)]], [undefined]);
  expect(await end).toMatchObject({ status: 'failed', failure: 'other' });
  expect(opened()).toBe(1);
});

it('says why a download failed, as far as the backend knows', async () => {
  const full: ModelPull = { ...pull(50, 'failed'), failure: 'disk_full' };
  const error: PullNews = { kind: 'error', problem: problem('unavailable', 503) };
  expect(await play([[progress(50), error]], [full]).end).toEqual(full);
  const unknown: PullNews = { kind: 'error', problem: problem('not_found', 404) };
  expect(await play([[unknown]], [new Error('broken')]).end).toMatchObject({ failure: 'unknown_model' });
});

it.each([
  ['a wrong name', refused('invalid_input', 400)],
  ['a server that is away', refused('llm_unavailable', 503)],
  ['a backend that is away', new ProblemError(unreachable(0))],
])('begins nothing with %s', async (_what, error) => {
  await expect(play([[error]]).end).rejects.toBe(error);
});

it('joins a download that runs, though the first try finds nobody', async () => {
  const { end } = play([[new ProblemError(unreachable(0))], [done]], [pull(20)], true);
  expect(await end).toMatchObject({ status: 'done' });
});

it('stops where the person may not look any more', async () => {
  const error = refused('unauthenticated', 401);
  await expect(play([[progress(1)]], [error]).end).rejects.toBe(error);
});

it('ends without a word where nobody follows any more', async () => {
  const { end, controller } = play([[progress(1), new Error('aborted')]], [new Error('aborted')]);
  controller.abort();
  expect(await end).toBeUndefined();
});
