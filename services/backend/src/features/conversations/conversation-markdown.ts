import type { Conversation, Locale } from '@alice/contracts';
import { translate } from '../../messages/translate';

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The conversation as Markdown: each message under who said it and when, with the tools that it used. */
export function conversationMarkdown({ title, messages }: Conversation, locale: Locale): string {
  const parts = messages
    .filter(({ text, tools }) => text !== '' || tools.length > 0)
    .map(({ role, text, tools, createdAt }) => {
      const calls = tools.map(({ name, args }) => `> ${oneLine(name)} ${JSON.stringify(args)}\n`);
      return [
        `**${translate(locale, `export.${role}`)}** (${createdAt})\n`,
        ...(calls.length > 0 ? [calls.join('>\n')] : []),
        ...(text === '' ? [] : [`${text}\n`]),
      ].join('\n');
    });
  return [`# ${oneLine(title)}\n`, ...parts].join('\n');
}
