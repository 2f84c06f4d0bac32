import type { Classification } from '@alice/contracts';
import type { Catalogue } from './catalogue/catalogue';
import type { CommandModel } from './commands/command-model';
import { CommandReader, type Amounts, type CommandReading } from './commands/command-reader';
import type { Locale } from './matching/knowledge';
import type { Reading } from './matching/reading';
import { readSentence, type Sentence } from './matching/sentence';
import { TemplateReader } from './matching/template-reader';
import type { ModelReader } from './model/model-reading';
import { WHOLE_SENTENCE } from './scoring/confidence';
import { judge, NOTHING, PLAIN, SURE, type ToolOfIntent } from './scoring/judge';
import { judgeCommand, judgeModels, type CatalogueNames } from './scoring/judge-models';

/** The slots whose values are levels of the volume, and changes of it. */
const LEVELS = ['level', 'level_named'];
const CHANGES = ['up_amount'];

/** The trained models; without them only templates are read. */
export interface Models {
  readonly commands: CommandModel;
  readonly sentences: ModelReader;
}

/** Text in; intent, slots, tool and confidence out. Pure once it is made. */
export class Classifier {
  private readonly readers: readonly TemplateReader[];
  private readonly toolOf: ToolOfIntent;
  private readonly catalogueNames: CatalogueNames;
  private readonly models: { readonly commands: CommandReader; readonly sentences: ModelReader } | undefined;

  constructor(catalogue: Catalogue, models?: Models) {
    this.readers = catalogue.languages.map((language) => new TemplateReader(language, catalogue.slots));
    const intents = Object.entries(catalogue.intents);
    this.toolOf = new Map(intents.map(([intent, { tool }]) => [intent, tool]));
    this.catalogueNames = new Map(
      intents.flatMap(([name, { massive }]) => massive.map((other) => [other, name])),
    );
    this.models = models && {
      commands: new CommandReader(models.commands, (sentence) => this.amountsIn(sentence)),
      sentences: models.sentences,
    };
  }

  /** What the command model alone says of a text, its arguments completed as here; training calibrates it by that. */
  commandReader(model: CommandModel): (text: string) => CommandReading {
    const reader = new CommandReader(model, (sentence) => this.amountsIn(sentence));
    return (text) => reader.read(readSentence(text));
  }

  /**
   * Reads the text in every language; `locale` decides between languages that fit equally well. A template that names the whole
   * sentence decides alone; else the command model is asked, and where no command is sure the sentence model.
   */
  classify(text: string, locale: Locale = 'sv'): Classification {
    const sentence = readSentence(text);
    const readings: Reading[] = [];
    let byTemplates = NOTHING;
    for (const reader of this.readersFrom(locale)) {
      readings.push(...reader.read(sentence));
      byTemplates = judge(readings, this.toolOf, locale);
      // No other language could be surer, and of equals the one that was asked for wins.
      if (byTemplates.confidence >= WHOLE_SENTENCE) return byTemplates;
    }
    if (!this.models || (byTemplates.tool && byTemplates.confidence >= PLAIN)) return byTemplates;
    const reading = this.models.commands.read(sentence);
    const command = judgeCommand(byTemplates, reading);
    if (command.tool && command.confidence >= SURE) return command;
    const opinion = this.models.sentences.read(sentence.text);
    return judgeModels(command, reading.otherTalk, opinion, this.catalogueNames);
  }

  /** The readers, that of the language that was asked for first. */
  private readersFrom(locale: Locale): readonly TemplateReader[] {
    return [...this.readers].sort((a, b) => Number(b.locale === locale) - Number(a.locale === locale));
  }

  /** Levels and changes of the volume that a sentence names, in the language that finds more of them. */
  private amountsIn(sentence: Sentence): Amounts {
    const found = this.readers.map((reader) => {
      const values = reader.closedValues(sentence, [...LEVELS, ...CHANGES]);
      const of = (slots: readonly string[]) =>
        values.flatMap(({ slot, value }) =>
          slots.includes(slot) && typeof value === 'number' ? [value] : [],
        );
      return { levels: of(LEVELS), changes: of(CHANGES), count: values.length };
    });
    return found.reduce((a, b) => (b.count > a.count ? b : a));
  }
}
