import { createInterface } from 'node:readline';
import { toProblem } from '@alice/service-runtime';
import { InvalidInputError } from '@alice/errors';
import { loadClassifier } from '../load-classifier';
import { classifyBodySchema } from '../http/classify-routes';

/** Prints for each line of standard input what `POST /nlu/classify` answers to it. */
async function main(): Promise<void> {
  const classifier = loadClassifier();
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const answer = classifyBodySchema.safeParse({ text }).success
      ? classifier.classify(text)
      : toProblem(new InvalidInputError('blank or over 1,000 characters'), 'none', 'sv');
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

void main();
