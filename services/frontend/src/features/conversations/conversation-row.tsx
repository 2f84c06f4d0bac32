'use client';

import type { ConversationSummary } from '@alice/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { problemOf } from '../../backend/call-api';
import { useProblemWords } from '../../backend/use-problem-words';
import { classNames } from '../../ui/class-names';
import { DotsIcon, DownloadIcon, PencilIcon, TrashIcon } from '../../ui/icons';
import { Menu } from '../../ui/menu';
import { useToast } from '../../ui/toaster';
import { ConversationLink } from './conversation-link';
import type { ExportFormat } from './export-conversation';
import { highlight } from './highlight';
import { MarkedText } from './marked-text';

const ICON = 'size-4.5 shrink-0';

export interface ConversationRowProps {
  conversation: ConversationSummary;
  current: boolean;
  /** What was searched for; '' where nothing was. */
  query: string;
  onChosen?: () => void;
  onRename: () => void;
  onRemove: () => void;
}

/** A conversation in the list: the way to it, and what can be done with it. */
export function ConversationRow({
  conversation,
  current,
  query,
  onChosen,
  onRename,
  onRemove,
}: ConversationRowProps) {
  const t = useTranslations('conversations');
  const locale = useLocale();
  const words = useProblemWords();
  const toast = useToast();
  const { id, title, updatedAt, match } = conversation;
  const hit = match ? `&m=${encodeURIComponent(match.messageId)}` : '';
  const used = new Date(updatedAt).toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short' });

  const save = (format: ExportFormat) =>
    void import('./export-conversation')
      .then(({ exportConversation }) => exportConversation(id, format))
      .catch((error: unknown) =>
        toast({ kind: 'problem', title: t('exportFailed'), detail: words(problemOf(error)) }),
      );
  const exportItem = (format: ExportFormat, key: 'exportMarkdown' | 'exportJson') => ({
    key,
    label: t(key),
    icon: <DownloadIcon className={ICON} />,
    testId: `export-${format}`,
    onSelect: () => save(format),
  });

  return (
    <div
      className={classNames(
        'group relative rounded-xl transition-colors hover:bg-moss focus-within:bg-moss',
        current && 'bg-moss',
      )}
    >
      <ConversationLink
        href={`/?c=${id}${hit}`}
        title={`${title}\n${used}`}
        aria-current={current ? 'page' : undefined}
        data-conversation={id}
        data-testid="conversation"
        className={classNames(
          'flex min-h-11 flex-col justify-center rounded-xl py-1.5 pl-3 text-sm pointer-coarse:pr-11',
          current ? 'pr-11 font-medium' : 'pr-3 group-focus-within:pr-11 group-hover:pr-11',
        )}
        onChosen={onChosen}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
          if (event.key === 'F2') onRename();
          else if (event.key === 'Delete') onRemove();
          else return;
          event.preventDefault();
        }}
      >
        <span className="truncate" dir="auto" data-testid="conversation-title">
          {query === '' ? title : <MarkedText parts={highlight(title, query)} />}
        </span>
        {match && (
          <span
            className="line-clamp-2 text-xs font-normal break-words text-muted"
            dir="auto"
            data-testid="match"
          >
            <MarkedText parts={match.parts} />
          </span>
        )}
      </ConversationLink>
      <Menu
        label={t('actions', { title })}
        icon={<DotsIcon />}
        testId="conversation-menu"
        className={classNames(
          'absolute top-0.5 right-0.5 data-[state=open]:opacity-100 pointer-coarse:opacity-100',
          !current && 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100',
        )}
        items={[
          {
            key: 'rename',
            label: t('rename'),
            icon: <PencilIcon className={ICON} />,
            testId: 'rename',
            onSelect: onRename,
          },
          exportItem('md', 'exportMarkdown'),
          exportItem('json', 'exportJson'),
          {
            key: 'delete',
            label: t('delete'),
            icon: <TrashIcon className={ICON} />,
            danger: true,
            testId: 'delete',
            onSelect: onRemove,
          },
        ]}
      />
    </div>
  );
}
