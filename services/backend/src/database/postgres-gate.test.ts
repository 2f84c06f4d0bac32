import { UnavailableError } from '@alice/errors';
import { PostgresGate } from './postgres-gate';

const SILENT = new Error('Query read timeout');

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it.each(['Query read timeout', 'timeout expired'])('shuts where somebody waited in vain: %s', (message) => {
  const gate = new PostgresGate(() => new Promise(() => undefined));
  gate.pass();
  expect(gate.told(new Error(message))).toBe(true);
  expect(() => gate.pass()).toThrow(UnavailableError);
});

it.each([
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }),
  new Error('Knex: Timeout acquiring a connection. The pool is probably full.'),
  'timeout expired',
])('stays open where the server, or the lack of one, was heard: %s', (error) => {
  const gate = new PostgresGate(() => new Promise(() => undefined));
  expect(gate.told(error)).toBe(false);
  gate.pass();
});

it('opens as soon as the database answers, which it asks at once and then twice a second', async () => {
  const looks = [false, false, true];
  const look = jest.fn(() => (looks.shift() ? Promise.resolve() : Promise.reject(SILENT)));
  const gate = new PostgresGate(look);
  gate.told(SILENT);
  gate.told(SILENT);
  expect(look).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(500);
  expect(look).toHaveBeenCalledTimes(2);
  expect(() => gate.pass()).toThrow();
  await jest.advanceTimersByTimeAsync(500);
  gate.pass();
  await jest.advanceTimersByTimeAsync(5_000);
  expect(look).toHaveBeenCalledTimes(3);
});

it('looks no more once it has ended', async () => {
  const look = jest.fn(() => Promise.reject(SILENT));
  const gate = new PostgresGate(look);
  gate.told(SILENT);
  gate.end();
  await jest.advanceTimersByTimeAsync(5_000);
  expect(look).toHaveBeenCalledTimes(1);
});
