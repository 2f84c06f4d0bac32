import { composeForTests } from './compose-for-tests';

/** Runs the backend alone with one more setting and returns its exit code and what it said. */
async function startWith(...settings: string[]): Promise<{ code: number; said: string }> {
  const flags = settings.flatMap((setting) => ['--env', setting]);
  try {
    return { code: 0, said: await composeForTests('run', '--rm', '--no-deps', '-T', ...flags, 'backend') };
  } catch (error) {
    const { message, cause } = error as Error & { cause: { code: number } };
    return { code: cause.code, said: message };
  }
}

it.each([
  ['SECRET_KEY', 'your-secret-key-here'],
  ['DATABASE_URL', 'mysql://somewhere/else'],
  ['NLU_CONFIDENCE_THRESHOLD', 'seventeen'],
  ['ENABLED_TOOLS', 'PLAY,EXPLODE'],
])(
  'stops with 78 and the name when %s is wrong, and does not print the value',
  async (name, value) => {
    const { code, said } = await startWith(`${name}=${value}`);
    expect({ code, named: said.includes(`${name}: `), told: said.includes(value) }).toEqual({
      code: 78,
      named: true,
      told: false,
    });
  },
  60_000,
);
