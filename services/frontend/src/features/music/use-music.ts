'use client';

import type { Health, MusicState, Problem, ToolArguments, ToolCall, ToolName } from '@alice/contracts';
import { useCallback, useEffect, useState } from 'react';
import { callApi, problemOf, type Call } from '../../backend/call-api';
import { useSocket } from '../../backend/socket-provider';
import { elapsedNow } from './music-clock';
import { wishedState } from './wished-state';

export interface HeardMusic {
  state: MusicState;
  /** When it was heard, in `performance.now()`. */
  at: number;
}

/** What a button did not do, and why. */
export type MusicTrouble = { problem: Problem } | { message: string };

const TROUBLE_SHOWN_MS = 6000;
/** What is missing tells when it is back; where that was not heard, we ask. */
const ASK_AGAIN_MS = 10_000;

/** The same music as it is now, so that what is changed about it begins from there. */
function heardNow({ state, at }: HeardMusic): HeardMusic {
  const now = performance.now();
  return { state: { ...state, elapsedSeconds: elapsedNow(state, now - at) }, at: now };
}

/** What plays, live, and how to change it. A change shows at once, and is taken back where it fails. */
export function useMusic() {
  const { socket, returns } = useSocket();
  const [heard, setHeard] = useState<HeardMusic | null>(null);
  const [missing, setMissing] = useState<Problem | null>(null);
  const [trouble, setTrouble] = useState<MusicTrouble | null>(null);
  const [skipping, setSkipping] = useState<'NEXT' | 'PREV' | null>(null);
  const [looks, setLooks] = useState(0);
  const lookAgain = useCallback(() => setLooks((count) => count + 1), []);

  useEffect(() => {
    const onState = (state: MusicState) => {
      setHeard({ state, at: performance.now() });
      setMissing(null);
    };
    const onStatus = ({ services }: Health) => {
      if (services.music.status === 'down') lookAgain();
    };
    socket.on('music:state', onState);
    socket.on('system:status', onStatus);
    return () => {
      socket.off('music:state', onState);
      socket.off('system:status', onStatus);
    };
  }, [socket, lookAgain]);

  useEffect(() => {
    const controller = new AbortController();
    const askedAt = performance.now();
    callApi<MusicState>('/api/music', { signal: controller.signal })
      .then((state) => {
        if (controller.signal.aborted) return;
        // What was told after the question may be newer than the answer, and whatever is newer still will be told.
        setHeard((before) => (before && before.at > askedAt ? before : { state, at: performance.now() }));
        setMissing(null);
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setMissing(problemOf(error));
      });
    return () => controller.abort();
  }, [returns, looks]);

  useEffect(() => {
    if (!missing) return;
    const timer = setTimeout(lookAgain, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [missing, lookAgain]);

  useEffect(() => {
    if (!trouble) return;
    const timer = setTimeout(() => setTrouble(null), TROUBLE_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [trouble]);

  const fail = useCallback(
    (why: MusicTrouble) => {
      setTrouble(why);
      lookAgain();
    },
    [lookAgain],
  );

  /** Runs one of the tools, as a sentence would. */
  const run = useCallback(
    async <N extends ToolName>(name: N, args: ToolArguments[N]): Promise<void> => {
      if (name === 'NEXT' || name === 'PREV') setSkipping(name);
      setHeard((before) => {
        if (!before) return before;
        const now = heardNow(before);
        return { ...now, state: wishedState(now.state, name, args) };
      });
      try {
        const call = await callApi<ToolCall>(`/api/tools/${name}/execute`, {
          method: 'POST',
          body: { args },
        });
        if (call.error) fail({ message: call.error.message });
        else setTrouble(null);
      } catch (error) {
        fail({ problem: problemOf(error) });
      } finally {
        if (name === 'NEXT' || name === 'PREV') setSkipping(null);
      }
    },
    [fail],
  );

  /** Anything else about the music; `gone` is what to say where it is not there any more. False where it failed. */
  const send = useCallback(
    async (path: `/api/music/${string}`, call: Call, gone?: string): Promise<boolean> => {
      try {
        await callApi(path, call);
        setTrouble(null);
        return true;
      } catch (error) {
        const problem = problemOf(error);
        fail(gone !== undefined && problem.code === 'not_found' ? { message: gone } : { problem });
        return false;
      }
    },
    [fail],
  );

  const seek = useCallback(
    (seconds: number) => {
      setHeard((before) => {
        if (!before) return before;
        const now = heardNow(before);
        return { ...now, state: { ...now.state, elapsedSeconds: seconds } };
      });
      return send('/api/music/seek', { method: 'POST', body: { seconds } });
    },
    [send],
  );

  // Having asked too often says nothing about the music.
  const away = heard && missing?.code === 'rate_limited' ? null : missing;
  return { heard, missing: away, trouble, skipping, run, send, seek };
}

export type Music = ReturnType<typeof useMusic>;
export type RunTool = Music['run'];
