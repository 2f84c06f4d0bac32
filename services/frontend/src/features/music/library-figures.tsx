import type { MusicLibrary } from '@alice/contracts';
import { useFormatter, useTranslations } from 'next-intl';

/** How much music there is; dashes keep the place while nobody knows. */
export function LibraryFigures({ library }: { library: MusicLibrary | null }) {
  const t = useTranslations('music.library');
  const format = useFormatter();
  const figures = {
    tracks: library?.tracks,
    artists: library?.artists,
    albums: library?.albums,
    own: library?.ownFolder.tracks,
  };
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4" data-testid="library-figures">
      {(['tracks', 'artists', 'albums', 'own'] as const).map((name) => (
        <div key={name} className="flex flex-col-reverse justify-end rounded-xl bg-birch px-3 py-2.5">
          <dt className="text-sm text-muted">{t(name)}</dt>
          <dd className="text-xl font-semibold tabular-nums" data-testid={`library-${name}`}>
            {figures[name] === undefined ? '–' : format.number(figures[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
