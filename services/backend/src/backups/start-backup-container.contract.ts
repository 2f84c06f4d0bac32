import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupStateSchema, type BackupState } from '@alice/contracts';
import { buildImage, docker } from '@alice/test-stack';

export interface BackupContainer {
  /** A folder of the host for each mount. */
  folders: Record<'data' | 'music' | 'certificates' | 'repository' | 'secrets', string>;
  /** What the service's command prints; fails with what it says where it fails. */
  run(...words: string[]): Promise<string>;
  /** A shell command in the container, where everything is root's. */
  shell(command: string): Promise<string>;
  state(): Promise<BackupState>;
  stop(): Promise<void>;
}

let image: Promise<string> | undefined;
let started = 0;

/** The backup service's real image, locked in as in the stack, that waits for commands. `mounts` replaces folders. */
export async function startBackupContainer(
  environment: Record<string, string>,
  mounts: Partial<BackupContainer['folders']> = {},
): Promise<BackupContainer> {
  image ??= buildImage('services/backend/Dockerfile', {}, 'backup');
  const name = `alice-test-${process.pid}-backup-${++started}`;
  const root = await mkdtemp(join(tmpdir(), `${name}-`));
  const folderOf = async (folder: string) => {
    await mkdir(join(root, folder));
    return join(root, folder);
  };
  const folders = {
    data: mounts.data ?? (await folderOf('data')),
    music: mounts.music ?? (await folderOf('music')),
    certificates: mounts.certificates ?? (await folderOf('certificates')),
    repository: mounts.repository ?? (await folderOf('repository')),
    secrets: mounts.secrets ?? (await folderOf('secrets')),
  };
  if (!mounts.secrets) {
    await writeFile(join(folders.secrets, 'backup_key'), 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8');
    await writeFile(join(folders.secrets, 'secret_key'), 'the secret key');
    await writeFile(join(folders.secrets, 'environment'), 'DOMAIN=alice.example.org\n');
  }
  await chmod(root, 0o755);
  const state = await folderOf('state');
  const work = await folderOf('work');
  await docker([
    ...[
      'run',
      '--detach',
      '--init',
      '--name',
      name,
      '--entrypoint',
      'sleep',
      '--read-only',
      '--cap-drop',
      'ALL',
    ],
    ...['CHOWN', 'DAC_OVERRIDE', 'FOWNER'].flatMap((capability) => ['--cap-add', capability]),
    ...['--security-opt', 'no-new-privileges', '--tmpfs', '/tmp', '--memory', '768m', '--pids-limit', '256'],
    ...Object.entries({ ...folders, state, work }).flatMap(([at, from]) => ['--volume', `${from}:/${at}`]),
    ...Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
    ...['--env', 'OLLAMA_HOST=http://127.0.0.1:9', await image, '3600'],
  ]);
  const shell = (command: string) => docker(['exec', name, 'sh', '-euc', command]);
  return {
    folders,
    run: (...words) => docker(['exec', name, 'alice-backup', ...words]),
    shell,
    state: async () => backupStateSchema.parse(JSON.parse(await readFile(join(state, 'state.json'), 'utf8'))),
    stop: async () => {
      await shell('rm -rf /work/* /state/* /data/* /music/* /certificates/* /repository/* /secrets/*');
      await docker(['rm', '--force', '--volumes', name]);
    },
  };
}
