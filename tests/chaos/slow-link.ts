import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { waitUntil } from '@alice/test-stack';
import { inspect } from './chaos-stack';

const DELAY_MS = 200;
const JITTER_MS = 50;
const LOSS = 0.02;

/** Passes connections on to `port`; each piece, in both directions, comes later by the delay. */
const RELAY = `
  const { connect, createServer } = require('node:net');
  const { setTimeout: wait } = require('node:timers/promises');
  const [port, own, delay, jitter] = process.argv.slice(1).map(Number);
  const later = (from, to) => {
    let before = Promise.resolve();
    const at = (work) => {
      const due = Date.now() + delay + (Math.random() * 2 - 1) * jitter;
      before = before.then(() => wait(Math.max(0, due - Date.now()))).then(work);
    };
    from.on('data', (piece) => at(() => to.write(piece)));
    from.on('end', () => at(() => to.end()));
    from.on('error', () => at(() => to.destroy()));
  };
  createServer({ allowHalfOpen: true }, (here) => {
    const there = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    later(here, there);
    later(there, here);
  }).listen(own, () => console.log('ready'));`;
const RELAY_PORT = 18_000;

/**
 * Makes a container's network slow and lossy, from the outside, in its network namespace: the kernel's netem where it has
 * that; else every new connection to `port` goes through a relay that waits, and packets are thrown away at random.
 */
export class SlowLink {
  private readonly undo: (() => Promise<unknown>)[] = [];

  private constructor(
    private readonly pid: string,
    private readonly device: string,
  ) {}

  /** How it was made slow, for the report. */
  how = '';

  static async begin(container: string, network: string, port: number): Promise<SlowLink> {
    const pid = await inspect(container, '{{.State.Pid}}');
    const address = await inspect(container, `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`);
    const devices = (await inNetworkOf(pid, 'ip', '-o', '-4', 'addr')).split('\n');
    const device = devices.find((line) => line.includes(` ${address}/`))?.split(/\s+/)[1];
    if (!device) throw new Error(`nothing has ${address} in ${devices.join('; ')}`);
    const link = new SlowLink(pid, device);
    try {
      await link.netem().catch(() => link.relay(port));
    } catch (error) {
      await link.end();
      throw error;
    }
    return link;
  }

  async end(): Promise<void> {
    for (const undo of this.undo.splice(0).reverse()) await undo().catch(() => undefined);
  }

  private async netem(): Promise<void> {
    const qdisc = ['dev', this.device, 'root', 'netem'];
    const slow = ['delay', `${DELAY_MS}ms`, `${JITTER_MS}ms`, 'loss', `${LOSS * 100}%`];
    await inNetworkOf(this.pid, 'tc', 'qdisc', 'add', ...qdisc, ...slow);
    this.undo.push(() => inNetworkOf(this.pid, 'tc', 'qdisc', 'del', ...qdisc));
    this.how = 'netem';
  }

  private async relay(port: number): Promise<void> {
    const numbers = [port, RELAY_PORT, DELAY_MS, JITTER_MS].map(String);
    const relay = spawn('nsenter', ['-t', this.pid, '-n', process.execPath, '-e', RELAY, ...numbers]);
    this.undo.push(() => Promise.resolve(relay.kill()));
    await started(relay);
    const redirect = [
      '-p',
      'tcp',
      '--dport',
      String(port),
      '-j',
      'REDIRECT',
      '--to-ports',
      String(RELAY_PORT),
    ];
    await this.rule('-t', 'nat', 'PREROUTING', '-i', this.device, ...redirect);
    const random = ['-m', 'statistic', '--mode', 'random', '--probability', String(LOSS), '-j', 'DROP'];
    await this.rule('-t', 'filter', 'INPUT', '-i', this.device, ...random);
    await this.rule('-t', 'filter', 'OUTPUT', '-o', this.device, ...random);
    this.how = 'a relay and iptables, since the kernel has no netem';
  }

  private async rule(flag: string, table: string, ...rule: string[]): Promise<void> {
    await inNetworkOf(this.pid, 'iptables', flag, table, '-I', ...rule);
    this.undo.push(() => inNetworkOf(this.pid, 'iptables', flag, table, '-D', ...rule));
  }
}

async function inNetworkOf(pid: string, ...command: string[]): Promise<string> {
  return (await promisify(execFile)('nsenter', ['-t', pid, '-n', ...command])).stdout;
}

async function started(relay: ChildProcess): Promise<void> {
  let said = '';
  relay.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await waitUntil('the relay', () => said.includes('ready'));
}
