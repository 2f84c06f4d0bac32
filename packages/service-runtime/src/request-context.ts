import { AsyncLocalStorage } from 'node:async_hooks';
import type { Locale, User } from '@alice/contracts';

/** What belongs to one request and follows it through every await. */
export interface RequestContext {
  requestId: string;
  locale: Locale;
  /** Where it comes from: an IP address. */
  address?: string | undefined;
  /** Who is signed in, once that is known. */
  user?: User;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` with `context` as its request. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The request that the calling code works for; undefined outside of one. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** The language to answer in: the first of `Accept-Language` that exists here, else Swedish. */
export function localeFromHeader(header: string | undefined): Locale {
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const language = part.trim().slice(0, 2);
    if (language === 'sv' || language === 'en') return language;
  }
  return 'sv';
}
