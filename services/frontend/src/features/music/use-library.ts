'use client';

import type { MusicLibrary, Problem } from '@alice/contracts';
import { useEffect, useState } from 'react';
import { callApi, problemOf } from '../../backend/call-api';
import { useLoaded } from '../../backend/use-loaded';

/** While the player looks through its folders, so often we ask how far it is. */
const LOOK_MS = 1000;

/** How much music there is, and a look for more. */
export function useLibrary() {
  const { data, problem, reload } = useLoaded<MusicLibrary>('/api/music/library');
  const [looking, setLooking] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);

  useEffect(() => {
    if (!data?.updating && !looking) return;
    const timer = setTimeout(() => {
      setLooking(false);
      reload();
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [data, looking, reload]);

  const update = async () => {
    setRefused(null);
    setLooking(true);
    try {
      await callApi('/api/music/library/update', { method: 'POST' });
    } catch (error) {
      setLooking(false);
      setRefused(problemOf(error));
    }
  };
  return { library: data, problem, refused, updating: looking || data?.updating === true, reload, update };
}
