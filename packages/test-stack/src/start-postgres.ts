import './without-reaper';
import { randomBytes } from 'node:crypto';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { baseImage } from './base-image';

const USER = 'alice';
const TEMPLATE = 'alice_template';

export interface TestPostgres {
  /** Address of the empty first database. */
  url: string;
  container: StartedTestContainer;
  /** Makes the template: an empty database, filled by `prepare` (migrations), that `cloneDatabase` copies. */
  prepareTemplate(prepare: (url: string) => Promise<void>): Promise<void>;
  /** A database of one's own in some milliseconds: a copy of the template, or empty where there is none. */
  cloneDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** A real PostgreSQL in a container, its data in memory, on a disk of `disk` (as tmpfs takes it: 200m) where it is to be small. */
export async function startPostgres({ disk }: { disk?: string } = {}): Promise<TestPostgres> {
  const password = randomBytes(16).toString('hex');
  const container = await new GenericContainer(baseImage('POSTGRES_IMAGE'))
    .withEnvironment({ POSTGRES_USER: USER, POSTGRES_PASSWORD: password, POSTGRES_DB: USER })
    .withTmpFs({ '/var/lib/postgresql/data': disk ? `rw,size=${disk}` : 'rw' })
    .withCommand(['postgres', '-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'max_connections=200'])
    .withExposedPorts(5432)
    // Over TCP: while the image makes the first database, its server listens on a socket only.
    .withWaitStrategy(Wait.forSuccessfulCommand(`pg_isready -q -h 127.0.0.1 -U ${USER} -d ${USER}`))
    .withStartupTimeout(120_000)
    .start();
  const address = `${container.getHost()}:${container.getMappedPort(5432)}`;
  const urlOf = (database: string) => `postgres://${USER}:${password}@${address}/${database}`;
  let hasTemplate = false;
  let clones = 0;

  const sql = async (statement: string) => {
    const command = [
      'psql',
      '-q',
      '-v',
      'ON_ERROR_STOP=1',
      '-h',
      '127.0.0.1',
      '-U',
      USER,
      '-d',
      USER,
      '-c',
      statement,
    ];
    const { exitCode, output } = await container.exec(command, { env: { PGPASSWORD: password } });
    if (exitCode !== 0) throw new Error(`PostgreSQL refused "${statement}": ${output}`);
  };

  return {
    url: urlOf(USER),
    container,
    async prepareTemplate(prepare) {
      await sql(`CREATE DATABASE ${TEMPLATE}`);
      await prepare(urlOf(TEMPLATE));
      hasTemplate = true;
    },
    async cloneDatabase() {
      const name = `alice_test_${++clones}`;
      await sql(`CREATE DATABASE ${name}${hasTemplate ? ` TEMPLATE ${TEMPLATE}` : ''}`);
      return urlOf(name);
    },
    async stop() {
      await container.stop({ timeout: 0 });
    },
  };
}
