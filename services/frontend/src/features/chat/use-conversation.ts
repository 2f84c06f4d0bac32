'use client';

import type { ClientToServerEvents, Conversation, Locale, Problem } from '@alice/contracts';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { announceSignedOut, callApi, problemOf } from '../../backend/call-api';
import { randomId } from '../../backend/random-id';
import { useSocket } from '../../backend/socket-provider';
import { EMPTY_CONVERSATION, isRunning, type Turn } from './conversation';
import type { ConversationActions } from './conversation-actions';
import { conversationReducer } from './conversation-reducer';
import { loadMessageList } from './load-message-list';
import { useAnswerEvents } from './use-answer-events';
import { useUndo } from './use-undo';

const ACK_MS = 8000;
/** A conversation has so long to arrive, in milliseconds. */
const LOAD_MS = 30_000;

/** What the server acknowledges an event with. */
type Acknowledged<Event extends keyof ClientToServerEvents> = Parameters<
  Parameters<ClientToServerEvents[Event]>[1]
>[0];

export interface ConversationOptions {
  /** The conversation in the address, or null for a new one. */
  id: string | null;
  locale: Locale;
  /** A new conversation got its id. */
  onNamed: (id: string) => void;
}

/** A conversation over the socket: sends what was asked, hears the answers, and catches up after a lost connection. */
export function useConversation({ id, locale, onNamed }: ConversationOptions) {
  const { socket, connected } = useSocket();
  const [state, dispatch] = useReducer(conversationReducer, { ...EMPTY_CONVERSATION, id });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loading, setLoading] = useState(id !== null);
  const latest = useRef({ state, onNamed });
  /** What the address names; undefined until it was looked at. */
  const wantedId = useRef<string | null | undefined>(undefined);
  const undo = useUndo(dispatch);

  useEffect(() => {
    latest.current = { state, onNamed };
  });

  const load = useCallback(async (wanted: string, ended?: string) => {
    try {
      const path = `/api/conversations/${encodeURIComponent(wanted)}` as const;
      const signal = AbortSignal.timeout(LOAD_MS);
      // What shows the messages comes at the same time.
      const [conversation] = await Promise.all([callApi<Conversation>(path, { signal }), loadMessageList()]);
      if (wantedId.current !== wanted) return;
      setProblem(null);
      dispatch({ type: 'loaded', conversation, ended });
    } catch (error) {
      if (wantedId.current === wanted) setProblem(problemOf(error));
    } finally {
      if (wantedId.current === wanted) setLoading(false);
    }
  }, []);

  const open = useCallback(
    (wanted: string | null) => {
      // What is shown at first is open already.
      if (wantedId.current !== undefined) dispatch({ type: 'opened', id: wanted });
      wantedId.current = wanted;
      setProblem(null);
      setLoading(wanted !== null);
      if (wanted !== null) void load(wanted);
    },
    [load],
  );

  useEffect(() => {
    // Our own new conversation has just got its name: everything of it is here already.
    if (id !== wantedId.current) open(id);
  }, [id, open]);

  useEffect(() => {
    if (state.id !== null && wantedId.current === null) {
      wantedId.current = state.id;
      latest.current.onNamed(state.id);
    }
  }, [state.id]);

  useAnswerEvents({
    onStarted: (event) => {
      const { state: now } = latest.current;
      const ours = now.turns.some((turn) => turn.clientMessageId === event.clientMessageId);
      if (ours) dispatch({ type: 'accepted', ...event });
      // Asked from another page of the same person.
      else if (event.conversationId === now.id) void load(event.conversationId);
    },
    onEvent: dispatch,
  });

  const stopMessage = useCallback(
    (messageId: string) => void socket.timeout(ACK_MS).emit('message:stop', { messageId }, () => undefined),
    [socket],
  );

  const sent = useRef(new Set<string>());
  /** Messages whose answers were stopped before they had a name. */
  const unwanted = useRef(new Set<string>());
  const send = useCallback(
    async ({ clientMessageId, text, replaces }: Turn, conversationId: string | null) => {
      if (clientMessageId === null || text === null) return;
      // A message that may have arrived the first time may be answered already: ask for what we missed.
      const behind = sent.current.has(clientMessageId);
      sent.current.add(clientMessageId);
      dispatch({ type: 'sending', clientMessageId });
      try {
        const message = {
          text,
          clientMessageId,
          locale,
          ...(conversationId === null ? {} : { conversationId }),
          ...(replaces === null ? {} : { replaces }),
        };
        const ack = await new Promise<Acknowledged<'message:send'>>((resolve, reject) =>
          socket
            .timeout(ACK_MS)
            .emit('message:send', message, (error, answer) => (error ? reject(error) : resolve(answer))),
        );
        if ('data' in ack) {
          dispatch({ type: 'accepted', clientMessageId, behind, ...ack.data });
          if (unwanted.current.delete(clientMessageId)) stopMessage(ack.data.messageId);
        } else {
          if (ack.problem.code === 'unauthenticated') announceSignedOut();
          dispatch({ type: 'refused', clientMessageId, problem: ack.problem });
        }
      } catch {
        dispatch({ type: 'not-delivered', clientMessageId });
      }
    },
    [socket, locale, stopMessage],
  );

  const resume = useCallback(
    async (messageId: string, fromSeq: number) => {
      dispatch({ type: 'resuming', messageId });
      try {
        const ack = await new Promise<Acknowledged<'answer:resume'>>((resolve, reject) =>
          socket
            .timeout(ACK_MS)
            .emit('answer:resume', { messageId, fromSeq }, (error, answer) =>
              error ? reject(error) : resolve(answer),
            ),
        );
        const data = 'data' in ack ? ack.data : null;
        if (data?.response) dispatch({ type: 'done', messageId, response: data.response });
        else if (data && !data.done) dispatch({ type: 'resumed', messageId, ...data });
        else if (latest.current.state.id !== null) await load(latest.current.state.id, messageId);
      } catch {
        // The connection went again; its return asks anew.
      }
    },
    [socket, load],
  );

  useEffect(() => {
    if (connected) return;
    dispatch({ type: 'disconnected' });
  }, [connected]);

  useEffect(() => {
    if (!connected) return;
    // One at a time: the first ack of a new conversation names it for the next.
    const next = state.turns.find((turn) => turn.delivery === 'unsent');
    if (next && !state.turns.some((turn) => turn.delivery === 'sending')) void send(next, state.id);
    for (const { answer } of state.turns)
      if (answer?.behind && answer.messageId) void resume(answer.messageId, answer.lastSeq ?? 0);
  }, [connected, state, send, resume]);

  /** The answer that can be stopped. */
  const running = state.turns.findLast((turn) => isRunning(turn) && turn.delivery !== 'unsent') ?? null;
  const actions = useMemo(
    (): ConversationActions => ({
      ask: (text) => dispatch({ type: 'asked', clientMessageId: randomId(), text }),
      askAgain: (turn) => {
        // The same message again is tried anew; only one from before a reload has lost its id.
        const clientMessageId = turn.clientMessageId ?? randomId();
        sent.current.delete(clientMessageId);
        dispatch({ type: 'asked-again', key: turn.key, clientMessageId });
      },
      regenerate: ({ key, text }) => {
        if (text !== null) dispatch({ type: 'asked', clientMessageId: randomId(), text, replaces: key });
      },
      edit: (key) => dispatch({ type: 'edit', key }),
      endEdit: () => dispatch({ type: 'edit-ended' }),
      sendEdit: (key, text) =>
        dispatch({ type: 'asked', clientMessageId: randomId(), text, replaces: key, edited: true }),
      undo,
    }),
    [undo],
  );
  return {
    state,
    loading,
    problem,
    running,
    actions,
    retry: () => open(id),
    /** Reads the conversation once more, for messages that other pages have added. */
    reload: load,
    stop: () => {
      const messageId = running?.answer?.messageId;
      if (messageId) stopMessage(messageId);
      else if (running?.clientMessageId) unwanted.current.add(running.clientMessageId);
    },
  };
}
