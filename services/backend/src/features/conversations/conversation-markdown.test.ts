import type { Conversation, Message } from '@alice/contracts';
import { conversationMarkdown } from './conversation-markdown';

const message = (more: Partial<Message>): Message => ({
  id: 'id',
  role: 'user',
  text: '',
  source: null,
  status: 'complete',
  tools: [],
  clientMessageId: null,
  confidence: null,
  createdAt: '2026-01-01T12:00:00.000Z',
  ...more,
});

const conversation: Conversation = {
  id: 'id',
  title: 'Musik\ni kväll',
  createdAt: '2026-01-01T12:00:00.000Z',
  updatedAt: '2026-01-01T12:00:00.000Z',
  messages: [
    message({ text: 'spela åska' }),
    message({
      role: 'assistant',
      text: 'Spelar **Åska**.',
      tools: [
        { name: 'PLAY', args: { track: 'åska\n' }, source: 'router', executed: true, latency_ms: 3 },
        { name: 'LIKE', args: {}, source: 'router', executed: true, latency_ms: 3 },
      ],
    }),
    message({ text: 'tack' }),
    message({ role: 'assistant', status: 'failed' }),
  ],
};

it('tells who said what and when, and which tools were used', () => {
  expect(conversationMarkdown(conversation, 'sv')).toBe(
    [
      '# Musik i kväll',
      '',
      '**Du** (2026-01-01T12:00:00.000Z)',
      '',
      'spela åska',
      '',
      '**Alice** (2026-01-01T12:00:00.000Z)',
      '',
      String.raw`> PLAY {"track":"åska\n"}`,
      '>',
      '> LIKE {}',
      '',
      'Spelar **Åska**.',
      '',
      '**Du** (2026-01-01T12:00:00.000Z)',
      '',
      'tack',
      '',
    ].join('\n'),
  );
});
