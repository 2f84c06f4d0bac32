/** A turn that waits for the model, or has it. */
export interface Ticket {
  id: string;
  userId: string;
  /** The backend that makes the answer. */
  instanceId: string;
  running: boolean;
}

/** Who has the language model and who waits for it, over all backends; a value that is replaced, never changed. */
export interface TurnBoard {
  /** In the order in which they came. */
  tickets: readonly Ticket[];
  /** When each user was served last, as a running number; kept while somebody waits, and of those who are served. */
  served: Readonly<Record<string, number>>;
  tick: number;
  /** The backend that does work for quiet moments. */
  quiet?: string | undefined;
}

export interface TurnLimits {
  /** How many answers the model makes at the same time. */
  parallel: number;
  /** How many more may wait for each user, beside the one that is made. */
  waitingPerUser: number;
  /** How many there may be in all, made and waiting; none waits where `parallel` are as many. */
  most: number;
}

export const EMPTY_BOARD: TurnBoard = { tickets: [], served: {}, tick: 0 };

export const running = ({ tickets }: TurnBoard): Ticket[] => tickets.filter((ticket) => ticket.running);

const waiting = ({ tickets }: TurnBoard): Ticket[] => tickets.filter((ticket) => !ticket.running);

const mayRun = (board: TurnBoard, userId: string, { parallel }: TurnLimits) => {
  const made = running(board);
  return made.length < parallel && !made.some((ticket) => ticket.userId === userId);
};

/** Who waits, in the order in which they will be served: a round of users at a time. */
export function inOrder(board: TurnBoard): Ticket[] {
  const all = waiting(board);
  const byUser = Map.groupBy(all, ({ userId }) => userId);
  const lastServed = (userId: string) => board.served[userId] ?? 0;
  const users = [...byUser.keys()].sort((a, b) => lastServed(a) - lastServed(b));
  const order: Ticket[] = [];
  for (let round = 0; order.length < all.length; round++) {
    for (const user of users) {
      const ticket = byUser.get(user)?.[round];
      if (ticket) order.push(ticket);
    }
  }
  return order;
}

/** Whether one more of this user would be too many, of the user's own or of all together. */
export function refusalOf(board: TurnBoard, userId: string, limits: TurnLimits): 'own' | 'all' | undefined {
  const all = waiting(board);
  if (all.length === 0 && mayRun(board, userId, limits)) return undefined;
  if (all.filter((ticket) => ticket.userId === userId).length >= limits.waitingPerUser) return 'own';
  return board.tickets.length >= limits.most ? 'all' : undefined;
}

/** Lets begin whose turn it is. */
export function advance(board: TurnBoard, limits: TurnLimits): TurnBoard {
  let next = board;
  for (const { id, userId } of inOrder(board)) {
    if (!mayRun(next, userId, limits)) continue;
    const tick = next.tick + 1;
    next = {
      ...next,
      tickets: next.tickets.map((ticket) => (ticket.id === id ? { ...ticket, running: true } : ticket)),
      // At once, so that a second one of the same user does not look as if it had never been served.
      served: { ...next.served, [userId]: tick },
      tick,
    };
  }
  if (waiting(next).length > 0) return next;
  const made = new Set(running(next).map(({ userId }) => userId));
  const kept = Object.entries(next.served).filter(([userId]) => made.has(userId));
  return { ...next, served: Object.fromEntries(kept) };
}
