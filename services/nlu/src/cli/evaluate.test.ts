import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'alice-evaluate-'));
  const row = (utt: string, annotated: string, intent: string) =>
    JSON.stringify({ id: '1', partition: 'test', scenario: 'alarm', intent, utt, annot_utt: annotated });
  const rows = [
    row('väck mig nio på fredag', 'väck mig [time : nio] på [date : fredag]', 'alarm_set'),
    row('vad blir det för väder', 'vad blir det för väder', 'weather_query'),
  ];
  write('massive.jsonl', ...rows, '');
  write('broken.jsonl', ...rows, '{"utt": "hej"}');
  write('empty.jsonl', '');
  write(
    'commands.jsonl',
    '{"text": "pausa musiken", "tool": "PAUSE", "args": {}}',
    '{"text": "min bror", "tool": null}',
    '{"text": "min syster", "tool": "NEXT", "args": {}}',
  );
  write('broken-commands.jsonl', '{"text": "pausa musiken", "tool": "PAUSE"}', '{"text": 5}');
});
afterAll(() => rmSync(directory, { recursive: true }));

const write = (name: string, ...lines: string[]) => writeFileSync(join(directory, name), lines.join('\n'));

/** Runs the program as npm does: elsewhere, but with the caller's directory in INIT_CWD. */
function evaluate(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env['PATH'], INIT_CWD: directory };
  const program = ['--require', require.resolve('tsx/cjs'), join(__dirname, 'evaluate.ts'), ...args];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, { env, timeout: 30_000 }, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

it("prints one line for a file in MASSIVE's format, whatever its part", async () => {
  const { code, out } = await evaluate('--massive', 'massive.jsonl');
  expect(code).toBe(0);
  expect(out).toMatch(/^\{.*\}\n$/u);
  const score = JSON.parse(out) as Record<string, number>;
  expect(Object.keys(score)).toEqual([
    ...['n', 'intentAccuracy', 'slotF1', 'exactMatch', 'ece', 'p50_ms', 'p99_ms'],
  ]);
  expect(score['n']).toBe(2);
}, 30_000);

it('prints one line for commands, and lists on standard error what is wrong', async () => {
  const { code, out, err } = await evaluate('--commands', 'commands.jsonl', '--verbose');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    commands: 2,
    rightTool: 0.5,
    rightToolAndArguments: 0.5,
    otherTalk: 1,
    accepted: 0,
    threshold: 0.85,
    p50_ms: expect.any(Number) as number,
    p99_ms: expect.any(Number) as number,
  });
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(err)).toMatchObject({ text: 'min syster', tool: 'NEXT' });
}, 30_000);

it.each<[string, RegExp, string[]]>([
  ['no file', /^usage: /u, []],
  ['two files', /^usage: /u, ['--massive', 'massive.jsonl', '--commands', 'commands.jsonl']],
  ['an option of the other kind', /^usage: /u, ['--commands', 'commands.jsonl', '--with-dev']],
  ['an unknown option', /--fast[^]*usage: /u, ['--massive', 'massive.jsonl', '--fast']],
  ['a missing file', /missing\.jsonl: cannot be read/u, ['--massive', 'missing.jsonl']],
  ['a directory', /: cannot be read/u, ['--massive', '.']],
  ['an empty file', /empty\.jsonl: no rows/u, ['--massive', 'empty.jsonl']],
  ['a row of another form', /broken\.jsonl:3: /u, ['--massive', 'broken.jsonl']],
  ['a command of another form', /broken-commands\.jsonl:2: /u, ['--commands', 'broken-commands.jsonl']],
])(
  'ends with 2 and a word why for %s',
  async (_name, message, args) => {
    const { code, out, err } = await evaluate(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^ {4}at /mu);
  },
  30_000,
);
