'use client';

import type { LikedTracks, MusicQueue } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { Tabs } from 'radix-ui';
import { LikesList } from './likes-list';
import { QueueList } from './queue-list';
import { useLiveList } from './use-live-list';
import type { Music } from './use-music';

const TAB =
  'min-h-11 border-b-2 border-transparent px-3 text-sm font-medium text-muted hover:text-ink data-[state=active]:border-spruce data-[state=active]:text-ink';

/** The queue and the favourites, one at a time. */
export function PlayerLists({ music }: { music: Music }) {
  const t = useTranslations('music');
  const { queueVersion, likesVersion } = music.heard?.state ?? {};
  const queue = useLiveList<MusicQueue>('/api/music/queue', `${queueVersion} ${likesVersion}`);
  const likes = useLiveList<LikedTracks>('/api/music/likes', `${likesVersion}`);
  return (
    <Tabs.Root
      defaultValue="queue"
      className="flex min-h-80 min-w-0 flex-col border-line max-md:border-t md:min-h-0 md:border-l"
    >
      <Tabs.List aria-label={t('lists')} className="flex border-b border-line px-2">
        <Tabs.Trigger value="queue" data-testid="queue-tab" className={TAB}>
          {t('queue.title')}
          {queue.data && <Count of={queue.data.total} />}
        </Tabs.Trigger>
        <Tabs.Trigger value="likes" data-testid="likes-tab" className={TAB}>
          {t('likes.title')}
          {likes.data && <Count of={likes.data.total} />}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="queue" tabIndex={-1} className="min-h-0 flex-1 md:overflow-y-auto">
        <QueueList queue={queue} music={music} />
      </Tabs.Content>
      <Tabs.Content value="likes" tabIndex={-1} className="min-h-0 flex-1 md:overflow-y-auto">
        <LikesList likes={likes} music={music} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

const Count = ({ of }: { of: number }) => <span className="pl-1.5 text-muted tabular-nums">{of}</span>;
