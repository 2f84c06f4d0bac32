'use client';

import { useTranslations } from 'next-intl';
import { ProblemNotice } from '../../backend/problem-notice';
import { Button } from '../../ui/button';
import { AgainIcon } from '../../ui/icons';
import { Panel } from '../../ui/panel';
import { SwitchField } from '../../ui/switch-field';
import { LibraryFigures } from './library-figures';
import { chooseListening, useListeningWanted } from './listening-choice';
import { OwnFolder } from './own-folder';
import { useLibrary } from './use-library';

export interface MusicSettingsProps {
  /** Whether the person may have the folders looked through. */
  owner: boolean;
}

/** How much music there is, how to add one's own, and whether it is heard in this browser. */
export function MusicSettings({ owner }: MusicSettingsProps) {
  const t = useTranslations('music');
  const { library, problem, refused, updating, reload, update } = useLibrary();
  const wanted = useListeningWanted();
  return (
    <div className="flex flex-col gap-4" data-testid="music-settings">
      <Panel title={t('sound.title')}>
        <SwitchField
          label={t('sound.here')}
          hint={t('sound.hint')}
          checked={wanted}
          onChange={chooseListening}
          testId="listen-here"
        />
      </Panel>
      <Panel
        title={t('library.title')}
        action={
          owner && (
            <Button
              kind="quiet"
              disabled={updating}
              data-testid="library-update"
              onClick={() => void update()}
            >
              <AgainIcon className="size-4" />
              {t(updating ? 'library.updating' : 'library.update')}
            </Button>
          )
        }
      >
        <LibraryFigures library={library} />
        <p role="status" className="sr-only">
          {updating && t('library.updating')}
        </p>
        {(refused ?? problem) && (
          <ProblemNotice
            problem={refused ?? problem}
            className="mt-3"
            action={
              <Button kind="quiet" data-testid="library-again" onClick={reload}>
                {t('tryAgain')}
              </Button>
            }
          />
        )}
      </Panel>
      <Panel title={t('own.title')}>
        <OwnFolder />
      </Panel>
    </div>
  );
}
