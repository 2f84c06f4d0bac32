import { problemCodes, type Problem } from '@alice/contracts';
import { unreachable } from './call-api';
import { problemText, worthAskingAgain } from './problem-text';

const problem = (over: Partial<Problem>): Problem => ({ ...unreachable(503), title: 'Upptaget', ...over });

describe('problemText', () => {
  it('says what the server said', () => {
    expect(problemText(problem({ code: 'llm_busy' }))).toEqual({ said: 'Upptaget' });
  });

  it.each([
    [0, 'unreachable'],
    [429, 'rate_limited'],
    [502, 'unavailable'],
  ])('has words of its own for an answer of %i that says nothing', (status, key) => {
    expect(problemText(unreachable(status))).toEqual({ key });
  });
});

describe('worthAskingAgain', () => {
  it('offers it for what passes, and not for what the words themselves caused', () => {
    const offered = problemCodes.filter((code) => worthAskingAgain(problem({ code })));
    expect(offered).toEqual([
      'rate_limited',
      'internal',
      'llm_unavailable',
      'llm_busy',
      'model_missing',
      'unavailable',
    ]);
  });
});
