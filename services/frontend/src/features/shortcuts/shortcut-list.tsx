'use client';

import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { SwitchField } from '../../ui/switch-field';
import { isSingleKey, keyNames, SHORTCUTS, type Keys } from './shortcuts';

/** Keys that work where they are needed, and nowhere else. */
const IN_PLACE = [
  { id: 'send', group: 'message', ways: [{ key: 'Enter' }] },
  { id: 'newLine', group: 'message', ways: [{ key: 'Enter', shift: true }] },
  { id: 'walk', group: 'list', ways: [{ key: '↓' }, { key: '↑' }] },
  { id: 'rename', group: 'list', ways: [{ key: 'F2' }] },
  { id: 'delete', group: 'list', ways: [{ key: 'Delete' }] },
] as const;
const GROUPS = ['conversation', 'music', 'message', 'list', 'page'] as const;

export interface ShortcutListProps {
  mac: boolean;
  singleKeys: boolean;
  onSingleKeys: (wanted: boolean) => void;
}

/** The shortcuts by what they are for, and whether those of a single key are wanted. */
export function ShortcutList({ mac, singleKeys, onSingleKeys }: ShortcutListProps) {
  const t = useTranslations('shortcuts');
  const wanted = (keys: Keys) => singleKeys || !isSingleKey(keys);
  const rows = [
    ...SHORTCUTS.map(({ id, group, ways }) => ({
      id,
      group,
      label: t(`actions.${id}`),
      ways: ways.filter(wanted),
    })),
    ...IN_PLACE.map((shortcut) => ({ ...shortcut, label: t(`inPlace.${shortcut.id}`) })),
  ];

  return (
    <div className="flex flex-col gap-5 text-sm">
      <div className="gap-x-8 sm:columns-2">
        {GROUPS.filter((name) => rows.some(({ group }) => group === name)).map((name) => (
          <section key={name} className="break-inside-avoid pb-5">
            <h3 className="pb-1 text-xs font-medium text-muted">{t(`groups.${name}`)}</h3>
            <dl className="divide-y divide-line">
              {rows
                .filter(({ group }) => group === name)
                .map(({ id, label, ways }) => (
                  <div key={id} className="flex min-h-9 items-center justify-between gap-4">
                    <dt className="min-w-0 py-1">{label}</dt>
                    <dd className="shrink-0">
                      <Ways ways={ways} mac={mac} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <SwitchField
        label={t('singleKeys')}
        hint={t('singleKeysHint')}
        checked={singleKeys}
        onChange={onSingleKeys}
        testId="single-keys"
      />
    </div>
  );
}

function Ways({ ways, mac }: { ways: readonly Keys[]; mac: boolean }) {
  const t = useTranslations('shortcuts');
  if (ways.length === 0) return <span className="text-muted">{t('off')}</span>;
  return ways.map((way, index) => (
    <Fragment key={index}>
      {index > 0 && <span className="px-1.5 text-xs text-muted">{t('or')}</span>}
      <Combination names={keyNames(way, mac)} />
    </Fragment>
  ));
}

function Combination({ names }: { names: string[] }) {
  return (
    <kbd className="whitespace-nowrap">
      {names.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && ' + '}
          <kbd className="inline-block min-w-6 rounded-md border border-edge/60 bg-birch px-1.5 text-center font-sans text-xs leading-5.5">
            {name}
          </kbd>
        </Fragment>
      ))}
    </kbd>
  );
}
