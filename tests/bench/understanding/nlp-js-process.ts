import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { NlpJs } from './nlp-js.ts';

/** nlp.js alone in a process, to see what it weighs: loads a model and answers each line of standard input with its intent. */
async function main([file]: readonly string[]): Promise<void> {
  if (file === undefined) throw new Error('usage: nlp-js-process MODEL');
  const nlpJs = NlpJs.load(readFileSync(file, 'utf8'));
  for await (const text of createInterface({ input: process.stdin }))
    process.stdout.write(`${(await nlpJs.classify(text)).answer.intent}\n`);
}

void main(process.argv.slice(2));
