import type { Locale } from '@alice/contracts';

/** What the language model is told about itself and its tasks, in one language; data of the service. */
export interface AssistantTexts {
  /** Who Alice is and what she may do. */
  persona: string;
  /** How she speaks. */
  style: string;
  /** Asks for the title of a conversation. */
  title: string;
  /** Asks for the beginning of a conversation in short. */
  digest: string;
}

export type AssistantTextsByLocale = Record<Locale, AssistantTexts>;
