'use client';

import type {
  ClientToServerEvents,
  Conversation,
  Locale,
  Problem,
  ServerToClientEvents,
} from '@alice/contracts';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { announceSignedOut, callApi, problemOf } from '../../backend/call-api';
import { randomId } from '../../backend/random-id';
import { useSocket } from '../../backend/socket-provider';
import { EMPTY_CONVERSATION, isRunning, type Turn } from './conversation';
import { conversationReducer } from './conversation-reducer';

const ACK_MS = 8000;

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
  const [state, dispatch] = useReducer(conversationReducer, EMPTY_CONVERSATION);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loading, setLoading] = useState(id !== null);
  const latest = useRef({ state, onNamed });
  const wantedId = useRef(id);

  useEffect(() => {
    latest.current = { state, onNamed };
  });

  const load = useCallback(async (wanted: string, ended?: string) => {
    try {
      const conversation = await callApi<Conversation>(`/api/conversations/${encodeURIComponent(wanted)}`);
      if (wantedId.current === wanted) dispatch({ type: 'loaded', conversation, ended });
    } catch (error) {
      if (wantedId.current === wanted) setProblem(problemOf(error));
    } finally {
      if (wantedId.current === wanted) setLoading(false);
    }
  }, []);

  useEffect(() => {
    wantedId.current = id;
    // Our own new conversation has just got its name: everything of it is here already.
    if (id === latest.current.state.id) return;
    dispatch({ type: 'cleared' });
    setProblem(null);
    setLoading(id !== null);
    if (id !== null) void load(id);
  }, [id, load]);

  useEffect(() => {
    if (state.id !== null && wantedId.current === null) {
      wantedId.current = state.id;
      latest.current.onNamed(state.id);
    }
  }, [state.id]);

  useEffect(() => {
    const onStarted: ServerToClientEvents['answer:started'] = (event) => {
      const { state: now } = latest.current;
      const ours = now.turns.some((turn) => turn.clientMessageId === event.clientMessageId);
      if (ours) dispatch({ type: 'accepted', ...event });
      // Asked from another page of the same person.
      else if (event.conversationId === now.id) void load(event.conversationId);
    };
    const onDelta: ServerToClientEvents['answer:delta'] = (event) => dispatch({ type: 'delta', ...event });
    const onRetracted: ServerToClientEvents['answer:retracted'] = (event) =>
      dispatch({ type: 'retracted', ...event });
    const onQueued: ServerToClientEvents['answer:queued'] = (event) => dispatch({ type: 'queued', ...event });
    const onTool: ServerToClientEvents['answer:tool'] = (event) => dispatch({ type: 'tool', ...event });
    const onDone: ServerToClientEvents['answer:done'] = (response) =>
      dispatch({ type: 'done', messageId: response.messageId, response });
    const onFailed: ServerToClientEvents['answer:failed'] = (event) => dispatch({ type: 'failed', ...event });
    socket.on('answer:started', onStarted);
    socket.on('answer:delta', onDelta);
    socket.on('answer:retracted', onRetracted);
    socket.on('answer:queued', onQueued);
    socket.on('answer:tool', onTool);
    socket.on('answer:done', onDone);
    socket.on('answer:failed', onFailed);
    return () => {
      socket.off('answer:started', onStarted);
      socket.off('answer:delta', onDelta);
      socket.off('answer:retracted', onRetracted);
      socket.off('answer:queued', onQueued);
      socket.off('answer:tool', onTool);
      socket.off('answer:done', onDone);
      socket.off('answer:failed', onFailed);
    };
  }, [socket, load]);

  const sent = useRef(new Set<string>());
  const send = useCallback(
    async ({ clientMessageId, text }: Turn, conversationId: string | null) => {
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
        };
        const ack = await new Promise<Acknowledged<'message:send'>>((resolve, reject) =>
          socket
            .timeout(ACK_MS)
            .emit('message:send', message, (error, answer) => (error ? reject(error) : resolve(answer))),
        );
        if ('data' in ack) dispatch({ type: 'accepted', clientMessageId, behind, ...ack.data });
        else {
          if (ack.problem.code === 'unauthenticated') announceSignedOut();
          dispatch({ type: 'refused', clientMessageId, problem: ack.problem });
        }
      } catch {
        dispatch({ type: 'not-delivered', clientMessageId });
      }
    },
    [socket, locale],
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

  const askAgain = useCallback((turn: Turn) => {
    // The same message again is tried anew; only one from before a reload has lost its id.
    const clientMessageId = turn.clientMessageId ?? randomId();
    sent.current.delete(clientMessageId);
    dispatch({ type: 'asked-again', key: turn.key, clientMessageId });
  }, []);
  const running = state.turns.findLast(isRunning) ?? null;
  return {
    turns: state.turns,
    loading,
    problem,
    running,
    ask: (text: string) => dispatch({ type: 'asked', clientMessageId: randomId(), text }),
    askAgain,
    stop: () => {
      const messageId = running?.answer?.messageId;
      if (messageId) socket.timeout(ACK_MS).emit('message:stop', { messageId }, () => undefined);
    },
  };
}
