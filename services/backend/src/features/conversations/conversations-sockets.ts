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
import { parseMessage } from './parse-message';
import type { Turn } from './turn';
import type { TurnService } from './turn-service';

export type AliceSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { user: User; locale: Locale; address: string }
>;

/**
 * How long an answer goes on for a page whose connection was lost, or that is being reloaded, in milliseconds: long enough
 * for a lift, or for a reload where others wait for the model.
 */
const COME_BACK_MS = 30_000;
const RELOAD_MS = 4_000;
/** Why a socket is gone for good: the page said so, or its session ended. A lost connection may come back. */
const GONE = ['client namespace disconnect', 'server namespace disconnect'];

/** The conversation's events on one page's socket. */
export function conversationsSockets(
  turns: TurnService,
  store: Pick<ConversationStore, 'findAnswer'>,
  logger: Logger,
): (socket: AliceSocket) => void {
  return (socket) => {
    const { user, locale, address } = socket.data;
    const followed = new Set<string>();
    let gone: string | undefined;
    socket.once('disconnect', (reason) => (gone = reason));

    const follow = (turn: Turn, spoken: Locale): void => {
      const { messageId } = turn;
      if (followed.has(messageId)) return;
      followed.add(messageId);
      const leave = turn.watch();
      const unsubscribe = turn.subscribe({
        onDelta: (delta) => socket.emit('answer:delta', { messageId, ...delta }),
        onTool: (tool) => socket.emit('answer:tool', { messageId, tool }),
        onRetract: ({ seq }) => socket.emit('answer:retracted', { messageId, seq }),
        onQueued: (position) => socket.emit('answer:queued', { messageId, position }),
      });
      const onDisconnect = (reason: string) => {
        unsubscribe();
        if (GONE.includes(reason) && !turns.stopping) leave();
        else {
          setTimeout(() => (turns.crowded ? leave() : undefined), RELOAD_MS).unref();
          setTimeout(leave, COME_BACK_MS).unref();
        }
      };
      // It may have left while its message was being stored.
      if (gone === undefined) socket.once('disconnect', onDisconnect);
      else onDisconnect(gone);
      turn.done
        .then(
          (response) => socket.emit('answer:done', response),
          (error: unknown) =>
            socket.emit('answer:failed', { messageId, problem: toProblem(error, messageId, spoken) }),
        )
        .finally(() => {
          followed.delete(messageId);
          unsubscribe();
          socket.off('disconnect', onDisconnect);
        });
    };

    const handle = async <T>(ack: Ack<T>, work: () => Promise<T>): Promise<void> => {
      if (typeof ack !== 'function') return;
      const requestId = randomUUID();
      await runInContext({ requestId, locale, address, user }, async () => {
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
        const sent = parseMessage(messageSendSchema, message);
        const context = currentContext();
        if (context && sent.locale) context.locale = sent.locale;
        const turn = await turns.begin(user.id, sent, sent.locale ?? locale);
        const { conversationId, messageId } = turn;
        socket.emit('answer:started', { conversationId, messageId, clientMessageId: sent.clientMessageId });
        if (turn.position) socket.emit('answer:queued', { messageId, position: turn.position });
        if (!followed.has(messageId)) {
          for (const tool of turn.tools) socket.emit('answer:tool', { messageId, tool });
          if (turn.text !== '') socket.emit('answer:delta', { messageId, seq: turn.seq, text: turn.text });
        }
        follow(turn, sent.locale ?? locale);
        return { conversationId, messageId };
      }),
    );

    socket.on('message:stop', (stop, ack) =>
      handle(ack, async () => {
        const { messageId } = parseInput(messageStopSchema, stop);
        return { stopped: await turns.stop(user.id, messageId) };
      }),
    );

    socket.on('answer:resume', (resume, ack) =>
      handle(ack, async (): Promise<ResumedAnswer> => {
        const { messageId, fromSeq } = parseInput(answerResumeSchema, resume);
        const stored = turns.find(user.id, messageId)
          ? undefined
          : await store.findAnswer(user.id, messageId);
        const turn =
          turns.find(user.id, messageId) ??
          (stored?.status === 'streaming' ? await turns.findElsewhere(user.id, messageId) : undefined);
        if (turn) {
          const { seq, tools } = turn;
          const resumed: ResumedAnswer = {
            ...turn.after(fromSeq),
            seq,
            tools: [...tools],
            done: false,
            status: 'streaming',
          };
          follow(turn, locale);
          return resumed;
        }
        if (!stored) throw new NotFoundError('no such answer');
        const { response, text, status, seq } = stored;
        const tools = response?.meta.tools ?? [];
        return { text, fromSeq: 0, seq, tools, done: true, status, ...(response ? { response } : {}) };
      }),
    );
  };
}
