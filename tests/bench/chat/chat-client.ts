import { randomUUID } from 'node:crypto';
import type {
  ClientToServerEvents,
  MessageSend,
  Problem,
  ResumedAnswer,
  ServerToClientEvents,
} from '@alice/contracts';
import { io, type Socket } from 'socket.io-client';
import { FollowedAnswer } from './followed-answer';

const ANSWER_MS = 90_000;
const ACK_MS = 10_000;

type Resumption = { data: ResumedAnswer } | { problem: Problem };

/** A page's side of the socket, without the page. */
export class ChatClient {
  private constructor(readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>) {}

  static async connect(url: string, cookie: string): Promise<ChatClient> {
    const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url, {
      path: '/ws/',
      transports: ['websocket'],
      extraHeaders: { cookie },
      forceNew: true,
      reconnectionDelay: 20,
      randomizationFactor: 0,
    });
    const client = new ChatClient(socket);
    try {
      await client.connected();
    } catch (error) {
      socket.disconnect();
      throw error;
    }
    return client;
  }

  /** Waits for the connection, at most 10 seconds. */
  connected(): Promise<void> {
    if (this.socket.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no connection in time')), ACK_MS);
      this.socket.once('connect', () => {
        clearTimeout(late);
        resolve();
      });
    });
  }

  ask(text: string, conversationId?: string): FollowedAnswer {
    const { socket } = this;
    const message: MessageSend = {
      text,
      clientMessageId: randomUUID(),
      ...(conversationId ? { conversationId } : {}),
    };
    const answer = new FollowedAnswer(performance.now());
    let messageId: string | undefined;
    const listeners: Partial<ServerToClientEvents> = {
      'answer:started': (event) => {
        if (event.clientMessageId !== message.clientMessageId) return;
        messageId = event.messageId;
        answer.start(event);
      },
      'answer:delta': ({ messageId: id, seq, text: piece }) => {
        if (id === messageId) answer.take({ seq, text: piece, at: performance.now() });
      },
      'answer:done': (response) => {
        if (response.messageId === messageId) answer.finish(response);
      },
      'answer:failed': ({ messageId: id, problem }) => {
        if (id === messageId) answer.fail(new Error(`failed: ${problem.code}`));
      },
    };
    const events = Object.entries(listeners) as [keyof ServerToClientEvents, never][];
    for (const [event, listener] of events) socket.on(event, listener);
    const late = setTimeout(() => answer.fail(new Error('no whole answer in time')), ANSWER_MS);
    const leave = () => {
      clearTimeout(late);
      for (const [event, listener] of events) socket.off(event, listener);
    };
    answer.done.then(leave, leave);
    socket.emit('message:send', message, (ack) => {
      if ('problem' in ack) answer.fail(new Error(`refused: ${ack.problem.code}`));
    });
    return answer;
  }

  async stop(messageId: string): Promise<void> {
    await this.socket.timeout(ACK_MS).emitWithAck('message:stop', { messageId });
  }

  /** Breaks the connection as a bad network would, and goes on from the last delta once it is back. */
  async dropAndResume(answer: FollowedAnswer): Promise<void> {
    const gone = new Promise((resolve) => this.socket.once('disconnect', resolve));
    answer.lose();
    this.socket.io.engine.close();
    await gone;
    await this.connected();
    const { messageId } = await answer.started;
    const resume = { messageId, fromSeq: answer.seq };
    const ack = (await this.socket.timeout(ACK_MS).emitWithAck('answer:resume', resume)) as Resumption;
    if ('problem' in ack) throw new Error(`not resumed: ${ack.problem.code}`);
    answer.resume(ack.data);
  }

  close(): void {
    this.socket.disconnect();
  }
}
