'use client';

import type { Role, Scope } from '@alice/contracts';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { describedBy, FieldWords } from '../../ui/field-words';

/** What a key of somebody of this role can be for. */
export const scopesFor = (role: Role): readonly Scope[] =>
  role === 'owner' ? ['chat', 'music', 'tools', 'account', 'admin'] : ['chat', 'music', 'tools', 'account'];

export interface ScopeFieldProps {
  scopes: readonly Scope[];
  error?: string;
}

/** What a new key is for: everything, until something is taken away. */
export function ScopeField({ scopes, error }: ScopeFieldProps) {
  const t = useTranslations('accounts.keys');
  const id = useId();
  return (
    <fieldset aria-describedby={describedBy(id, undefined, error)} className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{t('scopes')}</legend>
      {scopes.map((scope) => (
        <label key={scope} className="flex min-h-9 cursor-pointer items-center gap-3 text-sm">
          <input
            type="checkbox"
            name="scope"
            value={scope}
            defaultChecked
            data-testid={`key-scope-${scope}`}
            className="size-4 accent-spruce"
          />
          {t(`scope.${scope}`)}
        </label>
      ))}
      <FieldWords id={id} error={error} />
    </fieldset>
  );
}
