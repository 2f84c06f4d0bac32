import { docker, repositoryRoot } from '../../packages/test-stack/src/docker';
import { stack } from './stack';

/** `docker compose <args>` on the stack of the tests, with the settings that it was started with. */
export function composeForTests(...args: string[]): Promise<string> {
  const { project, secretsDir } = stack();
  const files = ['docker-compose.yml', 'tests/stack/docker-compose.test.yml'].flatMap((file) => [
    '--file',
    `${repositoryRoot}/${file}`,
  ]);
  return docker([
    'compose',
    '--ansi',
    'never',
    '--project-name',
    project,
    '--env-file',
    `${secretsDir}/environment`,
    ...files,
    ...args,
  ]);
}
