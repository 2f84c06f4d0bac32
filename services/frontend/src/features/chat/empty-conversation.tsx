'use client';

import { useTranslations } from 'next-intl';
import { Logo } from '../../ui/logo';
import { loadMessageList } from './load-message-list';

const EXAMPLES = ['play', 'volume', 'pause', 'question'] as const;

/** What a new conversation begins with: something to try. */
export function EmptyConversation({ onAsk }: { onAsk: (text: string) => void }) {
  const t = useTranslations('chat');
  return (
    <div className="m-auto flex max-w-lg flex-col items-center gap-6 text-center" data-testid="empty">
      <Logo className="size-12 text-spruce" />
      <div>
        <p className="text-2xl font-medium tracking-tight text-balance">{t('greeting')}</p>
        <p className="mt-2 text-muted text-balance">{t('greetingMore')}</p>
      </div>
      <ul className="flex flex-wrap justify-center gap-2">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <button
              type="button"
              data-testid={`example-${example}`}
              className="min-h-10 rounded-full border border-line bg-surface px-4 text-sm transition-colors hover:border-spruce"
              onPointerEnter={() => void loadMessageList()}
              onClick={() => onAsk(t(`examples.${example}`))}
            >
              {t(`examples.${example}`)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
