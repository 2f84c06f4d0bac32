/** What a page at one backend wishes of an answer that another makes. `watch` has to be said again and again. */
export interface TurnWish {
  wish: 'watch' | 'leave' | 'stop';
  userId: string;
  messageId: string;
  /** The backend that says so. */
  by: string;
}

/** The other backends. What they are told may get lost. */
export interface TurnPeers {
  tell(wish: TurnWish): void;
}
