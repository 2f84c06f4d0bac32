import { startPostgres, type TestPostgres } from './start-postgres';

jest.setTimeout(120_000);

describe('startPostgres', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  const sql = async (url: string, statement: string) => {
    const { username, password, pathname } = new URL(url);
    const command = ['psql', '-h', '127.0.0.1', '-U', username, '-d', pathname.slice(1), '-Atc', statement];
    return (await postgres.container.exec(command, { env: { PGPASSWORD: password } })).output.trim();
  };

  it('gives every caller a copy of the template that nobody else sees', async () => {
    await postgres.prepareTemplate(async (url) => void (await sql(url, 'CREATE TABLE songs (name text)')));
    const [mine, theirs] = [await postgres.cloneDatabase(), await postgres.cloneDatabase()];
    await sql(mine, "INSERT INTO songs VALUES ('Visa från Utanmyra')");
    expect(await sql(mine, 'SELECT name FROM songs')).toBe('Visa från Utanmyra');
    expect(await sql(theirs, 'SELECT count(*) FROM songs')).toBe('0');
  });
});
