import type { Problem } from '@alice/contracts';
import type { AnswerEvent } from './conversation';
import { EventBatch } from './event-batch';

const delta = (seq: number): AnswerEvent => ({ type: 'delta', messageId: 'm1', seq, text: `${seq} ` });
const end: AnswerEvent = { type: 'failed', messageId: 'm1', problem: {} as Problem };

function batch() {
  const heard: string[] = [];
  const frames: (() => void)[] = [];
  const subject = new EventBatch(
    (event) => heard.push(event.type === 'delta' ? `${event.seq}` : event.type),
    (run) => {
      frames.push(run);
      return () => frames.splice(frames.indexOf(run), frames.includes(run) ? 1 : 0);
    },
  );
  return { subject, heard, nextFrame: () => frames.shift()?.(), frames };
}

it('hands on the first piece at once, and the rest with the next frame', () => {
  const { subject, heard, nextFrame } = batch();
  for (const seq of [1, 2, 3]) subject.add(delta(seq));
  expect(heard).toEqual(['1']);
  nextFrame();
  expect(heard).toEqual(['1', '2', '3']);
});

it('waits for nothing after a frame without pieces', () => {
  const { subject, heard, nextFrame, frames } = batch();
  subject.add(delta(1));
  nextFrame();
  expect(frames).toHaveLength(0);
  subject.add(delta(2));
  expect(heard).toEqual(['1', '2']);
});

it('keeps the order of all that comes within a frame', () => {
  const { subject, heard, nextFrame } = batch();
  for (const event of [delta(1), delta(2), end]) subject.add(event);
  nextFrame();
  expect(heard).toEqual(['1', '2', 'failed']);
});

it('says nothing any more after it was closed', () => {
  const { subject, heard, nextFrame } = batch();
  subject.add(delta(1));
  subject.add(delta(2));
  subject.close();
  nextFrame();
  expect(heard).toEqual(['1']);
});
