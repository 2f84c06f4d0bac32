'use client';

import type { ChatResponse, ConversationSummary } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { useSocket } from '../../backend/socket-provider';
import { useProblemWords } from '../../backend/use-problem-words';
import { useToast } from '../../ui/toaster';
import { withConversation } from './conversation-pages';
import { useConversationPages, type ConversationPages } from './use-conversation-pages';
import { useGo } from './use-go';
import { useTitleWatch } from './use-title-watch';

/** How often a page that is in sight looks whether there is anything new, in milliseconds. */
const LOOK_MS = 60_000;
/** How long undo is offered, and how long the backend has for either way, in milliseconds. */
const UNDO_MS = 30_000;
const DEADLINE_MS = 15_000;

interface Conversations {
  list: ConversationPages;
  /** What was deleted on this page: not shown, whatever an answer that was under way says. */
  gone: ReadonlySet<string>;
  /** Deletes it, and offers to take that back. `open`: it is the one that is being read. */
  remove: (conversation: ConversationSummary, open: boolean) => void;
}

const ConversationsContext = createContext<Conversations | null>(null);

/** Holds the list of conversations for all that shows something of it, and keeps it live. */
export function ConversationsProvider({ children }: { children: ReactNode }) {
  const list = useConversationPages('');
  const { look, change, page } = list;
  const { socket, returns } = useSocket();
  const first = page?.items[0];

  useEffect(() => {
    // Not the first time: that look is under way.
    if (returns > 0) void look();
  }, [look, returns]);
  useEffect(() => {
    const onStarted = ({ conversationId }: { conversationId: string }) => {
      if (first?.id !== conversationId) {
        void look();
        return;
      }
      // It stays on top; only its day may be another.
      const now = new Date().toISOString();
      if (now > first.updatedAt) change((before) => withConversation(before, { ...first, updatedAt: now }));
    };
    socket.on('answer:started', onStarted);
    return () => void socket.off('answer:started', onStarted);
  }, [socket, look, change, first]);
  useEffect(() => {
    const lookAgain = () => {
      if (!document.hidden) void look();
    };
    // What was asked on another device is not told to this one.
    const timer = setInterval(lookAgain, LOOK_MS);
    document.addEventListener('visibilitychange', lookAgain);
    window.addEventListener('online', lookAgain);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', lookAgain);
      window.removeEventListener('online', lookAgain);
    };
  }, [look]);

  const watchTitle = useTitleWatch(page, look);
  useEffect(() => {
    const onDone = ({ conversationId, reply }: ChatResponse) => {
      // Only after the model has answered does it make a title.
      if (reply.source !== 'router') watchTitle(conversationId);
    };
    socket.on('answer:done', onDone);
    return () => void socket.off('answer:done', onDone);
  }, [socket, watchTitle]);

  const { gone, remove } = useRemoval(change);
  const shared = useMemo(() => ({ list, gone, remove }), [list, gone, remove]);
  return <ConversationsContext value={shared}>{children}</ConversationsContext>;
}

function useRemoval(change: ConversationPages['change']): Pick<Conversations, 'gone' | 'remove'> {
  const t = useTranslations('conversations');
  const words = useProblemWords();
  const go = useGo();
  const toast = useToast();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const latest = useRef({ t, words });
  useEffect(() => {
    latest.current = { t, words };
  });

  const remove = useCallback<Conversations['remove']>(
    (conversation, open) => {
      const { id, title } = conversation;
      const call = (method: 'DELETE' | 'POST', way: '' | '/restore') =>
        callApi<unknown>(`/api/conversations/${id}${way}`, {
          method,
          signal: AbortSignal.timeout(DEADLINE_MS),
        });
      const hide = () => setGone((before) => new Set(before).add(id));
      const show = () => {
        setGone((before) => new Set([...before].filter((other) => other !== id)));
        change((page) => withConversation(page, { ...conversation, match: undefined }));
      };
      const tell = (what: 'deleteFailed' | 'undoFailed', error: unknown) =>
        toast({
          kind: 'problem',
          title: latest.current.t(what),
          detail: latest.current.words(problemOf(error)),
        });

      const undo = async () => {
        show();
        try {
          await call('POST', '/restore');
          if (open) go(`/?c=${id}`);
        } catch (error) {
          hide();
          tell('undoFailed', error);
        }
      };

      hide();
      if (open) go('/');
      call('DELETE', '')
        .catch((error: unknown) => {
          // Somebody was faster on another page; all the same, it can be taken back here.
          if (problemOf(error).code !== 'not_found') throw error;
        })
        .then(() => {
          const action = { label: latest.current.t('undo'), run: () => void undo() };
          toast({ title: latest.current.t('deleted'), detail: title, action, durationMs: UNDO_MS });
        })
        .catch((error: unknown) => {
          show();
          tell('deleteFailed', error);
        });
    },
    [change, toast, go],
  );
  return { gone, remove };
}

export function useConversations(): Conversations {
  const conversations = useContext(ConversationsContext);
  if (conversations === null) throw new Error('useConversations needs a ConversationsProvider around it');
  return conversations;
}
