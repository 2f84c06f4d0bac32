'use client';

import type { ModelPull, Models, Problem } from '@alice/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { followPull, type PullPorts } from './follow-pull';
import { listedName } from './model-name-rule';
import { openPull } from './open-pull';
import { addSample, type Sample } from './pull-progress';

export interface Download {
  pull: ModelPull;
  samples: Sample[];
  /** Where the backend refused it, or to end it. */
  problem: Problem | null;
}

export interface Downloads {
  /** The newest last. */
  all: Download[];
  start: (name: string) => void;
  cancel: (name: string) => Promise<void>;
  /** Shows one that has ended no more. */
  dismiss: (name: string) => void;
}

const LOOK_MS = 15_000;

const PORTS: PullPorts = {
  open: openPull,
  look: async (name, signal) => {
    const within = AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]);
    const { pulls } = await callApi<Models>('/api/models', { signal: within });
    return pulls.find((pull) => listedName(pull.name) === listedName(name));
  },
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

const asked = (name: string): ModelPull => ({
  name,
  status: 'running',
  completedBytes: null,
  totalBytes: null,
  step: '',
});

/**
 * The downloads of models: those that the backend knew of when it was asked last, `known`, and those started here.
 * Every one that runs is followed while the page is open; `onDone` is called with each that has come.
 */
export function useDownloads(
  known: readonly ModelPull[] | undefined,
  onDone: (name: string) => void,
): Downloads {
  const [downloads, setDownloads] = useState<ReadonlyMap<string, Download>>(new Map());
  const followed = useRef(new Map<string, AbortController>());
  const dismissed = useRef(new Set<string>());
  const done = useRef(onDone);
  done.current = onDone;

  const change = useCallback((name: string, next: (before: Download | undefined) => Download) => {
    setDownloads((before) => new Map(before).set(name, next(before.get(name))));
  }, []);

  const note = useCallback(
    (pull: ModelPull) =>
      change(listedName(pull.name), (before) => ({
        pull,
        samples:
          pull.completedBytes === null
            ? []
            : addSample(before?.samples ?? [], { at: performance.now(), bytes: pull.completedBytes }),
        problem: null,
      })),
    [change],
  );

  const follow = useCallback(
    (name: string, joining: boolean) => {
      const key = listedName(name);
      if (followed.current.has(key)) return;
      const controller = new AbortController();
      followed.current.set(key, controller);
      dismissed.current.delete(key);
      followPull(name, PORTS, note, controller.signal, joining)
        .then((end) => {
          if (!end) return;
          note(end);
          if (end.status === 'done') done.current(end.name);
        })
        .catch((error: unknown) => {
          if (controller.signal.aborted) return;
          const problem = problemOf(error);
          change(key, () => ({ pull: { ...asked(name), status: 'failed' }, samples: [], problem }));
        })
        .finally(() => {
          if (followed.current.get(key) === controller) followed.current.delete(key);
        });
    },
    [change, note],
  );

  useEffect(() => {
    for (const pull of known ?? []) {
      const key = listedName(pull.name);
      if (followed.current.has(key)) continue;
      if (pull.status === 'running') follow(pull.name, true);
      if (pull.status !== 'done' && !dismissed.current.has(key)) note(pull);
    }
  }, [known, follow, note]);

  useEffect(() => {
    const all = followed.current;
    return () => {
      for (const controller of all.values()) controller.abort();
      all.clear();
    };
  }, []);

  const start = useCallback(
    (name: string) => {
      change(listedName(name), () => ({ pull: asked(name), samples: [], problem: null }));
      follow(name, false);
    },
    [change, follow],
  );

  const cancel = useCallback(
    async (name: string) => {
      try {
        await callApi(`/api/models/pull?name=${encodeURIComponent(name)}`, { method: 'DELETE' });
      } catch (error) {
        const problem = problemOf(error);
        // Not found: it has just ended by itself, which its own stream tells.
        if (problem.code === 'not_found') return;
        change(listedName(name), (before) => ({ pull: asked(name), samples: [], ...before, problem }));
      }
    },
    [change],
  );

  const dismiss = useCallback((name: string) => {
    const key = listedName(name);
    dismissed.current.add(key);
    setDownloads((before) => new Map([...before].filter(([other]) => other !== key)));
  }, []);

  return { all: [...downloads.values()], start, cancel, dismiss };
}
