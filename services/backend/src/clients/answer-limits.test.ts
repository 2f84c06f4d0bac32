import { AnswerLimits, type AnswerLimitOptions } from './answer-limits';

const open: AnswerLimits[] = [];
beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  open.splice(0).forEach((limits) => limits.clear());
  jest.useRealTimers();
});

function limitsOf(
  change: Partial<AnswerLimitOptions> = {},
  wanted = new AbortController().signal,
): AnswerLimits {
  const limits = new AnswerLimits({ firstTokenMs: 100, idleMs: 20, totalMs: 1_000, ...change }, wanted);
  open.push(limits);
  limits.begin();
  return limits;
}
const reasonOf = ({ signal }: AnswerLimits) => (signal.reason as Error | undefined)?.message;

it('waits for the first token, however many lines without one come', () => {
  const limits = limitsOf();
  for (let line = 0; line < 9; line++) {
    jest.advanceTimersByTime(10);
    limits.pause();
    limits.resume();
  }
  expect(limits.signal.aborted).toBe(false);
  jest.advanceTimersByTime(10);
  expect(reasonOf(limits)).toBe('no first token came');
});

it('waits for each line after it anew', () => {
  const limits = limitsOf();
  limits.firstToken();
  for (let line = 0; line < 9; line++) {
    jest.advanceTimersByTime(19);
    limits.pause();
    limits.firstToken();
    limits.resume();
  }
  expect(limits.signal.aborted).toBe(false);
  jest.advanceTimersByTime(20);
  expect(reasonOf(limits)).toBe('the answer fell silent');
});

it('takes nothing for silence while nothing is waited for', () => {
  const limits = limitsOf();
  limits.pause();
  limits.firstToken();
  jest.advanceTimersByTime(500);
  limits.resume();
  jest.advanceTimersByTime(19);
  expect(limits.signal.aborted).toBe(false);
});

it('begins anew with another request', () => {
  const limits = limitsOf();
  limits.firstToken();
  limits.begin();
  jest.advanceTimersByTime(99);
  expect(limits.signal.aborted).toBe(false);
});

it('bounds the whole, also while nothing is waited for', () => {
  const limits = limitsOf();
  limits.pause();
  jest.advanceTimersByTime(1_000);
  expect(reasonOf(limits)).toBe('the answer took too long');
});

it('ends with what it is wanted for, and never after it was cleared', () => {
  const controller = new AbortController();
  const limits = limitsOf({}, controller.signal);
  controller.abort();
  expect(limits.signal.aborted).toBe(true);
  const other = limitsOf();
  other.clear();
  jest.advanceTimersByTime(5_000);
  expect(other.signal.aborted).toBe(false);
});
