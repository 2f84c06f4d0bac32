import { waitUntil } from '@alice/test-stack';
import type { Socket } from 'socket.io-client';

/** What a page has heard of an answer before its connection is lost in the middle of it. */
export interface Heard {
  text: string;
  /** Of its last delta. */
  seq: number;
}

/** Collects what is heard on a socket from now on; `lose` waits for some of it, and breaks the connection off. */
export function hearAnswer(socket: Socket): Heard & { lose: () => Promise<void> } {
  const heard = {
    text: '',
    seq: 0,
    lose: async () => {
      await waitUntil('some of it', () => heard.seq >= 5);
      socket.io.engine.close();
      await waitUntil('the socket to be gone', () => !socket.connected);
    },
  };
  socket.on('answer:delta', ({ seq, text }: { seq: number; text: string }) => {
    heard.text += text;
    heard.seq = seq;
  });
  return heard;
}
