import type { MusicState } from '@alice/contracts';

/** Where the track is `sinceMs` after the state was heard. */
export function elapsedNow(state: MusicState, sinceMs: number): number {
  const elapsed = state.elapsedSeconds + (state.state === 'playing' ? sinceMs / 1000 : 0);
  return Math.max(0, state.durationSeconds > 0 ? Math.min(elapsed, state.durationSeconds) : elapsed);
}

/** Minutes and seconds, as players show them. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
