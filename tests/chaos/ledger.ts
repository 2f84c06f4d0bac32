import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  ClientToServerEvents,
  Conversation,
  MessageSend,
  Problem,
  ServerToClientEvents,
} from '@alice/contracts';
import { waitUntil } from '@alice/test-stack';
import { io, type Socket } from 'socket.io-client';
import type { ChaosStack } from './chaos-stack';

const ACK_MS = 10_000;
/** As in a page. */
const RECONNECTION_DELAY_MS = 500;
/** The longest time from a message to its answer. */
const ANSWER_MS = 60_000;

/** It changes nothing where nothing plays: what plays is told to every page, which would be most of the load. */
const QUESTION = 'pausa musiken';

/** What decides every test of a fault: all three must be 0. */
export interface Account {
  sent: number;
  acked: number;
  /** Acknowledged, and not in the database. */
  ackedLost: number;
  /** In the database more than once. */
  duplicates: number;
  /** Without an answer after a minute, in the page or in the database. */
  unanswered: number;
  reconnects: number;
  reconnectP95Ms: number;
  faults: string[];
}

type Acknowledged = { data: { conversationId: string; messageId: string } } | { problem: Problem };

interface Entry {
  clientMessageId: string;
  conversationId?: string;
}

export type PageSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** A page's socket, which comes back as a page's does. */
export const openSocket = (url: string, cookie: string): PageSocket =>
  io(url, {
    path: '/ws/',
    transports: ['websocket'],
    extraHeaders: { cookie },
    forceNew: true,
    rejectUnauthorized: false,
    reconnectionDelay: RECONNECTION_DELAY_MS,
    reconnectionDelayMax: 8000,
  });

/** One page: a socket that sends a message each `everyMs`, again until it is acknowledged, and comes back as a page does. */
class Page {
  readonly entries: Entry[] = [];
  readonly gapsMs: number[] = [];
  readonly faults: string[] = [];
  private readonly socket: PageSocket;
  private conversationId: string | undefined;
  private lostAt: number | undefined;

  constructor(
    url: string,
    readonly cookie: string,
  ) {
    this.socket = openSocket(url, cookie);
    this.socket.on('connect', () => {
      if (this.lostAt !== undefined) this.gapsMs.push(performance.now() - this.lostAt);
      this.lostAt = undefined;
    });
    this.socket.on('disconnect', (reason) => {
      this.lostAt ??= performance.now();
      if (reason === 'io server disconnect') this.socket.connect();
    });
    this.socket.on('server:draining', ({ retryInMs }) => {
      setTimeout(() => {
        this.socket.io.reconnectionDelay(0);
        this.socket.io.engine.close();
        this.socket.io.reconnectionDelay(RECONNECTION_DELAY_MS);
      }, retryInMs);
    });
  }

  async connected(): Promise<void> {
    await waitUntil('a page to connect', () => this.socket.connected, { timeoutMs: 30_000 });
  }

  async run(everyMs: number, stopping: () => boolean): Promise<void> {
    await wait(Math.random() * everyMs);
    while (!stopping()) {
      const began = performance.now();
      await this.send(QUESTION);
      await wait(Math.max(0, everyMs - (performance.now() - began)));
    }
  }

  close(): void {
    this.socket.disconnect();
  }

  private async send(text: string): Promise<void> {
    const entry: Entry = { clientMessageId: randomUUID() };
    this.entries.push(entry);
    const { clientMessageId } = entry;
    const deadline = performance.now() + ANSWER_MS;
    while (performance.now() < deadline) {
      const message = {
        text,
        clientMessageId,
        ...(this.conversationId ? { conversationId: this.conversationId } : {}),
      };
      const answered = this.answerTo(clientMessageId);
      const ack = await this.offer(message);
      if (ack && 'data' in ack) {
        entry.conversationId = this.conversationId = ack.data.conversationId;
        await answered.wait(ack.data.messageId);
        return;
      }
      answered.forget();
      if (ack && ack.problem.status < 500 && ack.problem.status !== 429) {
        this.faults.push(`refused: ${ack.problem.code}`);
        return;
      }
      await wait(300);
    }
    this.faults.push('never acknowledged');
  }

  private async offer(message: MessageSend): Promise<Acknowledged | undefined> {
    const sent = this.socket.timeout(ACK_MS).emitWithAck('message:send', message) as Promise<Acknowledged>;
    return sent.catch(() => undefined);
  }

