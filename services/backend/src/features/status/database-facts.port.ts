export interface DatabaseFacts {
  /** E.g. `SQLite 3.44.2`. */
  version: string;
  sizeBytes: number;
}

export interface DatabaseFactsReader {
  read(): Promise<DatabaseFacts>;
}
