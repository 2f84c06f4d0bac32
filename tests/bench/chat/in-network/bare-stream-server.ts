import { randomUUID } from 'node:crypto';
import { Server } from 'socket.io';

// The floor: socket.io alone in the backend's place. It knows nobody, stores nothing, and says the words that the
// double of the language model would say, at the same pace.

const FIRST_TOKEN_MS = 5;
const server = new Server(Number(process.env.BACKEND_PORT ?? 8000), {
  path: '/ws/',
  transports: ['websocket'],
  serveClient: false,
  perMessageDeflate: false,
});

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Message {
  text: string;
  clientMessageId: string;
}

server.on('connection', (socket) => {
  const answer = async ({ text, clientMessageId }: Message): Promise<void> => {
    const number = (name: string) => Number(new RegExp(`\\[double:${name} (\\d+)\\]`).exec(text)?.[1]);
    const messageId = randomUUID();
    socket.emit('answer:started', { conversationId: messageId, messageId, clientMessageId });
    const asked = performance.now();
    await wait(FIRST_TOKEN_MS);
    const ownMs = performance.now() - asked;
    const words = Array.from(
      { length: number('say') },
      (_, index) => `${index > 0 ? ' ' : ''}ord${index + 1}`,
    );
    for (const [index, word] of words.entries()) {
      socket.emit('answer:delta', { messageId, seq: index + 1, text: word });
      await wait(number('pace'));
    }
    const reply = { text: words.join(''), source: 'llm' };
    // Its own time to the first word, as the double tells it.
    socket.emit('answer:done', { conversationId: messageId, messageId, reply, timing: { llm_ms: ownMs } });
  };
  socket.on('message:send', (message: Message, ack: (answer: unknown) => void) => {
    ack({ data: {} });
    void answer(message);
  });
});
