import { containerBootstrap } from '@nlpjs/core';
import { LangSv } from '@nlpjs/lang-sv';
import { Nlp } from '@nlpjs/nlp';

/** A sentence and the intent that it stands for. */
export interface LabelledSentence {
  readonly text: string;
  readonly intent: string;
}

/** An intent and how sure nlp.js is of it. */
export interface Guess {
  readonly intent: string;
  readonly confidence: number;
}

/** nlp.js in Swedish with its default settings, trained on sentences of ours. */
export class NlpJs {
  private readonly nlp: Nlp;

  private constructor() {
    const container = containerBootstrap();
    container.use(LangSv);
    this.nlp = new Nlp({
      container,
      languages: ['sv'],
      autoSave: false,
      autoLoad: false,
      nlu: { log: false },
    });
  }

  static async train(sentences: readonly LabelledSentence[]): Promise<NlpJs> {
    const trained = new NlpJs();
    for (const { text, intent } of sentences) trained.nlp.addDocument('sv', text, intent);
    await trained.nlp.train();
    return trained;
  }

  /** What `model` gave, ready to answer. */
  static load(model: string): NlpJs {
    const loaded = new NlpJs();
    loaded.nlp.import(model);
    return loaded;
  }

  get model(): string {
    return this.nlp.export(true);
  }

  /** Its answer, `None` where it is less sure than its threshold of 0.5; and its best guess whatever the threshold. */
  async classify(text: string): Promise<{ readonly answer: Guess; readonly best: Guess }> {
    const { intent, score, classifications } = await this.nlp.process('sv', text);
    const best = classifications[0] ?? { intent, score };
    return {
      answer: { intent, confidence: score },
      best: { intent: best.intent, confidence: best.score },
    };
  }

  /** Answers every sentence once, timed in milliseconds, after a warm-up with other sentences (it remembers those it has seen). */
  async classifyAll(
    texts: readonly string[],
    warmUp: readonly string[],
  ): Promise<{
    readonly results: Awaited<ReturnType<NlpJs['classify']>>[];
    readonly milliseconds: number[];
  }> {
    for (const text of warmUp) await this.classify(text);
    const results = [];
    const milliseconds = [];
    for (const text of texts) {
      const started = process.hrtime.bigint();
      const result = await this.classify(text);
      milliseconds.push(Number(process.hrtime.bigint() - started) / 1e6);
      results.push(result);
    }
    return { results, milliseconds };
  }
}
