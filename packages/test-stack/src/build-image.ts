import { baseImage, baseImageNames } from './base-image';
import { docker } from './docker';

/**
 * Builds an image from a Dockerfile of the repository, named by its path, on the base images of the environment.
 * The same sources give the same tag and come out of the build cache, so it is not removed afterwards.
 */
export async function buildImage(
  dockerfile: string,
  buildArgs: Record<string, string> = {},
): Promise<string> {
  const name = dockerfile.replace(/\/Dockerfile$/, '').replaceAll('/', '-');
  const tag = `alice-test-${process.pid}-${name}`;
  const bases = Object.fromEntries(baseImageNames.map((base) => [base, baseImage(base)]));
  const args = Object.entries({ ...bases, ...buildArgs }).flatMap(([key, value]) => [
    '--build-arg',
    `${key}=${value}`,
  ]);
  await docker(['build', '--quiet', '--file', dockerfile, '--tag', tag, ...args, '.']);
  return tag;
}
