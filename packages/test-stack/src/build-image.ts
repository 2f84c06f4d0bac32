import { baseImage, baseImageNames } from './base-image';
import { docker } from './docker';

/**
 * Builds an image from a Dockerfile of the repository, named by its path, on the base images of the environment; its last
 * stage unless told which.
 * The same sources give the same tag and come out of the build cache, so it is not removed afterwards.
 */
export async function buildImage(
  dockerfile: string,
  buildArgs: Record<string, string> = {},
  target?: string,
): Promise<string> {
  const path = dockerfile.replace(/\/Dockerfile$/, '').replaceAll('/', '-');
  const name = target === undefined ? path : `${path}-${target}`;
  const tag = `alice-test-${process.pid}-${name}`;
  const bases = Object.fromEntries(baseImageNames.map((base) => [base, baseImage(base)]));
  const args = Object.entries({ ...bases, ...buildArgs }).flatMap(([key, value]) => [
    '--build-arg',
    `${key}=${value}`,
  ]);
  const stage = target === undefined ? [] : ['--target', target];
  await docker(['build', '--quiet', '--file', dockerfile, ...stage, '--tag', tag, ...args, '.']);
  return tag;
}
