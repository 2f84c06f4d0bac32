'use client';

import { useTranslations } from 'next-intl';
import {
  createContext,
  useContext,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type Ref,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { IconButton } from '../../ui/icon-button';
import { DownIcon } from '../../ui/icons';
import type { ConversationState, Turn } from './conversation';
import { TurnView } from './turn-view';
import type { Found } from './use-found-turn';
import type { ConversationActions } from './conversation-actions';
import { useFollow } from './use-follow';

/** Up to so many turns all of them stay on the page, so that the browser's own search finds what they say. */
const ALL_SHOWN = 40;

export interface MessageListHandle {
  /** Shows the end, and what comes there from now on. */
  toEnd: () => void;
}

export interface MessageListProps {
  ref: Ref<MessageListHandle>;
  turns: Turn[];
  editing: ConversationState['editing'];
  refusal: ConversationState['refusal'];
  connected: boolean;
  busy: boolean;
  /** Where a search led to. */
  found: Found | null;
  actions: ConversationActions;
  /** The end was asked for with the button, which goes then. */
  onAtEnd: () => void;
}

/** The turns, of which only those in sight are on the page. */
export function MessageList(props: MessageListProps) {
  const { ref, turns, editing, refusal, connected, busy, found, actions, onAtEnd } = props;
  const t = useTranslations('chat');
  const list = useRef<VirtualizerHandle>(null);
  const { scroller, atEnd, toEnd, leaveEnd, onResize } = useFollow(found === null);
  const [focused, setFocused] = useState<string | null>(null);
  useImperativeHandle(ref, () => ({ toEnd }), [toEnd]);

  const indexOf = (key: string | null | undefined) =>
    key === null || key === undefined ? -1 : turns.findIndex((turn) => turn.key === key);
  const foundAt = indexOf(found?.key);
  // Once for what was found, however the list grows.
  useEffect(() => {
    if (foundAt < 0) return;
    leaveEnd();
    list.current?.scrollToIndex(foundAt, { align: 'start' });
  }, [found?.messageId, foundAt < 0]);

  // What has the focus, or unsent words in it, must not go while it is out of sight.
  const kept = [indexOf(focused), indexOf(editing?.key), foundAt].filter((index) => index >= 0);
  const keep = turns.length <= ALL_SHOWN ? [...turns.keys()] : kept;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="region"
        aria-label={t('messages')}
        tabIndex={0}
        data-testid="message-scroller"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2"
        onFocus={(event) => setFocused(keyOfRow(event.target))}
        onBlur={() => setFocused(null)}
      >
        <RowCount value={turns.length}>
          <Virtualizer ref={list} as={Rows} item={Row} data={turns} keepMounted={keep} onResize={onResize}>
            {(turn, index) => (
              <div key={turn.key} data-row={turn.key} className="mx-auto w-full max-w-3xl px-4 py-4">
                <TurnView
                  turn={turn}
                  last={index === turns.length - 1}
                  editing={editing?.key === turn.key ? editing : null}
                  refusal={refusal?.key === turn.key ? refusal.problem : null}
                  found={index === foundAt ? (found?.messageId ?? null) : null}
                  busy={busy && (index === turns.length - 1 || editing?.key === turn.key)}
                  {...{ connected, actions }}
                />
              </div>
            )}
          </Virtualizer>
        </RowCount>
      </div>
      {!atEnd && (
        <IconButton
          label={t('toLatest')}
          data-testid="to-latest"
          className="absolute bottom-2 left-1/2 -translate-x-1/2 border border-line bg-surface shadow-sm"
          onClick={() => {
            toEnd();
            onAtEnd();
          }}
        >
          <DownIcon />
        </IconButton>
      )}
    </div>
  );
}

const keyOfRow = (element: Element): string | null =>
  element.closest('[data-row]')?.getAttribute('data-row') ?? null;

interface ContainerProps {
  style: CSSProperties;
  children: ReactNode;
  ref?: Ref<HTMLOListElement>;
}

function Rows({ style: { pointerEvents: _, ...style }, children, ref }: ContainerProps) {
  return (
    // Without bullets Safari takes a list for none. It stays open to pointers while it scrolls: to tell every element in
    // it that it is not, and then that it is, takes longer than the scrolling.
    <ol ref={ref} role="list" style={style} data-testid="messages">
      {children}
    </ol>
  );
}

const RowCount = createContext(0);

interface RowProps {
  style: CSSProperties;
  index: number;
  children: ReactNode;
  ref?: Ref<HTMLLIElement>;
}

/** Says its place among all turns, of which most are not on the page. */
function Row({ style, index, children, ref }: RowProps) {
  return (
    <li ref={ref} style={style} aria-posinset={index + 1} aria-setsize={useContext(RowCount)}>
      {children}
    </li>
  );
}
