import fc from 'fast-check';
import type { ConversationStore } from './conversation-store';
import { at, begin, end, say } from './test-turns.contract';

/** What a search in the conversations finds. */
export function conversationSearchContract(open: () => Promise<ConversationStore>): void {
  let store: ConversationStore;
  beforeEach(async () => {
    store = await open();
  });

  const find = async (query: string) => (await store.list('anna', { query, limit: 50 })).items;
  const titles = async (query: string) => (await find(query)).map(({ title }) => title);

  const hits = async (cases: readonly (readonly [query: string, text: string])[]) => {
    for (const [, text] of cases) {
      await say(store, 'fråga', `…${text}, sa hon`, { title: '-' });
      await begin(store, '-', { userId: 'bo', title: text });
    }
    const found = async (query: string, text: string) => {
      const inMessages = await find(query);
      const inTitles = (await store.list('bo', { query, limit: 50 })).items;
      const shown = inMessages.map(({ match }) => match?.parts.map((part) => part.text).join('') ?? '');
      return [
        query,
        text,
        shown.some((snippet) => snippet.includes(text)),
        inTitles.some((c) => c.title === text),
      ];
    };
    return Promise.all(cases.map(([query, text]) => found(query, text)));
  };

  it('finds words by their beginning and in any form, in messages and titles', async () => {
    const cases = [
      ['recept', 'recepten'],
      ['recepten', 'recept'],
      ['receptet', 'recept'],
      ['recept', 'receptet'],
      ['rec', 'recept'],
      ['flickorn', 'flickorna'],
      ['flickan', 'Flicka'],
      ['bilarna', 'bil'],
      ['mötet', 'möte'],
      ['ÅSKA', 'Åska'],
      ['åskan', 'ÅSKA'],
      ['a\u030aska', 'Åska'],
      ['åska', 'A\u030aska'],
      ['och', 'Och'],
      ['5', '5kg'],
      ['example', 'alice@example.com'],
      ['com', 'https://example.com/path'],
      ['post', 'E-post_adress'],
      ['3.14', 'Pi är 3.14'],
      ['b', '<b>'],
      ['東京', '東京'],
    ] as const;
    expect(await hits(cases)).toEqual(cases.map(([query, text]) => [query, text, true, true]));
  });

  it('finds no words that only look alike, and only where all are there', async () => {
    const cases = [
      ['aska', 'Åska'],
      ['ecept', 'recept'],
      ['recept mjölk', 'recept'],
      ['NOT recept', 'recept'],
      ['recept OR mjölk', 'recept'],
      ['pannkaka', 'pann kaka'],
    ] as const;
    expect(await hits(cases)).toEqual(cases.map(([query, text]) => [query, text, false, false]));
  });

  it('wants all words in one message or all in the title', async () => {
    const { conversationId } = await say(store, 'en fråga om mjölk', 'ett svar om ägg');
    expect(await titles('fråga mjölk')).toHaveLength(1);
    expect(await titles('om svar ägg')).toHaveLength(1);
    expect(await titles('mjölk ägg')).toEqual([]);
    await store.rename('anna', conversationId, 'mjölk och ägg', at(1));
    expect(await titles('mjölk ägg')).toEqual(['mjölk och ägg']);
  });

  it('shows the newest message that fits, in parts, and none where only the title does', async () => {
    const first = await say(store, 'recept', 'Recepten är <b>goda</b> & \u0001snabba\u0002.');
    await say(store, 'tack', 'varsågod', { conversationId: first.conversationId });
    const [hit] = await find('recept');
    expect(hit?.match).toEqual({
      messageId: first.messageId,
      parts: [
        { text: 'Recepten', hit: true },
        { text: ' är <b>goda</b> & \u0001snabba\u0002.', hit: false },
      ],
    });
    await store.rename('anna', first.conversationId, 'Middagar', at(1));
    expect(await find('middag')).toMatchObject([{ title: 'Middagar', match: null }]);
    expect((await store.list('anna', { limit: 9 })).items[0]).not.toHaveProperty('match');
  });

  it('finds an answer once it is finished, and no more when it is tried anew', async () => {
    const turn = await begin(store, 'fråga', { title: 'titel' });
    expect(await titles('fråga')).toEqual(['titel']);
    await store.appendDeltas([{ messageId: turn.messageId, seq: 1, text: 'svarets ord' }]);
    expect(await titles('svar')).toEqual([]);
    await store.interruptOpenAnswers();
    expect(await titles('svar')).toEqual(['titel']);
    await store.reopenAnswer(turn.messageId);
    expect(await titles('svar')).toEqual([]);
    await end(store, turn, 'andra tankar');
    expect(await titles('tankar')).toEqual(['titel']);
    expect(await titles('svar')).toEqual([]);
  });

  it('finds the title that it has', async () => {
    const { conversationId } = await begin(store, 'x', { title: 'gammal' });
    await store.retitle(conversationId, 'ny');
    expect(await titles('gammal')).toEqual([]);
    expect(await titles('ny')).toEqual(['ny']);
  });

  it('finds nothing by what holds no word', async () => {
    const signs = [
      '',
      ' ',
      '"',
      '*',
      '()',
      "'",
      "':*",
      '&|!<->',
      '\\',
      '%',
      '_',
      '\0',
      '\ud800',
      '\u0301',
      '🦐',
    ];
    await say(store, `hej ${signs.join('').toWellFormed().replace('\0', '')}`, 'hej');
    for (const sign of signs) expect([sign, await find(sign)]).toEqual([sign, []]);
  });

  it('takes any text for a query, none of it as an order', async () => {
    const { conversationId } = await say(store, 'påskägg', 'Påsken');
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom('"', "'", '*', '(', ')', ':', '-', '^', '\\', '+', 'a', ' ', '\0') }),
      fc
        .array(
          fc.constantFrom('påsk', 'NEAR(', 'AND', 'OR', 'NOT', '{text}:', ':*', '<->', '&', '!', '|', "''"),
        )
        .map((words) => words.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (query) => {
        const found = await find(query);
        expect(found.length === 0 || found[0]?.id === conversationId).toBe(true);
      }),
      { numRuns: 300 },
    );
    expect(await find('påsk "påsk" (påsk*)')).toHaveLength(1);
    expect(await find('ord '.repeat(500))).toEqual([]);
    expect(await find('å'.repeat(5_000))).toEqual([]);
  }, 30_000);
}
