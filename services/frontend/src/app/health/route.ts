export const dynamic = 'force-dynamic';

/** That this service itself answers; how Alice is as a whole, the backend knows. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
