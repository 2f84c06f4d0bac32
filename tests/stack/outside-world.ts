import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createConnection } from 'node:net';
import { promisify } from 'node:util';
import { waitUntil } from '@alice/test-stack';

const run = promisify(execFile);

/** Addresses of RFC 5737 that belong to nobody; the outside is the second. */
const HOST = '198.51.100.1';
export const OUTSIDE = { host: '198.51.100.2', port: 8000 };

/**
 * A host outside of Docker that the machine can reach: a network namespace with a listener. Needs root and iproute2.
 * @returns how to take it away again
 */
export async function makeOutsideWorld(): Promise<() => Promise<void>> {
  const name = `alice-out-${process.pid}`;
  const [near, far] = [`ao${process.pid}`, `aO${process.pid}`];
  const ip = (...args: string[]) => run('ip', args);
  let listener: ChildProcess | undefined;
  const remove = async () => {
    listener?.kill('SIGKILL');
    await ip('netns', 'delete', name).catch(() => undefined);
    await ip('link', 'delete', near).catch(() => undefined);
  };
  try {
    await ip('netns', 'add', name);
    await ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name);
    await ip('addr', 'add', `${HOST}/30`, 'dev', near);
    await ip('link', 'set', near, 'up');
    await ip('-n', name, 'addr', 'add', `${OUTSIDE.host}/30`, 'dev', far);
    await ip('-n', name, 'link', 'set', far, 'up');
    await ip('-n', name, 'route', 'add', 'default', 'via', HOST);
    const server = `require('net').createServer((s) => s.end()).listen(${OUTSIDE.port})`;
    listener = spawn('ip', ['netns', 'exec', name, process.execPath, '-e', server], { stdio: 'ignore' });
    await waitUntil('the outside to listen', () => canConnect());
  } catch (error) {
    await remove();
    throw error;
  }
  return remove;
}

function canConnect(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ ...OUTSIDE, timeout: 500 });
    const end = (connected: boolean) => {
      socket.destroy();
      resolve(connected);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
