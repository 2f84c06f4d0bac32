'use client';

import type { ConversationSummary } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { classNames } from '../../ui/class-names';
import { withConversation } from './conversation-pages';
import { ConversationRow } from './conversation-row';
import { useConversations } from './conversations-provider';
import { groupByDay } from './day-groups';
import { ListSkeleton, ListTrouble, NothingThere } from './list-states';
import { MoreButton } from './more-button';
import { RenameField } from './rename-field';
import type { ConversationPages } from './use-conversation-pages';
import { useToday } from './use-today';

export interface ConversationGroupsProps {
  pages: ConversationPages;
  /** `pages` are what a search finds. */
  searching: boolean;
  currentId: string | null;
  onChosen?: () => void;
}

/** Conversations under the days when they were last used, with all that can be done with them. */
export function ConversationGroups({ pages, searching, currentId, onChosen }: ConversationGroupsProps) {
  const t = useTranslations('conversations');
  const locale = useLocale();
  const now = useToday();
  const headingId = useId();
  const { list, gone, remove } = useConversations();
  const { page, problem, query } = pages;
  const [renaming, setRenaming] = useState<{ id: string; draft: string } | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  /** The conversation whose link gets the focus once it is there. */
  const wantsFocus = useRef<string | null>(null);

  const items = useMemo(() => page?.items.filter(({ id }) => !gone.has(id)) ?? [], [page, gone]);
  const groups = useMemo(
    () => groupByDay(items, { now, locale, today: t('today'), yesterday: t('yesterday') }),
    [items, now, locale, t],
  );
  const links = () => [...(scroller.current?.querySelectorAll<HTMLElement>('[data-conversation]') ?? [])];
  const focusWanted = () => {
    const link = links().find(({ dataset }) => dataset.conversation === wantsFocus.current);
    link?.focus();
    if (link) wantsFocus.current = null;
  };
  useEffect(focusWanted);

  const leaveRename = (id: string) => {
    setRenaming(null);
    wantsFocus.current = id;
  };
  const take = (conversation: ConversationSummary) => {
    pages.change((before) => {
      const match = before.items.find(({ id }) => id === conversation.id)?.match;
      return withConversation(before, { ...conversation, match });
    });
    if (searching) list.change((before) => withConversation(before, conversation));
    leaveRename(conversation.id);
  };
  const removeOne = (conversation: ConversationSummary) => {
    const place = items.indexOf(conversation);
    wantsFocus.current = (items[place + 1] ?? items[place - 1])?.id ?? null;
    remove(conversation, conversation.id === currentId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = links();
    const place = all.indexOf(document.activeElement as HTMLElement);
    if (place < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = { ArrowDown: all[place + 1], ArrowUp: all[place - 1], Home: all[0], End: all.at(-1) }[
      event.key
    ];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const more = async (asked: boolean) => {
    const first = await pages.more();
    if (!asked || !first) return;
    // The button may be gone with the last page: who pressed it goes on at the first that is new.
    wantsFocus.current = first.id;
    focusWanted();
  };

  return (
    <div
      ref={scroller}
      data-testid="conversations"
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain px-3 pt-1 pb-3"
    >
      {problem && <ListTrouble problem={problem} onAgain={() => void pages.look()} />}
      {!page && !problem && <ListSkeleton />}
      {page && items.length === 0 && <NothingThere query={query} />}
      <div className={classNames(searching && pages.looking && 'opacity-60')}>
        {groups.map(({ key, label, items: inGroup }) => (
          <section key={key} className="pb-2">
            <h2 id={`${headingId}-${key}`} className="px-3 py-1.5 text-xs font-medium text-muted">
              {label}
            </h2>
            <ul aria-labelledby={`${headingId}-${key}`} className="flex flex-col gap-0.5">
              {inGroup.map((conversation) => (
                <li key={conversation.id}>
                  {renaming?.id === conversation.id ? (
                    <RenameField
                      conversation={conversation}
                      draft={renaming.draft}
                      onDraft={(draft) => setRenaming({ id: conversation.id, draft })}
                      onRenamed={take}
                      onLeft={() => leaveRename(conversation.id)}
                    />
                  ) : (
                    <ConversationRow
                      conversation={conversation}
                      current={conversation.id === currentId}
                      query={query}
                      onChosen={onChosen}
                      onRename={() => setRenaming({ id: conversation.id, draft: conversation.title })}
                      onRemove={() => removeOne(conversation)}
                    />
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {page?.nextCursor && (
        <MoreButton
          problem={pages.moreProblem}
          busy={pages.loadingMore}
          onMore={(asked) => void more(asked)}
        />
      )}
      <p role="status" className="sr-only" data-testid="hits">
        {searching &&
          page &&
          !pages.looking &&
          t(page.nextCursor ? 'manyHits' : 'hits', { count: items.length })}
      </p>
    </div>
  );
}
