'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { PauseIcon, PlayIcon } from '../../ui/icons';
import { Panel } from '../../ui/panel';
import { asksForTap } from './audio-machine';
import { Cover } from './cover';
import { ListenButton } from './listen-button';
import { OwnFolder } from './own-folder';
import { useLibrary } from './use-library';
import { useListening } from './use-listening';
import { useMusic } from './use-music';
import { useMusicWords } from './use-music-words';

/** Music in the first minutes: what is there, a first track to hear, and how to add one's own. Sounds by itself. */
export function MusicSetup() {
  const t = useTranslations('music');
  const music = useMusic();
  const { library } = useLibrary();
  const wrong = useMusicWords(music);
  const { heard, missing, run } = music;
  const state = missing ? null : (heard?.state ?? null);
  const playing = state?.state === 'playing';
  const { audio, state: listening, toggle } = useListening(playing);
  const track = state?.track ?? null;
  return (
    <div className="flex flex-col gap-4" data-testid="music-setup">
      <audio ref={audio} data-testid="audio" data-phase={listening.phase} preload="none" />
      <Panel
        title={t('setup.title')}
        lead={
          library
            ? t('setup.lead', { tracks: library.tracks, artists: library.artists })
            : t(missing ? 'missing' : 'looking')
        }
      >
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <Cover track={track} className="size-20 rounded-xl" />
          <div className="min-w-0 flex-1 basis-28">
            <p className="font-medium break-words" dir="auto" data-testid="setup-track">
              {track?.title ?? t('nothing')}
            </p>
            <p className="text-sm break-words text-muted" dir="auto">
              {track ? track.artist : t('setup.hint')}
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <Button
              kind={playing ? 'quiet' : 'primary'}
              disabled={state === null}
              data-testid="setup-play"
              onClick={() => void (playing ? run('PAUSE', {}) : run('PLAY', {}))}
            >
              {playing ? <PauseIcon /> : <PlayIcon />}
              {t(playing ? 'pause' : track ? 'play' : 'playSomething')}
            </Button>
            {playing && asksForTap(listening) && (
              <ListenButton listening={listening} prefix="setup-" onToggle={toggle} />
            )}
          </div>
        </div>
        <p role="status" data-testid="music-trouble" className="pt-3 text-sm text-lingon empty:hidden">
          {wrong}
        </p>
      </Panel>
      <Panel title={t('own.title')}>
        <OwnFolder />
      </Panel>
    </div>
  );
}
