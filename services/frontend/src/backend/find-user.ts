import type { User } from '@alice/contracts';
import { cookies, headers } from 'next/headers';
import { backendUrl } from '../config/backend-url';

/** The page must not wait longer for the backend; it can ask by itself. In milliseconds. */
const DEADLINE_MS = 1_000;

/** What nginx says of the request: how it came, from where, and its name in the logs. */
const PASSED_ON = ['x-forwarded-proto', 'x-forwarded-for', 'x-request-id'];

/** Who asks for this page, as the backend knows them by their cookie; null where it knows nobody or is away. */
export async function findUser(): Promise<User | null> {
  const backend = backendUrl();
  const asked = await headers();
  const cookie = (await cookies()).toString();
  if (backend === undefined || cookie === '') return null;
  try {
    const answer = await fetch(`${backend}/api/auth/me`, {
      headers: { cookie, ...Object.fromEntries(PASSED_ON.map((name) => [name, asked.get(name) ?? ''])) },
      cache: 'no-store',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return answer.ok ? ((await answer.json()) as User) : null;
  } catch {
    return null;
  }
}
