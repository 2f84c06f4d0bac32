import type { Problem } from '@alice/contracts';
import { announceSignedOut, ProblemError, unreachable } from '../../backend/call-api';
import { fileName } from './file-name';

export type ExportFormat = 'md' | 'json';

/** The backend has so long for the whole file, in milliseconds. */
const DEADLINE_MS = 30_000;

/**
 * Saves a conversation as a file, in the language of the page.
 * @throws {ProblemError} where the backend does not give it
 */
export async function exportConversation(id: string, format: ExportFormat): Promise<void> {
  const { blob, name } = await fetchExport(id, format);
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function fetchExport(id: string, format: ExportFormat): Promise<{ blob: Blob; name: string }> {
  let response: Response;
  try {
    response = await fetch(`/api/conversations/${id}/export?format=${format}`, {
      headers: { 'accept-language': document.documentElement.lang },
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (response.ok) {
      const name = fileName(response.headers.get('content-disposition'), `alice.${format}`);
      return { blob: await response.blob(), name };
    }
  } catch {
    throw new ProblemError(unreachable(0));
  }
  const said = (await response.json().catch(() => null)) as Problem | null;
  if (response.status === 401) announceSignedOut();
  throw new ProblemError(said ?? unreachable(response.status));
}