  /** The end of an answer; one that was told to a page that had just gone is looked up in the end. */
  private answerTo(clientMessageId: string): {
    wait: (messageId: string) => Promise<void>;
    forget: () => void;
  } {
    const ended = new Set<string>();
    const onDone = ({ messageId }: { messageId: string }) => void ended.add(messageId);
    this.socket.on('answer:done', onDone);
    this.socket.on('answer:failed', onDone);
    const forget = () => {
      this.socket.off('answer:done', onDone);
      this.socket.off('answer:failed', onDone);
    };
    const until = (messageId: string) =>
      waitUntil(`the answer to ${clientMessageId}`, () => ended.has(messageId), { timeoutMs: 5_000 });
    return {
      forget,
      wait: (messageId) =>
        until(messageId)
          .then(
            () => undefined,
            () => undefined,
          )
          .finally(forget),
    };
  }
}

/** N pages that talk for a whole test, and the account of what became of every message. */
export class Ledger {
  private constructor(
    private readonly stack: ChaosStack,
    private readonly pages: Page[],
  ) {}

  private stopping = false;
  private running: Promise<unknown> = Promise.resolve();

  static async open(stack: ChaosStack, cookies: string[], sockets: number, everyMs: number): Promise<Ledger> {
    const pages = Array.from(
      { length: sockets },
      (_, index) => new Page(stack.url, cookies[index % cookies.length] ?? ''),
    );
    const ledger = new Ledger(stack, pages);
    // Also where a test ends before it closes this: pages that come back for ever would keep the process alive.
    stack.atEnd(() => {
      ledger.stopping = true;
      for (const page of pages) page.close();
    });
    await Promise.all(pages.map((page) => page.connected()));
    ledger.running = Promise.all(pages.map((page) => page.run(everyMs, () => ledger.stopping)));
    return ledger;
  }

  /** Stops talking, and compares what was acknowledged with what is stored. */
  async close(): Promise<Account> {
    this.stopping = true;
    await this.running;
    const account: Account = {
      sent: 0,
      acked: 0,
      ackedLost: 0,
      duplicates: 0,
      unanswered: 0,
      reconnects: 0,
      reconnectP95Ms: 0,
      faults: [],
    };
    for (const page of this.pages) {
      await this.compare(page, account);
      page.close();
    }
    const gaps = this.pages.flatMap(({ gapsMs }) => gapsMs).sort((a, b) => a - b);
    account.reconnects = gaps.length;
    account.reconnectP95Ms = Math.round(gaps[Math.ceil(gaps.length * 0.95) - 1] ?? 0);
    account.faults = [...new Set(this.pages.flatMap(({ faults }) => faults))];
    return account;
  }

  private async compare(page: Page, account: Account): Promise<void> {
    const acked = page.entries.filter(({ conversationId }) => conversationId);
    account.sent += page.entries.length;
    account.acked += acked.length;
    const stored = new Map<string, { times: number; answered: boolean }>();
    for (const id of new Set(acked.map(({ conversationId }) => conversationId))) {
      const { messages } = await this.answered(page, String(id));
      messages.forEach(({ role, clientMessageId }, index) => {
        if (role !== 'user' || !clientMessageId) return;
        const answer = messages[index + 1];
        const times = (stored.get(clientMessageId)?.times ?? 0) + 1;
        stored.set(clientMessageId, {
          times,
          answered: answer?.role === 'assistant' && answer.status === 'complete',
        });
      });
    }
    for (const { clientMessageId } of acked) {
      const found = stored.get(clientMessageId);
      if (!found) account.ackedLost++;
      else if (found.times > 1) account.duplicates++;
      else if (!found.answered) account.unanswered++;
    }
  }

  /** The conversation, as soon as nothing in it is still being answered; as it is after a minute. */
  private async answered(page: Page, id: string): Promise<Conversation> {
    let conversation: Conversation | undefined;
    const settled = async () => {
      const answer = await this.stack.ask(`/api/conversations/${id}`, { cookie: page.cookie });
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
      conversation = JSON.parse(answer.body) as Conversation;
      return conversation.messages.every(({ status }) => status !== 'streaming');
    };
    await waitUntil('every answer to be stored', settled, { timeoutMs: ANSWER_MS, intervalMs: 300 }).catch(
      () => undefined,
    );
    if (!conversation) throw new Error(`conversation ${id} cannot be read`);
    return conversation;
  }
}
