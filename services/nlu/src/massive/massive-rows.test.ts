import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MassiveFormatError, readAnnotation, readMassive } from './massive-rows';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'alice-massive-'))));
afterEach(() => {
  rmSync(directory, { recursive: true });
});

it('finds the words and slots of an annotated sentence', () => {
  expect(readAnnotation('väck mig [time : klockan nio] på [date : fredag]')).toEqual({
    words: ['väck', 'mig', 'klockan', 'nio', 'på', 'fredag'],
    slots: [
      { type: 'time', start: 2, end: 4 },
      { type: 'date', start: 5, end: 6 },
    ],
  });
  expect(readAnnotation('spela [song_name :  ]').slots).toEqual([]);
});

it.each(['spela [song_name : x', 'spela x]'])('refuses "%s"', (annotated) => {
  expect(() => readAnnotation(annotated)).toThrow(SyntaxError);
});

it('reads rows, and names the line that is none', () => {
  const row = { id: '1', partition: 'dev', intent: 'alarm_set', utt: 'väck mig', annot_utt: 'väck mig' };
  const file = join(directory, 'rows.jsonl');
  writeFileSync(file, `${JSON.stringify(row)}\n\n`);
  expect(readMassive(file)).toEqual([
    {
      id: '1',
      partition: 'dev',
      intent: 'alarm_set',
      scenario: '',
      utt: 'väck mig',
      words: ['väck', 'mig'],
      slots: [],
    },
  ]);
  writeFileSync(file, `${JSON.stringify(row)}\n{"id":1}\n`);
  expect(() => readMassive(file)).toThrow(MassiveFormatError);
  expect(() => readMassive(file)).toThrow(/rows\.jsonl:2/u);
});
