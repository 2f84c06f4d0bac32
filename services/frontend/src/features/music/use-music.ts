'use client';

import type { MusicState, Problem, ToolArguments, ToolCall, ToolName } from '@alice/contracts';
import { useCallback, useEffect, useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { useSocket } from '../../backend/socket-provider';

export interface HeardMusic {
  state: MusicState;
  /** When it was heard, in `performance.now()`. */
  at: number;
}

/** What a button did not do, and why. */
export type MusicTrouble = { problem: Problem } | { message: string };

const TROUBLE_SHOWN_MS = 6000;

/** What plays, live, and how to change it. */
export function useMusic() {
  const { socket, returns } = useSocket();
  const [heard, setHeard] = useState<HeardMusic | null>(null);
  const [missing, setMissing] = useState<Problem | null>(null);
  const [trouble, setTrouble] = useState<MusicTrouble | null>(null);

  useEffect(() => {
    const onState = (state: MusicState) => {
      setHeard({ state, at: performance.now() });
      setMissing(null);
    };
    socket.on('music:state', onState);
    return () => void socket.off('music:state', onState);
  }, [socket]);

  useEffect(() => {
    const controller = new AbortController();
    callApi<MusicState>('/api/music', { signal: controller.signal })
      .then((state) => {
        setHeard({ state, at: performance.now() });
        setMissing(null);
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted) setMissing(problemOf(error));
      });
    return () => controller.abort();
  }, [returns]);

  useEffect(() => {
    if (!trouble) return;
    const timer = setTimeout(() => setTrouble(null), TROUBLE_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [trouble]);

  const run = useCallback(async <N extends ToolName>(name: N, args: ToolArguments[N]): Promise<void> => {
    try {
      const call = await callApi<ToolCall>(`/api/tools/${name}/execute`, { method: 'POST', body: { args } });
      setTrouble(call.error ? { message: call.error.message } : null);
    } catch (error) {
      setTrouble({ problem: problemOf(error) });
    }
  }, []);

  return { heard, missing, trouble, run };
}

export type RunTool = ReturnType<typeof useMusic>['run'];
