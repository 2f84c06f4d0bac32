'use client';

import type { User } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProblemNotice } from '../../backend/problem-notice';
import { useLoaded } from '../../backend/use-loaded';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PlusIcon, UsersIcon } from '../../ui/icons';
import { Loading } from '../../ui/loading';
import { Panel } from '../../ui/panel';
import { useToast } from '../../ui/toaster';
import { useUser } from './session-gate';
import { TryAgain } from './try-again';
import { UserDialog, type UserTask } from './user-dialog';
import { UserRow } from './user-row';

/** For the owner: everybody with an account. */
export function Users() {
  const t = useTranslations('accounts.users');
  const { role } = useUser();
  if (role === 'owner') return <AllUsers />;
  return (
    <EmptyState
      title={t('ownerOnly')}
      lead={t('ownerOnlyLead')}
      icon={<UsersIcon className="size-8" />}
      testId="no-permission"
    />
  );
}

function AllUsers() {
  const t = useTranslations('accounts.users');
  const toast = useToast();
  const users = useLoaded<User[]>('/api/users');
  const [task, setTask] = useState<UserTask | null>(null);
  return (
    <Panel
      title={t('title')}
      lead={t('lead')}
      testId="users-panel"
      action={
        <Button data-testid="add-user" onClick={() => setTask({ kind: 'add' })}>
          <PlusIcon />
          {t('add')}
        </Button>
      }
    >
      <ProblemNotice problem={users.problem} action={<TryAgain onClick={users.reload} />} />
      {!users.data && users.loading && <Loading label={t('loading')} />}
      <ul className="divide-y divide-line">
        {users.data?.map((user) => (
          <UserRow key={user.id} user={user} onTask={setTask} />
        ))}
      </ul>
      <UserDialog
        task={task}
        onClose={() => setTask(null)}
        onDone={(title) => {
          setTask(null);
          toast({ title });
          users.reload();
        }}
      />
    </Panel>
  );
}
