import {
  answerResumeSchema,
  messageSendSchema,
  messageStopSchema,
  type Ack,
  type ClientToServerEvents,
  type Locale,
  type ResumedAnswer,
  type ServerToClientEvents,
  type User,
} from '@alice/contracts';
import { NotFoundError } from '@alice/errors';
import { currentContext, parseInput, runInContext, toProblem, type Logger } from '@alice/service-runtime';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io';
import type { ConversationStore } from './conversation-store';
import type { Turn } from './turn';
import type { TurnService } from './turn-service';

export type AliceSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { user: User; locale: Locale }
>;

/** The conversation's events on one page's socket. */
export function conversationsSockets(
  turns: TurnService,
  store: ConversationStore,
  logger: Logger,
): (socket: AliceSocket) => void {
  return (socket) => {
    const { user, locale } = socket.data;
    const followed = new Set<string>();

    const follow = (turn: Turn, spoken: Locale): void => {
      if (followed.has(turn.messageId)) return;
      followed.add(turn.messageId);
      // A page may come back for the answer: it is waited for even while the page is away.
      turn.watch();
      const { messageId } = turn;
      const unsubscribe = turn.subscribe({
        onDelta: (delta) => socket.emit('answer:delta', { messageId, ...delta }),
        onTool: (tool) => socket.emit('answer:tool', { messageId, tool }),
      });
      socket.once('disconnect', unsubscribe);
      turn.done
        .then(
          (response) => socket.emit('answer:done', response),
          (error: unknown) =>
            socket.emit('answer:failed', { messageId, problem: toProblem(error, messageId, spoken) }),
        )
        .finally(() => {
          followed.delete(messageId);
          unsubscribe();
        });
    };

    const handle = async <T>(ack: Ack<T>, work: () => Promise<T>): Promise<void> => {
      if (typeof ack !== 'function') return;
      const requestId = randomUUID();
      await runInContext({ requestId, locale }, async () => {
        try {
          ack({ data: await work() });
        } catch (error) {
          const problem = toProblem(error, requestId, currentContext()?.locale ?? locale);
          if (problem.code === 'internal') logger.error('unexpected error', { error });
          ack({ problem });
        }
      });
    };

    socket.on('message:send', (message, ack) =>
      handle(ack, async () => {
        const sent = parseInput(messageSendSchema, message);
        const context = currentContext();
        if (context && sent.locale) context.locale = sent.locale;
        const turn = await turns.begin(user.id, sent, sent.locale ?? locale);
        const { conversationId, messageId } = turn;
        socket.emit('answer:started', { conversationId, messageId, clientMessageId: sent.clientMessageId });
        for (const tool of turn.tools) socket.emit('answer:tool', { messageId, tool });
        if (turn.seq > 0) socket.emit('answer:delta', { messageId, seq: turn.seq, text: turn.text });
        follow(turn, sent.locale ?? locale);
        return { conversationId, messageId };
      }),
    );

    socket.on('message:stop', (stop, ack) =>
      handle(ack, () => {
        const turn = turns.find(user.id, parseInput(messageStopSchema, stop).messageId);
        turn?.stop();
        return Promise.resolve({ stopped: turn !== undefined });
      }),
    );

    socket.on('answer:resume', (resume, ack) =>
      handle(ack, async (): Promise<ResumedAnswer> => {
        const { messageId, fromSeq } = parseInput(answerResumeSchema, resume);
        const turn = turns.find(user.id, messageId);
        if (turn) {
          const from = Math.min(fromSeq, turn.seq);
          const resumed = { text: turn.textAfter(from), fromSeq: from, seq: turn.seq, done: false };
          follow(turn, locale);
          return resumed;
        }
        const stored = await store.findAnswer(user.id, messageId);
        if (!stored) throw new NotFoundError('no such answer');
        const { response, text } = stored;
        return { text, fromSeq: 0, seq: 1, done: true, ...(response ? { response } : {}) };
      }),
    );
  };
}
