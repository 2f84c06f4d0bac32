import { createAdapter } from '@socket.io/postgres-adapter';
import { Client, Pool, type ClientConfig } from 'pg';

export interface PostgresAdapter {
  adapter: ReturnType<typeof createAdapter>;
  /** To be called after the socket server's own. */
  close: () => Promise<void>;
}

/**
 * How the socket servers of several backends speak with each other: through PostgreSQL, on two connections each. One
 * listens, and is a client of its own, since a pool never gets back one that broke while it was out; one speaks, so that
 * what is said stays in its order.
 */
export function createPostgresAdapter(
  connection: ClientConfig,
  onError: (error: unknown) => void,
): PostgresAdapter {
  const speaking = new Pool({ ...connection, max: 1, allowExitOnIdle: true });
  speaking.on('error', onError);
  let listening: Client | undefined;
  const listen = async () => {
    const client = new Client({ ...connection, keepAlive: true });
    // Without this a database that goes away would take the backend with it.
    client.on('error', onError);
    await client.connect();
    listening = client;
    return Object.assign(client, { release: () => void client.end().catch(onError) });
  };
  const pool = { connect: listen, query: speaking.query.bind(speaking) } as unknown as Pool;
  return {
    adapter: createAdapter(pool, { channelPrefix: 'alice', errorHandler: onError }),
    close: async () => {
      await listening?.end().catch(onError);
      await speaking.end();
    },
  };
}
