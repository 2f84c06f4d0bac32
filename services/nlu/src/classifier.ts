import type { Classification } from '@alice/contracts';
import type { Catalogue } from './catalogue/catalogue';
import type { Locale } from './matching/knowledge';
import { readSentence } from './matching/sentence';
import { TemplateReader } from './matching/template-reader';
import { judge, type ToolOfIntent } from './scoring/judge';

/** Text in; intent, slots, tool and confidence out. Pure once it is made. */
export class Classifier {
  private readonly readers: readonly TemplateReader[];
  private readonly toolOf: ToolOfIntent;

  constructor(catalogue: Catalogue) {
    this.readers = catalogue.languages.map((language) => new TemplateReader(language, catalogue.slots));
    this.toolOf = new Map(Object.entries(catalogue.intents).map(([intent, { tool }]) => [intent, tool]));
  }

  /** Reads the text in every language; `locale` decides between languages that fit equally well. */
  classify(text: string, locale: Locale = 'sv'): Classification {
    const sentence = readSentence(text);
    const readings = this.readers.flatMap((reader) => reader.read(sentence));
    return judge(readings, this.toolOf, locale);
  }
}
