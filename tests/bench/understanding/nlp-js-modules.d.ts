/** The part of nlp.js that the bench uses; its packages bring no types. */
declare module '@nlpjs/core' {
  export interface Container {
    use(plugin: unknown): void;
  }
  export function containerBootstrap(): Container;
}

declare module '@nlpjs/lang-sv' {
  export const LangSv: unknown;
}

declare module '@nlpjs/nlp' {
  import type { Container } from '@nlpjs/core';

  export interface Processed {
    /** `None` where no score reaches the threshold of 0.5. */
    readonly intent: string;
    readonly score: number;
    readonly classifications: readonly { readonly intent: string; readonly score: number }[];
  }

  export class Nlp {
    constructor(settings: {
      container: Container;
      languages: readonly string[];
      autoSave: boolean;
      autoLoad: boolean;
      nlu: { log: boolean };
    });
    addDocument(locale: string, utterance: string, intent: string): void;
    train(): Promise<unknown>;
    process(locale: string, utterance: string): Promise<Processed>;
    export(minified: boolean): string;
    import(model: string): void;
  }
}
