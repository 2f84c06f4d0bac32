'use client';

import type {
  Health,
  Models,
  ModelSettings,
  ModelSuggestions,
  Problem,
  ServiceHealth,
} from '@alice/contracts';
import { useCallback, useEffect } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { useLoaded } from '../../backend/use-loaded';
import { useDownloads, type Downloads } from './use-downloads';

/** While the language model's server is away, and while others watch a download, it is looked for again. */
const LOOK_AGAIN_MS = 5_000;

export interface ModelsState {
  models: Models | null;
  suggestions: ModelSuggestions | null;
  /** Null where the language model's server answers. */
  away: 'off' | 'starting' | 'down' | null;
  /** Why the models can't be shown at all. */
  problem: Problem | null;
  reload: () => void;
  downloads: Downloads;
  /** Resolves with what went wrong, or null. */
  change: (settings: ModelSettings) => Promise<Problem | null>;
  remove: (name: string) => Promise<Problem | null>;
}

/** The models of the backend, live where something is being fetched. */
export function useModels(owner: boolean): ModelsState {
  const health = useLoaded<Health>('/api/health');
  const service = health.data?.services.ollama;
  const there = service !== undefined && answers(service);
  // Without its server there is nothing to list, and asking would only fail.
  const path = there || health.problem ? '/api/models' : null;
  const { data: models, problem, reload, set } = useLoaded<Models>(path);
  const advice = useLoaded<ModelSuggestions>(owner ? '/api/models/suggestions' : null);

  const missing = problem?.code === 'llm_unavailable';
  const away = missing || (service && !there) ? awayAs(service?.status) : null;
  const watching = !owner && models?.pulls.some(({ status }) => status === 'running');

  const { reload: reloadHealth } = health;
  const { reload: reloadAdvice } = advice;
  const reloadAll = useCallback(() => {
    reload();
    reloadHealth();
    reloadAdvice();
  }, [reload, reloadHealth, reloadAdvice]);
  useEffect(() => {
    if (away === null && !watching) return;
    const timer = setInterval(reloadAll, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [away, watching, reloadAll]);

  const refresh = useCallback(async () => {
    const now = await callApi<Models>('/api/models');
    set(now);
    reloadAdvice();
    return now;
  }, [set, reloadAdvice]);
  const change = useCallback(
    (settings: ModelSettings) =>
      attempt(async () => {
        await callApi('/api/models/settings', { method: 'PATCH', body: settings });
        await refresh();
      }),
    [refresh],
  );
  const remove = useCallback(
    (name: string) =>
      attempt(async () => {
        const path = name.split('/').map(encodeURIComponent).join('/');
        await callApi(`/api/models/${path}`, { method: 'DELETE' });
        await refresh();
      }),
    [refresh],
  );
  const onDone = useCallback(
    (name: string) => {
      void attempt(async () => {
        const now = await refresh();
        // Where nothing answers yet, what has come first does.
        if (!now.models.some((model) => model.name === now.defaultModel))
          await change({ defaultModel: name });
      });
    },
    [refresh, change],
  );
  const downloads = useDownloads(owner ? models?.pulls : undefined, onDone);

  return {
    models,
    suggestions: advice.data,
    away,
    problem: missing ? null : problem,
    reload: reloadAll,
    downloads,
    change,
    remove,
  };
}

/** Whether the language model's server answers, be its model there or still on its way. */
const answers = ({ status, detail }: ServiceHealth) =>
  status === 'ok' || (status !== 'off' && detail !== undefined);

const awayAs = (status: string | undefined) => (status === 'off' || status === 'starting' ? status : 'down');

async function attempt(act: () => Promise<void>): Promise<Problem | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return problemOf(error);
  }
}
