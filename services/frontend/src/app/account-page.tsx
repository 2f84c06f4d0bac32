import type { ReactNode } from 'react';
import { LanguageSwitch } from '../features/language';
import { Logo } from '../ui/logo';

export interface AccountPageProps {
  title: string;
  lead?: string;
  children: ReactNode;
}

/** The quiet page around a form. */
export function AccountPage({ title, lead, children }: AccountPageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex justify-end p-2">
        <LanguageSwitch />
      </header>
      <main className="m-auto w-full max-w-sm px-5 pb-20">
        <Logo className="size-11 text-spruce" />
        <h1 className="mt-5 text-2xl font-semibold tracking-tight">{title}</h1>
        {lead && <p className="mt-1.5 text-muted">{lead}</p>}
        <div className="mt-7">{children}</div>
      </main>
    </div>
  );
}
