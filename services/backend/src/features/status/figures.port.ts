/** A figure over time; `labels` tell it from the others of one query. */
export interface Curve {
  labels: Record<string, string>;
  /** Unix time in seconds, and the value; null where it is no number. */
  points: [number, number | null][];
}

/** Times in whole Unix seconds, both ends included. */
export interface Span {
  start: number;
  end: number;
  stepSeconds: number;
}

/** Where the figures of the services are kept. */
export interface Figures {
  /**
   * What `query`, in PromQL, comes to at each step of the span; steps without a value are left out.
   * @throws UnavailableError where no answer comes within 3 s, or none that can be read
   */
  range(query: string, span: Span): Promise<Curve[]>;
}
