'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { formErrors } from '../../backend/form-errors';
import { PlusIcon } from '../../ui/icons';
import { ConversationGroups } from './conversation-groups';
import { ConversationLink } from './conversation-link';
import { useConversations } from './conversations-provider';
import { SearchField } from './search-field';
import { useConversationPages } from './use-conversation-pages';

export interface ConversationListProps {
  currentId: string | null;
  /** Something was chosen; a drawer around the list closes then. */
  onChosen?: () => void;
  /** Puts the focus into the search when it is shown. */
  searchFirst?: boolean;
}

/** The conversations by day, the way to a new one, and the search. */
export function ConversationList({ currentId, onChosen, searchFirst }: ConversationListProps) {
  const t = useTranslations('conversations');
  const { list } = useConversations();
  const [query, setQuery] = useState('');
  const found = useConversationPages(query === '' ? null : query);
  const nav = useRef<HTMLElement>(null);

  return (
    <nav ref={nav} aria-label={t('label')} className="flex min-h-0 min-w-0 flex-1 flex-col gap-2 pt-3">
      <div className="flex flex-col gap-2 px-3">
        <ConversationLink
          href="/"
          data-testid="new-conversation"
          data-shortcut="newConversation"
          onChosen={onChosen}
          className="flex min-h-11 items-center gap-2 rounded-xl border border-line bg-surface px-3 text-sm font-medium transition-colors hover:border-spruce"
        >
          <PlusIcon className="size-4.5 text-spruce" />
          {t('new')}
        </ConversationLink>
        <SearchField
          error={found.problem ? formErrors(found.problem, ['query']).fields.query : undefined}
          startHere={searchFirst}
          onQuery={setQuery}
          onDown={() => nav.current?.querySelector<HTMLElement>('[data-conversation]')?.focus()}
        />
      </div>
      <ConversationGroups
        key={query === '' ? 'all' : 'found'}
        pages={query === '' ? list : found}
        searching={query !== ''}
        currentId={currentId}
        onChosen={onChosen}
      />
    </nav>
  );
}
